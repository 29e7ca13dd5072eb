import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type { Component, ComponentName } from "../karmada/component";
import { componentLabels } from "../kube/labels";
import type { Site } from "./site";

/** Who may reach the pods of a component, and on which ports. */
export interface IngressRule {
  readonly component: string;
  readonly ports: readonly { readonly port: number; readonly protocol?: "TCP" | "UDP" | undefined }[];
  /** Components in the same namespace, whole other namespaces, or everyone. */
  readonly from: readonly (string | { readonly namespace: string })[] | "anywhere";
}

/** Who may reach the components of a control plane, by what their rows say. */
export function ingressOf(components: Readonly<Record<ComponentName, Component>>): IngressRule[] {
  return Object.values(components).flatMap(({ name, ingress }): IngressRule[] => {
    if (!ingress) return [];
    const from = ingress.from === "anywhere" ? ingress.from : ingress.from.map((peer) => components[peer].name);
    return [{ component: name, ports: ingress.ports.map((port) => ({ port })), from }];
  });
}

/**
 * Denies all traffic to the pods of a namespace except what the rules allow.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function restrictIngress(site: Site, rules: readonly IngressRule[]): void {
  const policy = (name: string, spec: inputs.networking.v1.NetworkPolicySpec): void => {
    new k8s.networking.v1.NetworkPolicy(
      site.nameOf(`${site.namespace}-${name}`),
      { metadata: site.metadata(name), spec },
      site.options(),
    );
  };
  policy("default-deny", { podSelector: {}, policyTypes: ["Ingress"] });
  for (const { component, ports, from } of rules) {
    policy(component, {
      podSelector: { matchLabels: componentLabels(component) },
      policyTypes: ["Ingress"],
      ingress: [
        {
          ports: ports.map(({ port, protocol = "TCP" }) => ({ port, protocol })),
          from: from === "anywhere" ? undefined : from.map(peerOf),
        },
      ],
    });
  }
}

function peerOf(peer: string | { readonly namespace: string }): inputs.networking.v1.NetworkPolicyPeer {
  return typeof peer === "string"
    ? { podSelector: { matchLabels: componentLabels(peer) } }
    : { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } };
}
