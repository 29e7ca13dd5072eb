import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { AddOnName, Component, ComponentName, Components } from "../karmada/component";
import { componentLabels } from "../kube/labels";
import type { MetricsArgs } from "./metrics";
import type { Site } from "./site";

type PolicyPeer = inputs.networking.v1.NetworkPolicyPeer;

/** Pods of a component in the same namespace or in another one, or all pods of another namespace. */
export type Peer = string | { readonly namespace: string; readonly component?: string | undefined };

export interface Port {
  readonly port: number;
  readonly protocol?: "TCP" | "UDP" | undefined;
}

/** Connections that pods may open. */
export interface Connections {
  /** To whom. `outside` is every address, except for what clouds serve to their machines. */
  readonly to: readonly Peer[] | "outside" | "anyone";
  /** Absent: all ports. */
  readonly ports?: readonly Port[] | undefined;
}

/** What the pods of a component accept and open. */
export interface TrafficRule {
  readonly component: string;
  /** Who may reach them, and on which ports. Absent: nobody. */
  readonly accepts?: { readonly ports: readonly Port[]; readonly from: readonly Peer[] | "anyone" } | undefined;
  /** Port of their metrics, for those who may read them. Absent: they serve none. */
  readonly metrics?: number | undefined;
  /** What they connect to, besides DNS. */
  readonly opens: readonly Connections[];
}

/** Link-local addresses, and others at which clouds serve credentials to their machines. */
const METADATA = {
  v4: ["169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32"],
  v6: ["fe80::/10", "fd00:ec2::/32"],
};
/**
 * DNS: of a Service or a cache of the node on port 53, on some clouds at the address that serves credentials on another
 * port, and of pods that may not open that port on 5353.
 */
const dnsPorts = (port: 53 | 5353): readonly Port[] => [
  { port, protocol: "UDP" },
  { port, protocol: "TCP" },
];

/** What the components of a control plane accept and open, by what their rows say. */
export function trafficOf(components: Components): Readonly<Record<ComponentName, TrafficRule>> {
  const running = (names: readonly (ComponentName | AddOnName)[]): Component[] =>
    names.flatMap((name) => components[name] ?? []);
  const portsOf = (ingress: Component["ingress"]): Port[] => (ingress?.ports ?? []).map((port) => ({ port }));
  const ruleOf = ({ name, ingress, egress, metrics }: Component): TrafficRule => {
    const from = ingress?.from;
    return {
      component: name,
      metrics,
      accepts: from && {
        ports: portsOf(ingress),
        from: from === "anyone" ? from : running(from).map((peer) => peer.name),
      },
      opens:
        egress === "outside"
          ? [{ to: egress }]
          : running(egress).map((peer) => ({ to: [peer.name], ports: portsOf(peer.ingress) })),
    };
  };
  const rules = Object.entries(components).map(([name, component]) => [name, ruleOf(component)]);
  return Object.fromEntries(rules) as Record<ComponentName, TrafficRule>;
}

/**
 * Denies all traffic from and to the pods of a namespace except what the rules allow, and DNS.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function restrictTraffic(site: Site, rules: readonly TrafficRule[]): void {
  const policy = (name: string, spec: inputs.networking.v1.NetworkPolicySpec): void => {
    new k8s.networking.v1.NetworkPolicy(
      site.nameOf(`${site.namespace}-${name}`),
      { metadata: site.metadata(name), spec },
      site.options(),
    );
  };
  const policyTypes = ["Ingress", "Egress"];
  policy("default-deny", {
    podSelector: {},
    policyTypes,
    egress: [{ ports: policyPorts(dnsPorts(53)) }, { ports: policyPorts(dnsPorts(5353)), to: allExcept(METADATA) }],
  });
  for (const { component, accepts, metrics, opens } of rules) {
    const reading = site.metrics && metrics !== undefined ? [readers(site.metrics, metrics)] : [];
    const ingress = [
      ...(accepts ? [{ ports: policyPorts(accepts.ports), from: peersOf(accepts.from) }] : []),
      ...reading,
    ];

    policy(component, {
      podSelector: { matchLabels: componentLabels(component) },
      policyTypes,
      ingress: ingress.length > 0 ? ingress : undefined,
      egress:
        opens.length === 0
          ? undefined
          : opens.map(({ to, ports }) => ({ ports: ports && policyPorts(ports), to: peersOf(to) })),
    });
  }
}

/** Those who may read metrics, on this port. */
function readers({ namespace, podLabels }: MetricsArgs, port: number): inputs.networking.v1.NetworkPolicyIngressRule {
  const from: PolicyPeer = {
    namespaceSelector: namespaceNamed(namespace),
    podSelector: podLabels && { matchLabels: { ...podLabels } },
  };
  return { ports: policyPorts([{ port }]), from: [from] };
}

function policyPorts(ports: readonly Port[]): inputs.networking.v1.NetworkPolicyPort[] {
  return ports.map(({ port, protocol = "TCP" }) => ({ port, protocol }));
}

function peersOf(peers: readonly Peer[] | "anyone" | "outside"): PolicyPeer[] | undefined {
  if (peers === "anyone") return undefined;
  return peers === "outside" ? allExcept(METADATA) : peers.map(peerOf);
}

function peerOf(peer: Peer): PolicyPeer {
  if (typeof peer === "string") return { podSelector: { matchLabels: componentLabels(peer) } };
  return {
    namespaceSelector: namespaceNamed(peer.namespace),
    podSelector: peer.component === undefined ? undefined : { matchLabels: componentLabels(peer.component) },
  };
}

function namespaceNamed(name: pulumi.Input<string>): inputs.meta.v1.LabelSelector {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}

/** Every address but some. Some networks know pods only by selectors. */
function allExcept({ v4, v6 }: { readonly v4: string[]; readonly v6: string[] }): PolicyPeer[] {
  return [
    { ipBlock: { cidr: "0.0.0.0/0", except: v4 } },
    { ipBlock: { cidr: "::/0", except: v6 } },
    { namespaceSelector: {} },
  ];
}
