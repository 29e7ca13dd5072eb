import { BlockList, isIP } from "node:net";
import { toServer } from "../dns/api-reader";
import { dnsTraffic } from "../dns/traffic";
import type { DnsArgs } from "../dns/dns-args";
import { RELEASE } from "../karmada";
import { withAddOns } from "../karmada/add-ons";
import { recordedOnce } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import type { MetricsArgs } from "./metrics";
import { restrictTraffic, type TrafficRule, trafficOf } from "./network-policies";
import { hostSite } from "./site.test-support";

const { components } = withAddOns(RELEASE, ["estimators", "descheduler", "metricsAdapter"]);
const LABEL = "app.kubernetes.io/name";
const METADATA = ["169.254.169.254", "169.254.170.2", "fd00:ec2::254", "100.100.100.200"];
const MEMBER = "203.0.113.41";

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}
interface PolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except: readonly string[] };
}
interface PolicyRule {
  readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
}
interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly PolicyRule[];
    readonly egress?: readonly PolicyRule[];
  };
}

/** The policies of both namespaces of a federation. */
const policies = recordedOnce((dns: DnsArgs) => policyResources(dns));
const policiesOf = async (dns: DnsArgs = {}): Promise<readonly Policy[]> =>
  (await policies(dns)).map(({ inputs }) => plain<Policy>(inputs));

async function policyResources(dns: DnsArgs, metrics?: MetricsArgs): Promise<RecordedResource[]> {
  const rules: Record<string, TrafficRule[]> = {
    system: Object.values(trafficOf(components)),
    dns: dnsTraffic(dns, toServer("system", RELEASE)),
  };
  const resources = await record(() => {
    const site = hostSite({ metrics });
    for (const [namespace, ofNamespace] of Object.entries(rules)) restrictTraffic(site.in(namespace), ofNamespace);
  });
  return resources.filter(({ type }) => type.endsWith(":NetworkPolicy"));
}

const matches = ({ matchLabels = {} }: Selector, labels: Record<string, string>): boolean =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value);

function isPeer(peer: PolicyPeer, own: string, other: string): boolean {
  if (peer.ipBlock) {
    const within = (cidr: string): boolean => {
      const [net, bits] = cidr.split("/") as [string, string];
      const family = isIP(net) === 6 ? "ipv6" : "ipv4";
      const list = new BlockList();
      list.addSubnet(net, Number(bits), family);
      return isIP(net) === isIP(other) && list.check(other, family);
    };
    return isIP(other) !== 0 && within(peer.ipBlock.cidr) && !peer.ipBlock.except.some(within);
  }
  if (isIP(other) !== 0) return false;
  const [namespace, component] = other.split("/") as [string, string];
  return (
    (peer.namespaceSelector
      ? matches(peer.namespaceSelector, { "kubernetes.io/metadata.name": namespace })
      : namespace === own) && matches(peer.podSelector ?? {}, { [LABEL]: component })
  );
}

/** Whether policies let the pods of a component, as `namespace/name`, open or accept a connection. */
function lets(
  all: readonly Policy[],
  direction: "Ingress" | "Egress",
  pods: string,
  other: string,
  port: number,
  protocol: string,
): boolean {
  const [namespace, component] = pods.split("/") as [string, string];
  const selecting = all.filter(
    ({ metadata, spec }) =>
      metadata.namespace === namespace &&
      spec.policyTypes.includes(direction) &&
      matches(spec.podSelector, { [LABEL]: component }),
  );
  return (
    selecting.length === 0 ||
    selecting
      .flatMap(({ spec }) => (direction === "Ingress" ? spec.ingress : spec.egress) ?? [])
      .some(({ ports, from, to }) => {
        const peers = direction === "Ingress" ? from : to;
        return (
          (ports?.some((one) => one.port === port && one.protocol === protocol) ?? true) &&
          (peers?.some((peer) => isPeer(peer, namespace, other)) ?? true)
        );
      })
  );
}

function connects(all: readonly Policy[], from: string, to: string, port: number, protocol = "TCP"): boolean {
  return (
    lets(all, "Egress", from, to, port, protocol) && (isIP(to) !== 0 || lets(all, "Ingress", to, from, port, protocol))
  );
}

