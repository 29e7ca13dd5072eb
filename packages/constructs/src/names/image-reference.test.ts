import { imageReference, imageText, withTagOrDigest } from "./image-reference";

const DIGEST = `sha256:${"0".repeat(64)}`;

test.each([
  ["nginx", "", "nginx", "", ""],
  ["shop/cart:2", "", "shop/cart", "2", ""],
  ["registry.example.com/shop/cart", "registry.example.com", "shop/cart", "", ""],
  ["registry:5000/cart:2", "registry:5000", "cart", "2", ""],
  ["localhost/cart", "localhost", "cart", "", ""],
  ["[2001:db8::1]:5000/cart", "[2001:db8::1]:5000", "cart", "", ""],
  [`nginx:1@${DIGEST}`, "", "nginx", "1", DIGEST],
])("%s has these parts, and is written as it was", (image, registry, repository, tag, digest) => {
  expect(imageReference(image)).toEqual({ registry, repository, tag, digest });
  expect(imageText({ registry, repository, tag, digest })).toBe(image);
});

test.each(["", "Nginx", "nginx:", "nginx:-1", "nginx@sha256:0", "/nginx", "a//b", "https://a/b", "a b", "nginx\n"])(
  "%j is not an image",
  (image) => {
    expect(imageReference(image)).toBeUndefined();
  },
);

test("a tag or a digest replaces both, and what is neither changes nothing", () => {
  const image = imageReference(`nginx:1@${DIGEST}`)!;
  expect(withTagOrDigest(image, "2.0")).toMatchObject({ tag: "2.0", digest: "" });
  expect(withTagOrDigest(image, DIGEST)).toMatchObject({ tag: "", digest: DIGEST });
  for (const value of ["", "-x", "a b", `1@${DIGEST}`]) expect(withTagOrDigest(image, value)).toBe(image);
});
