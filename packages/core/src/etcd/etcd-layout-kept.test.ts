import type * as pulumi from "@pulumi/pulumi";
import { guardAnnotation } from "../kube/annotation-guard";
import { cluster, federate } from "../recorded.test-support";
import { record } from "../testing";
import * as namespaces from "../host/namespaces";

jest.mock("../kube/annotation-guard", () => ({
  ...jest.requireActual<object>("../kube/annotation-guard"),
  guardAnnotation: jest.fn(),
}));
jest.mock("../host/namespaces", () => ({
  ...jest.requireActual<object>("../host/namespaces"),
  createNamespace: jest.fn(),
}));

type Guard = Parameters<typeof guardAnnotation>;

test.each([
  ["federation-system", "etcd"],
  ["federation", "dns.records"],
])("the namespace %s refuses another volume of its etcd before it changes", async (wanted, path) => {
  const held = new Map<string, unknown[]>();
  jest.mocked(guardAnnotation).mockImplementation((...guard) => [guard as unknown as pulumi.ResourceHook]);
  jest.mocked(namespaces.createNamespace).mockImplementation((site, role, name, metadata, { hooks } = {}) => {
    held.set(name, (hooks?.beforeUpdate as unknown[] | undefined) ?? []);
    const { createNamespace } = jest.requireActual<typeof namespaces>("../host/namespaces");
    return createNamespace(site, role, name, metadata);
  });
  await record(() => void federate(cluster("f-cluster", "f"), "kairen.com", { dns: { records: { kind: "etcd" } } }));
  const [, , refusal] = (held.get(wanted) as Guard[]).find(([, annotation]) => annotation === "fedstack.dev/etcd")!;
  expect(refusal("replicas: 1, storage: 5Gi", "replicas: 1, storage: ephemeral")).toContain(
    `${path}: cannot change from "replicas: 1, storage: 5Gi" to "replicas: 1, storage: ephemeral"`,
  );
});
