import * as pulumi from "@pulumi/pulumi";
import { type FieldShapes, NUMBER, STRING, tell, wordOf } from "@fedstack/constructs/faults";
import { input, shapeFaults, STRING_INPUT } from "./shape";

const FIELDS: FieldShapes = {
  replicas: NUMBER,
  token: STRING_INPUT,
  service: { names: [STRING] },
  storage: wordOf(["ephemeral"], { size: STRING }),
  rules: input([STRING_INPUT]),
  labels: { "*": STRING },
};

const told = (args: unknown): string[] => shapeFaults("", args, FIELDS).map(tell);

test("arguments of the right shape have no faults, known from the start or not", () => {
  expect(told({ replicas: 1, token: "x", service: { names: ["a"] }, storage: "ephemeral" })).toEqual([]);
  expect(told({ token: pulumi.output("x"), rules: [Promise.resolve("a"), "b"], replica: undefined })).toEqual([]);
  expect(told({ token: Promise.resolve("x"), rules: pulumi.output(["a"]), replicas: undefined })).toEqual([]);
});

test.each([
  ["x", 'args: "x" is a string; use an object'],
  [null, "args: is null; use an object"],
  [{ replicas: null }, "replicas: is null; use a number"],
  [{ replica: 2 }, 'replica: is not a known field; did you mean "replicas"?'],
  [{ service: { names: ["a", , "b"] } }, "service.names[1]: is undefined; remove it"],
  [{ labels: { "a/b": 1 } }, 'labels["a/b"]: "1" is a number; put it in quotes'],
  [
    { rules: pulumi.output(2), replicas: pulumi.output(2) },
    "replicas: is an Output; use a plain value, which is known from the start",
  ],
  [{ service: pulumi.output({}) }, "service: is an Output; use a plain value, which is known from the start"],
  [{ storage: pulumi.output({}) }, "storage: is an Output; use a plain value, which is known from the start"],
  [{ labels: Promise.resolve({}) }, "labels: is a promise; use a plain value, which is known from the start"],
])("%j is refused: %s", (args, fault) => {
  expect(told(args)).toEqual([fault]);
});

test("all faults are found at once", () => {
  expect(told({ replicas: "1", service: { type: "x", names: "y" }, more: 1 })).toHaveLength(4);
});
