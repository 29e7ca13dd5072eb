import * as pulumi from "@pulumi/pulumi";
import { tell } from "@fedstack/constructs/faults";
import { argumentFaults, type Fields, type Shape, shapeFaults } from "./shape";

const FIELDS = {
  replicas: "number",
  token: "text input",
  service: { fields: { type: { oneOf: ["NodePort", "LoadBalancer", "ClusterIP"] }, names: { list: "text" } } },
  storage: { oneOf: ["ephemeral"], fields: { size: "text" } },
  records: { kinds: { etcd: { kind: "text", replicas: "number" }, external: { kind: "text", endpoints: "any" } } },
  labels: { map: "text" },
} satisfies Fields;

const told = (args: unknown): string[] => argumentFaults("args", args, FIELDS).map(tell);

test("arguments of the right shape have no faults, set to undefined or not", () => {
  const service = { type: "NodePort", names: ["a"] };
  const records = { kind: "etcd", replicas: 3 };
  expect(told({ replicas: 1, token: "x", service, storage: "ephemeral", records, labels: { a: "b" } })).toEqual([]);
  expect(told({ token: pulumi.output("x"), storage: { size: "1Gi" }, replica: undefined })).toEqual([]);
  expect(told({ token: Promise.resolve("x"), replicas: undefined })).toEqual([]);
});

test.each([
  [{ replica: 2 }, 'replica: is not a known field; did you mean "replicas"?'],
  [{ service: { Type: "NodePort" } }, 'service.Type: is not a known field; did you mean "type"?'],
  [{ service: { port: 1 } }, 'service.port: is not a known field; remove it, or use "type" or "names"'],
  [{ storage: { sise: "1Gi" } }, 'storage.sise: is not a known field; did you mean "size"?'],
  [
    { records: { kind: "etcd", endpoints: [] } },
    'records.endpoints: is not a known field; remove it, or use "kind" or "replicas"',
  ],
  [{ "a\nb": 1 }, expect.stringMatching(/^args\["a\\nb"\]: is not a known field; remove it, or use "replicas", /)],
])("in %j, the key that nobody reads is refused by its path", (args, fault) => {
  expect(told(args)).toEqual([fault]);
});

test.each([
  ["x", "args: is text; use an object"],
  [null, "args: is null; use an object"],
  [{ replicas: "2" }, "replicas: is text; use a number"],
  [{ replicas: pulumi.output(2) }, "replicas: is an Output; use a plain value, which is known from the start"],
  [{ service: pulumi.output({}) }, "service: is an Output; use a plain value, which is known from the start"],
  [{ labels: Promise.resolve({}) }, "labels: is a promise; use a plain value, which is known from the start"],
  [{ service: { names: ["a", , "b"] } }, "service.names[1]: is undefined; leave it out"],
  [{ labels: { "a/b": 1 } }, 'labels["a/b"]: is a number; put it in quotes'],
  [
    { service: { type: "Nodeport" } },
    'service.type: "Nodeport" is not supported; use "NodePort", "LoadBalancer" or "ClusterIP"',
  ],
  [{ service: { type: 1 } }, 'service.type: is a number; use "NodePort", "LoadBalancer" or "ClusterIP"'],
  [{ storage: "none" }, 'storage: "none" is not supported; use "ephemeral", or an object with size'],
])("%j is refused: %s", (args, fault) => {
  expect(told(args)).toEqual([fault]);
});

test("of a kind that does not exist, only the kind is somebody's to report", () => {
  expect(told({ records: { kind: "constructor", anything: 1 } })).toEqual([]);
});

test("all faults are found at once", () => {
  expect(told({ replicas: "1", service: { type: "x", names: "y" }, more: 1 })).toHaveLength(4);
});

test("fields that others read are ignored on request, at every level", () => {
  const shape: Shape = { fields: { list: { list: { fields: { name: "text" } } } } };
  const given = { list: [{ name: 1, other: 2 }], more: 3 };
  expect(shapeFaults("config", given, shape, "ignored").map(tell)).toEqual([
    "config.list[0].name: is a number; put it in quotes",
  ]);
});
