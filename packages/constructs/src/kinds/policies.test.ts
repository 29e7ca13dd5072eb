import { isOverridePolicy, isPropagationPolicy } from "./policies";

test("policies and overrides differ from each other and from other kinds, in every version", () => {
  const kinds = [
    "policy.karmada.io/v1alpha1/PropagationPolicy",
    "policy.karmada.io/v1/ClusterPropagationPolicy",
    "policy.karmada.io/v1alpha1/OverridePolicy",
    "policy.karmada.io/v1/ClusterOverridePolicy",
    "policy.karmada.io/v1alpha1/ClusterTaintPolicy",
    "example.com/v1/PropagationPolicy",
    "policy/v1/OverridePolicy",
  ].map((type) => ({ apiVersion: type.slice(0, type.lastIndexOf("/")), kind: type.slice(type.lastIndexOf("/") + 1) }));
  expect(kinds.map(isPropagationPolicy)).toEqual([true, true, false, false, false, false, false]);
  expect(kinds.map(isOverridePolicy)).toEqual([false, false, true, true, false, false, false]);
});
