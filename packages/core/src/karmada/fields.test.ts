import type { Definition } from "./definitions";
import { fieldDifference } from "./fields";

const definition = (properties: object, version = "v1alpha1"): NonNullable<Definition["spec"]> =>
  ({
    versions: [
      { name: "v1alpha0", storage: false, schema: { openAPIV3Schema: { properties: { old: {} } } } },
      { name: version, storage: true, schema: { openAPIV3Schema: { type: "object", properties } } },
    ],
  }) as never;

const term = (...fields: readonly string[]): object => ({
  terms: { items: { properties: Object.fromEntries(fields.map((name) => [name, { properties: { inner: {} } }])) } },
});

test("fields that only one of two definitions has are named by their paths, without what is inside of them", () => {
  const spec = (...fields: readonly string[]) => definition({ spec: { properties: term(...fields) } });
  expect(fieldDifference(spec("name", "overflow"), spec("name", "name2"))).toEqual({
    lacks: ["spec.terms[].overflow"],
    more: ["spec.terms[].name2"],
  });
});

test("fields of the values of a map are compared, too", () => {
  const labels = (properties: object) => definition({ labels: { additionalProperties: { properties } } });
  expect(fieldDifference(labels({ a: {} }), labels({})).lacks).toEqual(["labels.*.a"]);
  expect(fieldDifference(labels({ a: {} }), definition({ labels: { additionalProperties: true } })).lacks).toEqual([
    "labels.*.a",
  ]);
});

test("only the stored version counts", () => {
  expect(fieldDifference(definition({ a: {} }), definition({ a: {} }, "v1"))).toEqual({ lacks: [], more: [] });
  expect(fieldDifference(definition({ a: {} }), { versions: [] } as never)).toEqual({ lacks: ["a"], more: [] });
});
