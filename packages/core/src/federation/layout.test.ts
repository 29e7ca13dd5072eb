import type { FederationArgs } from "./federation-args";
import { layoutOf, sharedFaults } from "./layout";
import { faultsOf } from "./federation-faults.test-support";

describe("namespaces and ports are compared as they resolve", () => {
  test.each<[FederationArgs, string]>([
    [{ namespaces: { system: "federation" } }, 'namespaces: system and dns are both "federation"'],
    [{ namespaces: { dns: "federation-system" } }, 'namespaces: system and dns are both "federation-system"'],
    [{ name: "kube" }, 'name: the namespace "kube-system" is reserved by Kubernetes or Karmada'],
    [
      { name: "kube-x", namespaces: { system: "x" } },
      'name: the namespace "kube-x" is reserved by Kubernetes or Karmada',
    ],
    [{ name: "default" }, 'name: the namespace "default" is reserved by Kubernetes or Karmada'],
    [
      { namespaces: { system: "karmada-cluster" } },
      'namespaces.system: the namespace "karmada-cluster" is reserved by Kubernetes or Karmada',
    ],
    [
      { apiServer: { service: { nodePort: 30443 } }, dns: { service: { nodePort: 30443 } } },
      'dns.service.nodePort: "30443" is also apiServer.service.nodePort',
    ],
    [
      { dns: { records: { kind: "operator", operatorNamespace: "federation-system" } } },
      'dns.records.operatorNamespace: "federation-system" is a namespace that the federation makes',
    ],
  ])("%j is refused", (args, fault) => {
    expect(faultsOf(args)).toEqual([fault]);
  });

  test("two federations on one host share no namespace and no port", () => {
    const first = layoutOf("a.com.", { name: "a", apiServer: { service: { nodePort: 30443 } } });
    const args: FederationArgs = {
      name: "b",
      namespaces: { system: "a" },
      dns: { service: { nodePort: 30443 } },
    };
    expect(
      sharedFaults(layoutOf("b.com.", args), first, args).map(({ path, problem }) => `${path}: ${problem}`),
    ).toEqual([
      'namespaces.system: the namespace "a" already belongs to federation "a" on this host',
      'dns.service.nodePort: "30443" is already apiServer.service.nodePort of federation "a" on this host',
    ]);
    const nested = { name: "a-system" };
    expect(sharedFaults(layoutOf("b.com.", nested), first, nested)).toMatchObject([{ path: "name" }]);
    expect(sharedFaults(layoutOf("b.com.", { name: "b" }), first, { name: "b" })).toEqual([]);
  });
});

test("without DNS there is only one namespace, which may have any name", () => {
  expect(faultsOf({ namespaces: { system: "federation" }, dns: false })).toEqual([]);
  expect(faultsOf({ name: "default", dns: false })).toEqual([]);
  expect(faultsOf({ namespaces: { dns: "kube-system" }, dns: false })).toEqual([
    'namespaces.dns: "kube-system" is not made, because dns is false',
  ]);
  expect(faultsOf({ namespaces: { system: "kube-system" }, dns: false })).toHaveLength(1);
});

test("without DNS a federation leaves the namespace of its name to others on the host", () => {
  const nameless: FederationArgs = { name: "a", dns: false };
  const named: FederationArgs = { name: "b", namespaces: { system: "a" } };
  const [first, second] = [layoutOf("a.com.", nameless), layoutOf("b.com.", named)];
  expect(sharedFaults(second, first, named)).toEqual([]);
  expect(sharedFaults(first, second, nameless)).toEqual([]);
});
