import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { record, type RecordedResource } from ".";

let first: RecordedResource;
let second: RecordedResource;
beforeAll(async () => {
  const resources = await record(() => {
    const provider = new k8s.Provider("cluster", {});
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
    const namespace = new k8s.core.v1.Namespace("shop", {}, { provider, retainOnDelete: true });
    const aliases = [{ type: "kubernetes:core/v1:Setting" }, { name: "options", parent: namespace }];
    const more = { aliases, parent, provider, dependsOn: [parent], deletedWith: namespace };
    const metadata = { namespace: namespace.metadata.name };
    new k8s.core.v1.ConfigMap("settings", { metadata }, { ...more, customTimeouts: { create: "60s" } });
  });
  const named = (name: string) => resources.find((one) => one.name === name)!;
  [first, second] = [named("shop"), named("settings")];
});

test("a resource is recorded with its provider, its parent and what it is deleted with, by their names", () => {
  expect(second).toMatchObject({
    type: "kubernetes:core/v1:ConfigMap",
    provider: "cluster",
    parent: "parent",
    deletedWith: "shop",
    retainOnDelete: false,
  });
  expect(first).toMatchObject({ parent: "project-stack", deletedWith: undefined, retainOnDelete: true });
});

test("aliases are recorded as what differs", () => {
  expect(second.aliases).toEqual([{ type: "kubernetes:core/v1:Setting" }, { name: "options", parent: "shop" }]);
  expect(first.aliases).toEqual([]);
});

test("what comes before a resource is what it depends on, and what its inputs come from", () => {
  expect(second.dependsOn).toEqual(expect.arrayContaining(["shop"]));
  expect(first.dependsOn).toEqual([]);
});

test("only timeouts that are set are recorded", () => {
  expect([first.timeouts, second.timeouts]).toEqual([{}, { create: "60s" }]);
});
