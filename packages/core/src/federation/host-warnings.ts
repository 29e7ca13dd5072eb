import { quoted } from "@fedstack/constructs/faults";
import { isLoopback } from "../kube/hosts";
import type { FederationArgs } from "./federation-args";

/** Domains under which clouds publish the API servers of clusters whose nodes are elsewhere. */
const MANAGED =
  /\.(eks\.amazonaws\.com(\.cn)?|azmk8s\.io|gke\.goog|ondigitalocean\.com|linodelke\.net|ovh\.net|scw\.cloud|vultr-k8s\.com|cloud\.ibm\.com|oraclecloud\.com|cs\.aliyuncs\.com)$/i;

/** Where nobody would find the federated API or the name servers at the host's own address. */
export function hostWarnings(host: string, address: string, { apiServer, dns }: FederationArgs): string[] {
  const api = apiServer?.service ?? {};
  const onNodes = [
    ...((api.type ?? "NodePort") === "NodePort" && api.advertiseAddress === undefined ? ["the federated API"] : []),
    ...((dns?.service?.type ?? "NodePort") === "NodePort" && api.advertiseAddress === undefined
      ? ["the name servers"]
      : []),
  ].join(" and ");
  if (onNodes === "") return [];
  const published = `host ${quoted(host)}: ${onNodes} would be published at ${quoted(address)}`;
  if (isLoopback(address)) {
    return [
      `${published}, which only this machine can reach. Set apiServer.service.advertiseAddress to an address of a node.`,
    ];
  }
  if (MANAGED.test(address)) {
    return [
      `${published}, but a managed control plane does not forward node ports. ` +
        'Set apiServer.service.advertiseAddress to an address of a node, or the type of both Services to "LoadBalancer".',
    ];
  }
  return [];
}
