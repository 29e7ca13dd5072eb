import { tell } from "@fedstack/constructs/faults";
import {
  balancerClassFaults,
  etcdSizeFaults,
  isNodePort,
  namespaceFaults,
  nodePortFaults,
  storageFaults,
  wholeNumber,
} from "./checks";

test("the name of a namespace is a DNS label", () => {
  for (const name of [undefined, "a", "0", "shop-1", "x".repeat(63)]) expect(namespaceFaults("at", name)).toEqual([]);
  for (const name of ["", "Shop", "-a", "a-", "a.b", "a_b", "a\n", "x".repeat(64)]) {
    expect(namespaceFaults("at", name)).toHaveLength(1);
  }
  expect(namespaceFaults("namespaces.dns", "Shop").map(tell)).toEqual([
    'namespaces.dns: "Shop" is not a valid name of a namespace; ' +
      'use at most 63 lowercase letters, digits and "-", with a letter or digit at both ends',
  ]);
});

test("ports of nodes are those that Kubernetes sets aside for them", () => {
  expect([29999, 30000, 32767, 32768].map(isNodePort)).toEqual([false, true, true, false]);
  expect([30000.5, NaN, undefined].map(isNodePort)).toEqual([false, false, false]);
});

test("only a Service of type NodePort has a port on each node, and only one of those", () => {
  const faultsOf = (service: Parameters<typeof nodePortFaults>[1]): string[] =>
    nodePortFaults("dns.service", service).map(tell);
  expect([faultsOf({}), faultsOf({ type: "LoadBalancer" }), faultsOf({ nodePort: 30053 })]).toEqual([[], [], []]);
  expect(faultsOf({ nodePort: 53 })).toEqual([
    'dns.service.nodePort: "53" is not a node port; use one from 30000 to 32767',
  ]);
  expect(faultsOf({ type: "LoadBalancer", nodePort: 30053 })).toEqual([
    'dns.service.nodePort: "30053" has no effect with type "LoadBalancer"; remove it, or set type to "NodePort"',
  ]);
});

test("an etcd has one or three members", () => {
  const accepted = [undefined, 0, 1, 2, 3, 4, 5].filter((size) => etcdSizeFaults("etcd", size).length === 0);
  expect(accepted).toEqual([undefined, 1, 3]);
  expect(etcdSizeFaults("etcd.replicas", 2).map(tell)).toEqual([
    'etcd.replicas: "2" is not a size that etcd can use; use 1 or 3',
  ]);
});

test("only a load balancer has a class", () => {
  expect(balancerClassFaults("service", {})).toEqual([]);
  expect(balancerClassFaults("service", { type: "LoadBalancer", loadBalancerClass: "nlb" })).toEqual([]);
  const remedy = 'set type to "LoadBalancer"';
  expect(balancerClassFaults("service", { loadBalancerClass: "nlb" }).map(tell)).toEqual([
    `service.loadBalancerClass: "nlb" has no effect with type "NodePort"; ${remedy}`,
  ]);
});

test("the size of a volume is a quantity", () => {
  for (const size of [undefined, "1Gi", "1.5Ti", "500M", "1024"]) {
    expect(storageFaults("etcd.storage", { size })).toEqual([]);
  }
  expect([storageFaults("etcd.storage", "ephemeral"), storageFaults("etcd.storage")]).toEqual([[], []]);
  for (const size of ["", "1 Gi", "Gi", "-1Gi", "1GiB", ".5Gi"]) {
    expect(storageFaults("etcd.storage", { size }).map(tell)).toEqual([
      `etcd.storage.size: "${size}" is not a Kubernetes quantity; use one such as "1Gi"`,
    ]);
  }
});

test("a number is whole and within its range, and both ends belong to it", () => {
  const accepted = [0, 1, 1.5, 3, 4, NaN, Infinity].filter((value) => wholeNumber("at", value, 1, 3).length === 0);
  expect(accepted).toEqual([1, 3]);
  expect([wholeNumber("at", undefined, 1), wholeNumber("at", 1e9, 1)]).toEqual([[], []]);
  expect([...wholeNumber("hours", 0, 1), ...wholeNumber("port", 0.5, 1, 9)].map(tell)).toEqual([
    'hours: "0" is out of range; use a whole number from 1',
    'port: "0.5" is out of range; use a whole number from 1 to 9',
  ]);
});
