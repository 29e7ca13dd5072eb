import { definitionsIn } from "./definitions";

const definition = (spec?: object, apiVersion = "apiextensions.k8s.io/v1") => ({
  apiVersion,
  kind: "CustomResourceDefinition",
  metadata: { name: "games.example.com" },
  spec,
});

test("definitions are found by the group and kind that they define, among any objects", () => {
  const game = definition({ group: "example.com", names: { kind: "Game" } });
  const found = definitionsIn([game, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" } }]);
  expect([...found]).toEqual([["example.com/Game", game]]);
});

test("a definition that says nothing breaks nothing, and one of another group is none", () => {
  expect(definitionsIn([definition(), definition({ group: "example.com" })]).size).toBe(2);
  expect(definitionsIn([definition({}, "example.com/v1")]).size).toBe(0);
});
