import { faultsOf } from "./migrated.test-support";

test.each([
  ["types.kubefed.io/v1beta1", "FederatedDeployment", "Take Deployment out of spec.template into a Propagation"],
  ["types.kubefed.io/v1beta1", "FederatedNamespace", "use a FederatedNamespace of this package with a placement"],
  ["scheduling.kubefed.io/v1alpha1", "ReplicaSchedulingPreference", "use Placement.weighted() for its weights"],
  ["core.kubefed.io/v1beta1", "KubeFedCluster", "join the cluster as a member"],
  ["core.kubefed.io/v1beta1", "Other", "leave it out"],
])("%s %s is refused as one of kubefed's, with what to use instead", (apiVersion, kind, remedy) => {
  const [fault, ...others] = faultsOf(JSON.stringify({ apiVersion, kind, metadata: { name: "web" }, spec: {} }));
  expect(others).toEqual([]);
  expect(fault).toContain(`"${kind}" of "${apiVersion}" belongs to kubefed (Federation v2), which is not read`);
  expect(fault).toContain(remedy);
});
