import { imageReference } from "./images";

const IMAGE = { registry: "docker.io", repository: "karmada/karmada-scheduler", tag: "v1.18.2" };

test("an image is in its own registry, or in the private one in its place", () => {
  expect(imageReference(IMAGE)).toBe("docker.io/karmada/karmada-scheduler:v1.18.2");
  expect(imageReference(IMAGE, "registry.example.com/mirror")).toBe(
    "registry.example.com/mirror/karmada/karmada-scheduler:v1.18.2",
  );
});

test("slashes at the end of a registry mean nothing", () => {
  expect(imageReference(IMAGE, "registry.example.com//")).toBe(
    "registry.example.com/karmada/karmada-scheduler:v1.18.2",
  );
});
