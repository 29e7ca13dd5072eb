import type { DnsArgs } from "./dns-args";
import { RELEASE } from "../karmada";
import type { Fault } from "../validation/errors";
import * as validate from "./validate-dns";

const dnsFaults = (args?: DnsArgs, domain?: string): Fault[] => validate.dnsFaults(RELEASE, args, domain);
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
    "dns.ttlSeconds",
    "dns.publisher.intervalSeconds",
    "dns.upstreams[1]",
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
  expect(pathsOf({ records: { kind: "etcd", extraArgs } })).toEqual(['dns.records.extraArgs["data-dir"]']);
});

test("an unknown kind of store is refused by name", () => {
  expect(dnsFaults({ records: { kind: "redis" } as never })).toEqual([
    {
      path: "dns.records.kind",
      problem: '"redis" is not a kind of store',
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
