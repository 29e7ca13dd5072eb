import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Host } from "./host";
import { componentLabels } from "../kube/labels";

/** Who may reach the pods of one component, and on which ports. */
export interface IngressRule {
  readonly component: string;
  readonly ports: readonly { readonly port: number; readonly protocol?: "TCP" | "UDP" }[];
  /** Components of the same namespace, whole other namespaces, or everybody. */
  readonly from: readonly (string | { readonly namespace: string })[] | "anywhere";
}

/**
 * Lets nothing in to the pods of a namespace but what the rules name.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function restrictIngress(
  host: Host,
  namespace: string,
  rules: readonly IngressRule[],
  opts: pulumi.CustomResourceOptions,
): void {
  const policy = (name: string, spec: inputs.networking.v1.NetworkPolicySpec): void => {
    new k8s.networking.v1.NetworkPolicy(
      host.nameOf(`${namespace}-${name}`),
      { metadata: host.metadata(name, namespace), spec },
      host.options(opts),
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
