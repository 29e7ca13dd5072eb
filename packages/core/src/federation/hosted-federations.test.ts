import * as pulumi from "@pulumi/pulumi";
import { cluster, federate, flagsOf, inputsOf } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import type { FederationArgs } from "./federation-args";

describe("two federations of one host, of which one evicts from lost members", () => {
  const warned: string[] = [];
  let resources: RecordedResource[];
  beforeAll(async () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void warned.push(text)));
    const moving = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "moving", namespace: "shop" },
      spec: { resourceSelectors: [], failover: { cluster: {} } },
    };
    const controllerManager = { extraArgs: { "feature-gates": "PriorityBasedScheduling=true" } };
    resources = await record(() => {
      const host = cluster("f-cluster", "f");
      const deployTo = (name: string, args: FederationArgs): void => {
        const federation = federate(host, `${name}.example`, { name, ...args });
        federation.deploy(`for-${name}`, { toJson: () => [moving] });
      };
      deployTo("keeping", {});
      deployTo("evicting", { evictFromLostMembers: true, controllerManager, dns: { records: { kind: "etcd" } } });
    });
    warn.mockRestore();
  });

  test("share neither names nor namespaces", () => {
    const owned = resources
      .filter(({ provider }) => provider?.startsWith("f-cluster"))
      .filter(({ type }) => !type.endsWith(":CustomResourceDefinition"))
      .map(({ type, inputs }) => {
        const { metadata } = plain<{ metadata: { name: string; namespace?: string } }>(inputs);
        return `${type} ${metadata.namespace}/${metadata.name}`;
      });
    expect(new Set(owned).size).toBe(owned.length);
    const namespaces = resources.filter(
      ({ type, provider }) => type.endsWith(":Namespace") && provider === "f-cluster",
    );
    expect(namespaces.map(({ inputs }) => plain<{ metadata: { name: string } }>(inputs).metadata.name).sort()).toEqual([
      "evicting",
      "evicting-system",
      "keeping",
      "keeping-system",
    ]);
  });

  test("differ in three flags, beside those that are given, and in a taint", () => {
    const flags = (name: string): Record<string, string> => flagsOf(resources, ":Deployment", name);
    expect(flags("evicting-karmada-controller-manager")).toMatchObject({
      "enable-no-execute-taint-eviction": "true",
      "feature-gates": "Failover=true,PriorityBasedScheduling=true",
    });
    expect(flags("evicting-karmada-webhook")).toMatchObject({ "allow-no-execute-taint-policy": "true" });
    const policies = resources.filter(({ type }) => type.endsWith(":ClusterTaintPolicy"));
    expect(policies).toMatchObject([{ name: "evicting-lost-members", provider: "evicting-api" }]);
    expect(inputsOf(resources, ":ClusterTaintPolicy", "evicting-lost-members")).toMatchObject({
      spec: { taints: [{ key: "fedstack.dev/lost", effect: "NoExecute" }] },
    });
    const kept = resources.filter(({ name }) => name.startsWith("keeping"));
    expect(JSON.stringify(kept.map(({ inputs }) => inputs))).not.toMatch(/Failover=|no-execute-taint/);
  });

  test("warn of failover where nothing evicts", () => {
    expect(warned).toEqual([
      'deploy("for-keeping"): failover of lost members has no effect. Set evictFromLostMembers: true for the federation.',
    ]);
  });
});
