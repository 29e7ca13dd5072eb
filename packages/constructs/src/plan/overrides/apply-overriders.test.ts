import type { Overriders } from "../../api/karmada";
import { DoesNotApply } from "../../json/json-patch";
import { object } from "../manifests.test-support";
import { overridden } from "./apply-overriders";

const DIGEST = `sha256:${"0".repeat(64)}`;
const containers = [
  { name: "app", image: "registry.example.com/shop/web:1.0", command: ["run"], args: ["--a", "--b"] },
  { name: "proxy", image: `envoy@${DIGEST}` },
];
const web = object("Deployment", "web", { template: { spec: { containers } } });

interface Overridden {
  readonly metadata: { readonly labels?: object; readonly annotations?: object };
  readonly spec: { readonly template: { readonly spec: { readonly containers: typeof containers } } };
}
const applied = (overriders: Overriders, to = web): Overridden => overridden(to, overriders) as unknown as Overridden;
const imagesWith = (...imageOverrider: NonNullable<Overriders["imageOverrider"]>): string[] =>
  applied({ imageOverrider }).spec.template.spec.containers.map(({ image }) => image);
const app = (overriders: Overriders) => applied(overriders).spec.template.spec.containers[0]!;

test("an object without overriders stays as it is, and is never changed itself", () => {
  const before = JSON.stringify(web);
  expect(overridden(web, {})).toEqual(web);
  applied({ labelsOverrider: [{ operator: "add", value: { a: "b" } }] });
  expect(JSON.stringify(web)).toBe(before);
});

test.each([
  [
    "Registry",
    "replace",
    "mirror.example.com",
    "mirror.example.com/shop/web:1.0",
    `mirror.example.com/envoy@${DIGEST}`,
  ],
  ["Registry", "remove", undefined, "shop/web:1.0", `envoy@${DIGEST}`],
  ["Registry", "add", ":5000", "registry.example.com:5000/shop/web:1.0", `:5000/envoy@${DIGEST}`],
  ["Repository", "replace", "a/b", "registry.example.com/a/b:1.0", `a/b@${DIGEST}`],
  ["Repository", "add", "-slim", "registry.example.com/shop/web-slim:1.0", `envoy-slim@${DIGEST}`],
  ["Tag", "replace", "2.0", "registry.example.com/shop/web:2.0", "envoy:2.0"],
  ["Tag", "add", "-slim", "registry.example.com/shop/web:1.0-slim", expect.stringMatching(/^envoy/)],
  ["Tag", "remove", undefined, "registry.example.com/shop/web", "envoy"],
] as const)("the %s of every image is changed by %s", (component, operator, value, first, second) => {
  expect(imagesWith({ component, operator, value })).toEqual([first, second]);
});

test("an image at a place of its own is changed only there", () => {
  const path = "/spec/template/spec/containers/1/image";
  const overrider = { predicate: { path }, component: "Tag", operator: "replace", value: "2" } as const;
  expect(imagesWith(overrider)).toEqual(["registry.example.com/shop/web:1.0", "envoy:2"]);
});

test("of a tag and a digest, Karmada keeps the tag", () => {
  const pinned = object("Pod", "web", { containers: [{ name: "a", image: `web:1@${DIGEST}` }] });
  const imageOverrider = [{ component: "Registry", operator: "replace", value: "r.io" }] as const;
  expect(overridden(pinned, { imageOverrider })).toMatchObject({ spec: { containers: [{ image: "r.io/web:1" }] } });
});

test("what is not an image, or not there, leaves the member with nothing", () => {
  const at = (path: string) => () =>
    imagesWith({ predicate: { path }, component: "Tag", operator: "replace", value: "2" });
  expect(at("/spec/template")).toThrow(new DoesNotApply('"/spec/template" is not an image'));
  expect(at("/spec/nowhere")).toThrow(DoesNotApply);
});

