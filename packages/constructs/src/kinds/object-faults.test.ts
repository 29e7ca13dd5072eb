import { tell } from "../faults";
import { objectFaults } from "./object-faults";

const faultsOf = (value: unknown): string[] => objectFaults("object 1", value).map(tell);
const policy = (spec: object) => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "p" },
  spec,
});

test("an object has a version, a kind and a name, and fields that plans do not read may be anything", () => {
  expect(faultsOf({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: 5, spec: "x" })).toEqual([]);
});

test.each([
  [null, "object 1", "apiVersion, kind, metadata.name"],
  ["text", "object 1", "apiVersion, kind, metadata.name"],
  [{ kind: "Pod" }, "object 1 (Pod)", "apiVersion, metadata.name"],
  [{ apiVersion: "v1", kind: "", metadata: { name: "x" } }, "object 1", "kind"],
  [{ kind: "Pod", metadata: { name: "x" } }, 'object 1 (Pod "x")', "apiVersion"],
])("%j is not an object of Kubernetes", (value, path, missing) => {
  expect(faultsOf(value)).toEqual([`${path}: is not a Kubernetes object: it has no ${missing}; add what is missing`]);
});

test("fields that a plan reads have their shape, all faults at once", () => {
  const metadata = { name: "web", namespace: 1, labels: [] };
  const spec = { replicas: "2", template: "x" };
  expect(faultsOf({ apiVersion: "apps/v1", kind: "Deployment", metadata, spec })).toHaveLength(4);
  expect(faultsOf(policy({ resourceSelectors: {}, placement: { clusterTolerations: "x" } }))).toHaveLength(2);
});

test("a policy that propagates has to select something, and one that overrides does not", () => {
  expect(faultsOf(policy({ placement: {} }))).toEqual([expect.stringMatching(/resourceSelectors: is missing/)]);
  expect(faultsOf(policy({ resourceSelectors: [{ apiVersion: "v1", kind: "Pod" }], placement: {} }))).toEqual([]);
  expect(faultsOf({ ...policy({ overrideRules: [{ overriders: {} }] }), kind: "OverridePolicy" })).toEqual([]);
});
