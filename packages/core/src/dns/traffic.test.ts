import type { DnsArgs } from "./dns-args";
import type { ProviderDnsArgs } from "./provider-args";
import { dnsTraffic } from "./traffic";

const API = { to: [{ namespace: "karmada", component: "karmada-apiserver" }], ports: [{ port: 5443 }] };
const CLIENT = [{ port: 2379 }];
const BOTH = [{ port: 2379 }, { port: 2380 }];
const rules = (args: DnsArgs | ProviderDnsArgs) =>
  Object.fromEntries(dnsTraffic(args, API).map(({ component, ...rule }) => [component, rule]));

test("anyone may ask the name servers, and they open only the records", () => {
  const { coredns } = rules({});
  expect(coredns!.accepts).toMatchObject({ from: "anyone" });
  expect(coredns!.opens).toEqual([{ to: ["etcd-cluster"], ports: CLIENT }]);
});

test.each<DnsArgs>([{ upstreams: ["9.9.9.9"] }, { delegations: { "eu.kairen.com": ["9.9.9.9"] } }])(
  "name servers that forward may also open what is outside: %j",
  (args) => {
    expect(rules(args)["coredns"]!.opens).toContainEqual({ to: "outside" });
  },
);

test("name servers with empty lists of others open only the records", () => {
  expect(rules({ upstreams: [], delegations: {} })["coredns"]!.opens).toEqual([
    { to: ["etcd-cluster"], ports: CLIENT },
  ]);
});

test("the publisher opens the records and the federated API, and accepts nothing", () => {
  expect(rules({})["external-dns"]).toEqual({ metrics: 7979, opens: [{ to: ["etcd-cluster"], ports: CLIENT }, API] });
});

test("the operator opens its etcd and the host's API; only it and the clients open the etcd", () => {
  const { "etcd-cluster": etcd, "etcd-operator": operator } = rules({});
  expect(etcd).toEqual({
    accepts: { ports: BOTH, from: ["etcd-cluster", "coredns", "external-dns", "etcd-operator"] },
    opens: [{ to: ["etcd-cluster"], ports: BOTH }],
  });
  expect(operator).toMatchObject({ opens: [{ to: ["etcd-cluster"], ports: BOTH }, { to: "anyone" }] });
  expect(operator!.accepts).toBeUndefined();
});

test("an operator that exists comes from its own namespace, and is given no rule of its own", () => {
  const { "etcd-cluster": etcd, ...others } = rules({ records: { kind: "operator", operatorNamespace: "ops" } });
  expect(etcd!.accepts).toMatchObject({ from: ["etcd-cluster", "coredns", "external-dns", { namespace: "ops" }] });
  expect(Object.keys(others)).toEqual(["coredns", "external-dns"]);
});

test("an etcd without an operator accepts only its members and clients", () => {
  const { "etcd-cluster": etcd, ...others } = rules({ records: { kind: "etcd" } });
  expect(etcd!.accepts).toMatchObject({ from: ["etcd-cluster", "coredns", "external-dns"] });
  expect(Object.keys(others)).toEqual(["coredns", "external-dns"]);
});

test("an etcd elsewhere is reached outside, at its own ports, each once", () => {
  const endpoints = ["https://one:2379", "https://two:2379", "https://[2001:db8::1]:4001"];
  const all = rules({ records: { kind: "external", endpoints } });
  expect(Object.keys(all)).toEqual(["coredns", "external-dns"]);
  expect(all["coredns"]!.opens).toEqual([{ to: "outside", ports: [{ port: 2379 }, { port: 4001 }] }]);
});

test("what writes to a provider opens the provider and the federated API, and nothing else is there", () => {
  expect(rules({ provider: { name: "aws" } })).toEqual({
    "external-dns": { metrics: 7979, opens: [{ to: "outside", ports: [{ port: 443 }] }, API] },
  });
  expect(rules({ provider: { name: "rfc2136", ports: [53] } })["external-dns"]!.opens).toContainEqual({
    to: "outside",
    ports: [{ port: 53 }],
  });
});
