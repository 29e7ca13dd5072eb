import { policyFaults } from "./policy-faults";

const of = (kind: string, spec?: unknown, apiVersion = "policy.karmada.io/v1alpha1") =>
  policyFaults({ apiVersion, kind, metadata: { name: "p" }, spec });
const resourceSelectors = [{ apiVersion: "v1", kind: "Pod" }];

test.each(["PropagationPolicy", "ClusterPropagationPolicy"])("a %s has to select something", (kind) => {
  expect(of(kind, { resourceSelectors, placement: {} })).toEqual([]);
  expect(of(kind, { placement: {} }).map(({ path }) => path)).toEqual(["spec.resourceSelectors"]);
  expect(of(kind)).not.toEqual([]);
});

test.each(["OverridePolicy", "ClusterOverridePolicy"])("a %s is read in its present and in its older form", (kind) => {
  expect(of(kind, { overrideRules: [{ overriders: {} }] })).toEqual([]);
  expect(of(kind, { overriders: {}, targetCluster: {} })).toEqual([]);
  expect(of(kind, { overrideRules: "none" })).toHaveLength(1);
  expect(of(kind, { overriders: "none" })).toHaveLength(1);
});

test("other kinds and groups are not looked at", () => {
  expect([of("FederatedResourceQuota", 5), of("PropagationPolicy", 5, "example.com/v1")]).toEqual([[], []]);
});
