import fc from "fast-check";
import { groupKindOf, groupOf, isOfKind, keyOf } from "./identity";

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const ref = fc.record({ group: fc.option(word, { nil: "" }), kind: word, namespace: word, name: word });
const written = ({ group, kind, namespace, name }: { [field: string]: string }, version: string) => ({
  apiVersion: group ? `${group}/${version}` : version,
  kind: kind!,
  namespace: namespace!,
  name: name!,
});

test("an object is the same in every version, and another one in group, kind, namespace or name", () => {
  fc.assert(
    fc.property(ref, ref, word, word, (one, other, v, w) => {
      expect(keyOf(written(one, v))).toBe(keyOf(written(one, w)));
      expect(keyOf(written(one, v)) === keyOf(written(other, w))).toBe(JSON.stringify(one) === JSON.stringify(other));
      expect(groupOf(written(one, v))).toBe(one.group);
    }),
  );
});

test("a kind of the same name in another group is another kind", () => {
  expect(isOfKind({ apiVersion: "apps/v1", kind: "Deployment" }, "apps/Deployment")).toBe(true);
  expect(isOfKind({ apiVersion: "example.com/v1", kind: "Deployment" }, "apps/Deployment")).toBe(false);
  expect(isOfKind({ apiVersion: "example.com/v1", kind: "Secret" }, "Secret")).toBe(false);
  expect(groupKindOf({ apiVersion: "v1", kind: "Secret" })).toBe("Secret");
});
