import { labelsOf } from "./manifest";

test("an object without labels has none", () => {
  const of = (metadata: object) => labelsOf({ apiVersion: "v1", kind: "Pod", metadata: { name: "x", ...metadata } });
  expect([of({}), of({ labels: null }), of({ labels: { a: "b" } })]).toEqual([{}, {}, { a: "b" }]);
});
