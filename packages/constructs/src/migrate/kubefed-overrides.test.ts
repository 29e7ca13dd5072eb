import { deployment, faultsOf, federated, preference, read, warningsOf } from "./kubefed.test-support";

const PLACEMENT = { placement: { clusterSelector: {} } };

function withOverrides(...clusterOverrides: readonly object[]): string {
  return deployment({ ...PLACEMENT, overrides: [{ clusterName: "b", clusterOverrides }] });
}

function rulesIn(chart: ReturnType<typeof read>): unknown {
  const policy = chart.toJson().find(({ kind }: { readonly kind: string }) => kind === "OverridePolicy");
  return (policy as { readonly spec?: { readonly overrideRules: unknown } } | undefined)?.spec?.overrideRules;
}

test("operations become fields that are set or removed on the cluster; replace is the default", () => {
  const chart = read(
    withOverrides(
      { path: "/spec/template/spec/containers/0/image", value: "nginx:2" },
      { path: "/spec/template/spec/hostNetwork", op: "add", value: true },
      { path: "/spec/selector", op: "remove" },
    ),
  );
  expect(rulesIn(chart)).toEqual([
    {
      targetCluster: { clusterNames: ["b"] },
      overriders: {
        plaintext: [
          { path: "/spec/template/spec/containers/0/image", operator: "replace", value: "nginx:2" },
          { path: "/spec/template/spec/hostNetwork", operator: "add", value: true },
          { path: "/spec/selector", operator: "remove" },
        ],
      },
    },
  ]);
});

test("an override of the replicas is kept, and the plan reads it", () => {
  const [workload] = read(withOverrides({ path: "/spec/replicas", value: 7 })).plan().workloads;
  expect(workload!.assignments.map(({ member, replicas }) => [member, replicas])).toEqual([
    ["a", 3],
    ["b", 7],
    ["c", 3],
  ]);
});

test("replicas that a preference wrote as an override are left out", () => {
  const overridden = withOverrides({ path: "/spec/replicas", value: 7 });
  expect(rulesIn(read(overridden, preference({ totalReplicas: 6 })))).toBeUndefined();
});

test("a cluster that is not a member is a warning", () => {
  const overrides = [{ clusterName: "z", clusterOverrides: [{ path: "/spec/replicas", value: 1 }] }];
  expect(warningsOf(read(deployment({ ...PLACEMENT, overrides })))).toEqual([
    'document 1: FederatedDeployment shop/web: spec.overrides[0]: "z" is not a member, so it is left out',
  ]);
});

test.each([
  [{ path: "/spec/replicas", op: "test", value: 3 }, '"test" of "/spec/replicas" is not supported'],
  [{ path: "spec.replicas", value: 3 }, '"spec.replicas" is not a JSON pointer'],
  [{ path: "/spec/~2", op: "add", value: 3 }, '"/spec/~2" is not a JSON pointer'],
  [{ path: "/spec/paused", value: true }, '"/spec/paused" is not in the object'],
  [{ path: "/spec/none/x", op: "add", value: 1 }, '"/spec/none" is not in the object'],
  [{ path: "/metadata/name", value: "other" }, '"/metadata/name" identifies the object'],
])("%j is a fault that names the document", (override, told) => {
  const path = "document 2: FederatedDeployment shop/web: spec.overrides[0]: ";
  const other = federated("ConfigMap", { template: { data: {} }, ...PLACEMENT });
  expect(faultsOf(other, withOverrides(override))).toEqual([expect.stringContaining(`${path}${told}`)]);
});

test("an override of a Secret's data is a fault without the data", () => {
  const clusterOverrides = [{ path: "/data/password", op: "add", value: "aHVudGVyMg==" }];
  const overrides = [{ clusterName: "b", clusterOverrides }];
  const faults = faultsOf(federated("Secret", { template: { data: {} }, ...PLACEMENT, overrides }));
  expect(faults).toEqual([
    expect.stringMatching(/^document 1: .*overrides\[0\]: "\/data\/password" would be readable/),
  ]);
  expect(faults.join()).not.toContain("aHVudGVyMg");
});

test("operations that build on each other, or on positions in a list, have kubefed's outcome", () => {
  const at = "/spec/template/spec/containers/0/args";
  const chart = read(
    withOverrides(
      { path: at, op: "add", value: ["a", "b", "c"] },
      { path: `${at}/0`, op: "remove" },
      { path: `${at}/1`, value: "z" },
      { path: "/metadata/labels", op: "add", value: { tier: "edge" } },
      { path: "/metadata/labels/tier", op: "remove" },
      { path: "/spec/template/spec/containers/-", op: "add", value: { name: "proxy", image: "envoy" } },
    ),
  );
  expect(rulesIn(chart)).toMatchObject([
    {
      overriders: {
        plaintext: [
          { path: "/metadata/labels", value: {} },
          { path: "/spec/template/spec/containers", value: [{ name: "web", args: ["b", "z"] }, { name: "proxy" }] },
        ],
      },
    },
  ]);
});