const EVERYONE = [
  ...Object.values(components).map(({ name }) => `system/${name}`),
  ...["coredns", "external-dns", "etcd-cluster", "etcd-operator"].map((name) => `dns/${name}`),
];

test.each<[string, string, number, string]>([
  ["system/karmada-apiserver", "system/etcd", 2379, "TCP"],
  ["system/karmada-aggregated-apiserver", "system/etcd", 2379, "TCP"],
  ["system/etcd", "system/etcd", 2380, "TCP"],
  ["system/karmada-apiserver", "system/karmada-aggregated-apiserver", 8443, "TCP"],
  ["system/karmada-apiserver", "system/karmada-webhook", 8443, "TCP"],
  ["system/karmada-webhook", "system/karmada-apiserver", 5443, "TCP"],
  ["system/karmada-scheduler", "system/karmada-apiserver", 5443, "TCP"],
  ["system/karmada-scheduler", "system/karmada-scheduler-estimator", 10352, "TCP"],
  ["system/karmada-descheduler", "system/karmada-scheduler-estimator", 10352, "TCP"],
  ["system/karmada-descheduler", "system/karmada-apiserver", 5443, "TCP"],
  ["system/karmada-scheduler-estimator", MEMBER, 6443, "TCP"],
  ["system/karmada-apiserver", "system/karmada-metrics-adapter", 8443, "TCP"],
  ["system/karmada-metrics-adapter", "system/karmada-apiserver", 5443, "TCP"],
  ["system/karmada-metrics-adapter", MEMBER, 6443, "TCP"],
  ["system/kube-controller-manager", "system/karmada-apiserver", 5443, "TCP"],
  ["system/karmada-controller-manager", "system/karmada-apiserver", 5443, "TCP"],
  ["system/karmada-controller-manager", MEMBER, 6443, "TCP"],
  ["system/karmada-aggregated-apiserver", MEMBER, 8443, "TCP"],
  ["system/karmada-apiserver", MEMBER, 443, "TCP"],
  ["dns/coredns", "dns/etcd-cluster", 2379, "TCP"],
  ["dns/external-dns", "dns/etcd-cluster", 2379, "TCP"],
  ["dns/external-dns", "system/karmada-apiserver", 5443, "TCP"],
  ["dns/etcd-cluster", "dns/etcd-cluster", 2380, "TCP"],
  ["dns/etcd-operator", "dns/etcd-cluster", 2379, "TCP"],
  ["dns/etcd-operator", MEMBER, 6443, "TCP"],
  ...EVERYONE.map((one): [string, string, number, string] => [one, "kube-system/kube-dns", 53, "UDP"]),
  ...EVERYONE.map((one): [string, string, number, string] => [one, "169.254.20.10", 53, "UDP"]),
])("%s connects to %s on port %i (%s)", async (from, to, port, protocol) => {
  expect(connects(await policiesOf(), from, to, port, protocol)).toBe(true);
});

test.each<[string, string, number]>([
  ["system/karmada-scheduler", "system/etcd", 2379],
  ["system/karmada-scheduler", MEMBER, 6443],
  ["system/karmada-webhook", MEMBER, 443],
  ["system/kube-controller-manager", MEMBER, 443],
  ["system/etcd", MEMBER, 443],
  ["system/etcd", "system/karmada-apiserver", 5443],
  ["system/karmada-apiserver", "system/karmada-scheduler", 10351],
  ["dns/coredns", MEMBER, 443],
  ["dns/coredns", "system/karmada-apiserver", 5443],
  ["dns/external-dns", MEMBER, 443],
  ["dns/external-dns", "dns/etcd-cluster", 2380],
  ["dns/etcd-operator", MEMBER, 80],
  ["shop/web", "dns/etcd-cluster", 2379],
  ["shop/web", "system/etcd", 2379],
  ["shop/web", "system/karmada-webhook", 8443],
])("%s does not connect to %s on port %i", async (from, to, port) => {
  expect(connects(await policiesOf(), from, to, port)).toBe(false);
});

