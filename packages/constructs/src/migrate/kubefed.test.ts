import { leftOut } from "./kubefed";
import { faultsOf } from "./migrated.test-support";

test("Federation v1's reader refuses objects of kubefed, and says what reads them", () => {
  const object = { apiVersion: "types.kubefed.io/v1beta1", kind: "FederatedDeployment", metadata: { name: "web" } };
  expect(faultsOf(JSON.stringify(object))).toEqual([
    expect.stringContaining(
      '"FederatedDeployment" of "types.kubefed.io/v1beta1" belongs to kubefed (Federation v2); read it with fromKubefed()',
    ),
  ]);
});

test.each([
  ["core.kubefed.io/v1beta1", "KubeFedCluster", "is left out: join the cluster as a member"],
  [
    "multiclusterdns.kubefed.io/v1alpha1",
    "ServiceDNSRecord",
    expect.stringContaining("publishes the names of Services"),
  ],
  ["core.kubefed.io/v1beta1", "Other", "is left out: only kubefed itself uses it"],
  ["types.kubefed.io/v1beta1", "FederatedDeployment", undefined],
])("of %s, %s: %s", (apiVersion, kind, reason) => {
  expect(leftOut({ apiVersion, kind })).toEqual(reason);
});
