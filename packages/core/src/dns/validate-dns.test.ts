import { RELEASE } from "../karmada";
import type { Fault } from "../validation/errors";
import { shapeFaults } from "../validation/shape";
import type { DnsArgs } from "./dns-args";
import { ownNameServers, type ZoneArgs } from "./provider-args";
import { recordsFaults, zoneShape } from "./validate-dns";

const dnsFaults = (args: ZoneArgs = {}, domain = "cluster.local"): Fault[] => [
  ...recordsFaults(RELEASE, ownNameServers(args), domain),
  ...shapeFaults("dns", args, zoneShape(RELEASE)),
];
const pathsOf = (args: DnsArgs, domain?: string): string[] => dnsFaults(args, domain).map(({ path }) => path);

test("the defaults and each kind of store are valid", () => {
  expect(dnsFaults()).toEqual([]);
  expect(dnsFaults({ records: { kind: "operator", replicas: 3, storage: { size: "1.5Gi" } } })).toEqual([]);
  expect(dnsFaults({ records: { kind: "etcd", replicas: 3, storage: "ephemeral" } }, "corp.example")).toEqual([]);
  expect(dnsFaults({ records: { kind: "external", endpoints: ["http://10.0.0.1:2379"] } })).toEqual([]);
  const tls = { authority: "PEM", certificate: "PEM", key: "PEM" };
  expect(dnsFaults({ records: { kind: "external", endpoints: ["https://[2001:db8::1]:2379"], tls } })).toEqual([]);
  expect(dnsFaults({ service: { nodePort: 30053 }, upstreams: ["9.9.9.9:5353", "2620:fe::fe"] })).toEqual([]);
});

test("all faults are reported at once, each with its path", () => {
  const args: DnsArgs = {
    records: { kind: "operator", replicas: 2 as 1, storage: { size: "big" }, operatorNamespace: "Etcd" },
    service: { nodePort: 53 },
    replicas: 0,
    ttlSeconds: 3601,
    publisher: { intervalSeconds: 0.5 },
    upstreams: ["9.9.9.9", "dns.example.org"],
  };
  expect(pathsOf(args, "corp.example")).toEqual([
    "dns.records",
    "dns.records.replicas",
    "dns.records.storage.size",
    "dns.records.operatorNamespace",
    "dns.service.nodePort",
    "dns.replicas",
    "dns.upstreams[1]",
    "dns.ttlSeconds",
    "dns.publisher.intervalSeconds",
  ]);
});

test("a node port is refused with a load balancer", () => {
  expect(dnsFaults({ service: { type: "LoadBalancer", nodePort: 30053 } })).toEqual([
    {
      path: "dns.service.nodePort",
      problem: '"30053" has no effect with type "LoadBalancer"',
      remedy: 'remove it, or set type to "NodePort"',
    },
  ]);
  expect(dnsFaults({ service: { loadBalancerClass: "service.k8s.aws/nlb" } })).toEqual([
    {
      path: "dns.service.loadBalancerClass",
      problem: '"service.k8s.aws/nlb" has no effect with type "NodePort"',
      remedy: 'set type to "LoadBalancer"',
    },
  ]);
});

test("flags that the library sets for its own etcd are refused", () => {
  const extraArgs = { "data-dir": "/data", "quota-backend-bytes": "1073741824" };
  expect(pathsOf({ records: { kind: "etcd", extraArgs } })).toEqual(["dns.records.extraArgs.data-dir"]);
});

test("an unknown kind of store is refused by name", () => {
  expect(dnsFaults({ records: { kind: "redis" } as never })).toEqual([
    {
      path: "dns.records.kind",
      problem: '"redis" is not supported',
      remedy: 'use "operator", "etcd" or "external"',
    },
  ]);
});

test.each([
  [[], "dns.records.endpoints"],
  [["etcd:2379"], "dns.records.endpoints[0]"],
  [["http://etcd:2379/v2"], "dns.records.endpoints[0]"],
  [["http://a:2379 {\n}"], "dns.records.endpoints[0]"],
  [["http://user:pass@etcd:2379"], "dns.records.endpoints[0]"],
])("external endpoints %j are refused", (endpoints, path) => {
  expect(pathsOf({ records: { kind: "external", endpoints } })).toEqual([path]);
});

test("external endpoints have one scheme, and certificates if and only if it is https", () => {
  const tls = { authority: "PEM", certificate: "PEM", key: "PEM" };
  const external = (endpoints: string[], rest: object = {}): string[] =>
    pathsOf({ records: { kind: "external", endpoints, ...rest } });
  expect(external(["https://a:2379", "http://b:2379"], { tls })).toEqual(["dns.records.endpoints"]);
  expect(external(["https://a:2379"])).toEqual(["dns.records.tls"]);
  expect(external(["http://a:2379"], { tls })).toEqual(["dns.records.tls"]);
});

test("certificates for an external etcd are complete", () => {
  const records = { kind: "external", endpoints: ["https://a:2379"], tls: { authority: "PEM", key: "" } };
  expect(pathsOf({ records } as never)).toEqual(["dns.records.tls.certificate", "dns.records.tls.key"]);
});

test("without DNS nothing is checked, and with a provider what both have", () => {
  expect(dnsFaults(false, "host.internal")).toEqual([]);
  const args = { provider: { name: "aws" }, ttlSeconds: 0, publisher: { intervalSeconds: 0 } };
  expect(dnsFaults(args, "host.internal").map(({ path }) => path)).toEqual([
    "dns.ttlSeconds",
    "dns.publisher.intervalSeconds",
  ]);
});

const told = (dns: unknown): string[] =>
  shapeFaults("dns", dns, zoneShape(RELEASE)).map(({ path, problem }) => `${path}: ${problem}`);

test("options of name servers have no effect with a provider, and are refused together with other faults", () => {
  const dns = { provider: { name: "aws", ports: ["443"] }, replicas: 2, records: { kind: "etcd" } };
  expect(told(dns)).toEqual([
    "dns.records: has no effect with dns.provider, which has its own name servers",
    "dns.replicas: has no effect with dns.provider, which has its own name servers",
    'dns.provider.ports[0]: "443" is a string',
  ]);
});

test("a flag of external-dns has a value or several", () => {
  const flagged = (value: unknown): string[] =>
    told({ provider: { name: "aws", extraArgs: { "zone-id-filter": value } } });
  expect([flagged("Z1"), flagged(["Z1", "Z2"])]).toEqual([[], []]);
  expect(flagged(1)).toHaveLength(1);
  expect(flagged(["Z1", 2])).toHaveLength(1);
});

test("DNS is left out by false, and by nothing else", () => {
  expect(told(false)).toEqual([]);
  for (const other of [true, "off", 0, []]) expect(told(other)).toHaveLength(1);
});