test("no pod reaches what clouds serve credentials with, but etcd-operator at the ports of the host's API", async () => {
  const all = await policiesOf({ upstreams: ["9.9.9.9"] });
  const reached = (port: number): string[] =>
    EVERYONE.filter((one) => METADATA.some((address) => connects(all, one, address, port)));
  expect([80, 443, 5353].map(reached)).toEqual([[], ["dns/etcd-operator"], []]);
});

test("every pod resolves names, also where a cloud does that at the address of its metadata service", async () => {
  const all = await policiesOf();
  const resolving = EVERYONE.filter((one) => METADATA.every((address) => connects(all, one, address, 53, "UDP")));
  expect(resolving).toEqual(EVERYONE);
});

test("name servers reach others outside only with upstreams, and records outside only at their etcd's port", async () => {
  expect(connects(await policiesOf({ upstreams: ["9.9.9.9:853"] }), "dns/coredns", "9.9.9.9", 853)).toBe(true);
  expect(connects(await policiesOf(), "dns/coredns", "9.9.9.9", 853)).toBe(false);
  const external = await policiesOf({ records: { kind: "external", endpoints: ["http://203.0.113.9:12379"] } });
  expect(connects(external, "dns/external-dns", "203.0.113.9", 12379)).toBe(true);
  expect(connects(external, "dns/external-dns", "203.0.113.9", 80)).toBe(false);
});

test("an operator in a namespace of its own reaches the etcd that it runs", async () => {
  const all = await policiesOf({ records: { kind: "operator", operatorNamespace: "operators" } });
  expect(connects(all, "operators/etcd-operator-controller", "dns/etcd-cluster", 2379)).toBe(true);
  expect(connects(all, "others/etcd-operator-controller", "dns/etcd-cluster", 2379)).toBe(false);
});

test("the side that is called and the side that calls each limit ports and peers by themselves", async () => {
  const all = await policiesOf();
  const accepts = (port: number): boolean =>
    lets(all, "Ingress", "system/etcd", "system/karmada-apiserver", port, "TCP");
  expect([accepts(2379), accepts(2381)]).toEqual([true, false]);
  const opens = (to: string): boolean => lets(all, "Egress", "dns/external-dns", to, 5443, "TCP");
  expect([opens("system/karmada-apiserver"), opens("system/karmada-scheduler")]).toEqual([true, false]);
});

test("those who may read metrics reach their ports and no others, and nobody else does", async () => {
  const ports = {
    ...{ "system/etcd": 2381, "system/karmada-controller-manager": 8080, "system/karmada-scheduler": 8080 },
    ...{ "system/karmada-webhook": 8080, "dns/external-dns": 7979, "dns/etcd-cluster": 2381 },
    ...{ "system/karmada-scheduler-estimator": 8080, "system/karmada-descheduler": 8080 },
    ...{ "system/karmada-metrics-adapter": 8080, "system/karmada-aggregated-apiserver": 8443 },
    ...{ "system/kube-controller-manager": 10257 },
  };
  const open = async (metrics?: MetricsArgs): Promise<string[]> => {
    const resources = await policyResources({ records: { kind: "etcd" } }, metrics);
    const all = resources.map(({ inputs }) => plain<Policy>(inputs));
    return EVERYONE.flatMap((pods) =>
      [2379, 2380, 2381, 7979, 8080, 8443, 10257, 10357]
        .filter((port) => lets(all, "Ingress", pods, "monitoring/prometheus", port, "TCP"))
        .map((port) => `${pods} ${port}`),
    ).filter((one) => !one.startsWith("dns/etcd-operator"));
  };
  const expected = Object.entries(ports).map(([pods, port]) => `${pods} ${port}`);
  expect((await open({ namespace: "monitoring" })).sort()).toEqual(expected.sort());
  expect((await open({ namespace: "monitoring", podLabels: { [LABEL]: "prometheus" } })).sort()).toEqual(expected);
  expect(await open({ namespace: "monitoring", podLabels: { [LABEL]: "other" } })).toEqual([]);
  expect(await open({ namespace: "other" })).toEqual([]);
  expect(await open()).toEqual([]);
});