test("a kind whose containers Karmada does not know keeps its images", () => {
  const game = { ...web, kind: "Game" };
  expect(applied({ imageOverrider: [{ component: "Tag", operator: "remove" }] }, game)).toEqual(game);
  expect(
    applied({ imageOverrider: [{ component: "Tag", operator: "remove" }] }, { ...web, kind: "constructor" }),
  ).toEqual({ ...web, kind: "constructor" });
});

test("words are added at the end, or removed wherever they are, in one container", () => {
  const words = (operator: "add" | "remove", ...value: string[]) => [{ containerName: "app", operator, value }];
  expect(app({ commandOverrider: words("add", "fast") }).command).toEqual(["run", "fast"]);
  expect(app({ argsOverrider: words("remove", "--a", "--none") }).args).toEqual(["--b"]);
  const other = { containerName: "proxy", operator: "add", value: ["--c"] } as const;
  const [first, second] = applied({ argsOverrider: [other] }).spec.template.spec.containers;
  expect([first!.args, second!.args]).toEqual([["--a", "--b"], ["--c"]]);
});

test("labels and annotations are added, and replaced or removed only where they are", () => {
  const labeled = object("Deployment", "web", {}, { labels: { tier: "one", "example.com/zone": "a" } });
  const labels = (operator: "add" | "replace" | "remove", value: Record<string, string>) =>
    applied({ labelsOverrider: [{ operator, value }] }, labeled).metadata.labels;
  expect(labels("add", { team: "x" })).toEqual({ tier: "one", "example.com/zone": "a", team: "x" });
  expect(labels("replace", { "example.com/zone": "b", none: "c" })).toEqual({ tier: "one", "example.com/zone": "b" });
  expect(labels("remove", { tier: "", none: "" })).toEqual({ "example.com/zone": "a" });
  expect(applied({ annotationsOverrider: [{ operator: "add", value: { a: "b" } }] }).metadata.annotations).toEqual({
    a: "b",
  });
  expect(applied({ annotationsOverrider: [{ operator: "remove", value: { a: "" } }] })).toEqual(web);
});

test("fields in JSON and YAML texts are changed, and the text is written in its own format", () => {
  const settings = { ...object("ConfigMap", "settings"), data: { json: '{"a":{"b":1}}', yaml: "a:\n  b: 1\n" } };
  const change = [{ operator: "replace", subPath: "/a/b", value: 2 }] as const;
  expect(overridden(settings, { fieldOverrider: [{ fieldPath: "/data/json", json: change }] })).toMatchObject({
    data: { json: '{"a":{"b":2}}' },
  });
  expect(overridden(settings, { fieldOverrider: [{ fieldPath: "/data/yaml", yaml: change }] })).toMatchObject({
    data: { yaml: "a:\n  b: 2\n" },
  });
  const wrong = (fieldPath: string, format: "json" | "yaml") => () =>
    overridden(
      { ...settings, data: { text: "{a: [", list: [] } },
      { fieldOverrider: [{ fieldPath, [format]: change }] },
    );
  expect(wrong("/data/text", "json")).toThrow(new DoesNotApply('"/data/text" is not JSON'));
  expect(wrong("/data/text", "yaml")).toThrow(new DoesNotApply('"/data/text" is not YAML'));
  expect(wrong("/data/list", "json")).toThrow(new DoesNotApply('"/data/list" is not text'));
});

test("overriders apply in Karmada's order, whatever the order in the policy", () => {
  const path = "/spec/template/spec/containers/0/image";
  const overriders: Overriders = {
    plaintext: [{ operator: "replace", path, value: "last" }],
    imageOverrider: [{ component: "Tag", operator: "replace", value: "2.0" }],
  };
  expect(app(overriders).image).toBe("last");
  const removing: Overriders = {
    plaintext: [{ operator: "remove", path: "/metadata/labels" }],
    labelsOverrider: [{ operator: "add", value: { a: "b" } }],
  };
  expect(applied(removing).metadata.labels).toBeUndefined();
});
