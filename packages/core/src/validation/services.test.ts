import { tell } from "@fedstack/constructs/faults";
import { balancerClassFaults, exposed, isNodePort, nodePortFaults, SERVICE, trafficPolicyFaults } from "./services";
import { shapeFaults } from "./shape";

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

test("only a load balancer has a class", () => {
  expect(balancerClassFaults("service", {})).toEqual([]);
  expect(balancerClassFaults("service", { type: "LoadBalancer", loadBalancerClass: "nlb" })).toEqual([]);
  const remedy = 'set type to "LoadBalancer"';
  expect(balancerClassFaults("service", { loadBalancerClass: "nlb" }).map(tell)).toEqual([
    `service.loadBalancerClass: "nlb" has no effect with type "NodePort"; ${remedy}`,
  ]);
});

test("the class of a load balancer is a name, with or without a domain", () => {
  const faultsOfClass = (loadBalancerClass: string): string[] =>
    shapeFaults("service", { type: "LoadBalancer", loadBalancerClass }, exposed(SERVICE)).map(tell);
  for (const name of ["nlb", "service.k8s.aws/nlb", "Internal_1"]) expect(faultsOfClass(name)).toEqual([]);
  for (const name of ["", "a b", "-a", "a/b/c", "Example.com/a", "a".repeat(64)]) {
    expect(faultsOfClass(name)).toEqual([
      expect.stringMatching(/^service\.loadBalancerClass: ".*" is not the class of a load balancer; use one such as /),
    ]);
  }
});

test("only a Service that takes connections from outside says where they go", () => {
  const externalTrafficPolicy = "Local";
  for (const type of [undefined, "NodePort", "LoadBalancer"]) {
    expect(trafficPolicyFaults("service", { type, externalTrafficPolicy })).toEqual([]);
  }
  expect(trafficPolicyFaults("service", { type: "ClusterIP" })).toEqual([]);
  expect(trafficPolicyFaults("service", { type: "ClusterIP", externalTrafficPolicy }).map(tell)).toEqual([
    'service.externalTrafficPolicy: "Local" has no effect with type "ClusterIP"; remove it, or set type to "NodePort" or "LoadBalancer"',
  ]);
});
