import { quoted } from "@fedstack/constructs/faults";
import { isLoopback } from "../kube/hosts";
import { ownNameServers } from "../dns/provider-args";
import type { FederationArgs } from "./federation-args";

/** Domains under which clouds publish the API servers of clusters whose nodes are elsewhere. */
const MANAGED_DOMAIN =
  /\.(eks\.amazonaws\.com(\.cn)?|azmk8s\.io|gke\.goog|ondigitalocean\.com|linodelke\.net|ovh\.net|scw\.cloud|vultr-k8s\.com|cloud\.ibm\.com|oraclecloud\.com|cs\.aliyuncs\.com)$/i;

/** Versions that say that the address of an API server, which has no such domain, is not one of a node. */
const MANAGED_VERSION = /-gke[.]/;

/** How a host is seen from outside. */
interface SeenHost {
  readonly name: string;
  /** Address of its API server. */
  readonly address: string;
  /** Its version of Kubernetes, if it answered. */
  readonly version?: string | undefined;
}

/** Where nobody would find the federated API or the name servers at the host's own address. */
export function hostWarnings({ name, address, version = "" }: SeenHost, { apiServer, dns }: FederationArgs): string[] {
  const api = apiServer?.service ?? {};
  const own = ownNameServers(dns);
  const onNodes = [
    ...((api.type ?? "NodePort") === "NodePort" && api.advertiseAddress === undefined ? ["the federated API"] : []),
    ...(own && (own.service?.type ?? "NodePort") === "NodePort" && api.advertiseAddress === undefined
      ? ["the name servers"]
      : []),
  ].join(" and ");
  if (onNodes === "") return [];
  const published = `host ${quoted(name)}: ${onNodes} would be published at ${quoted(address)}`;
  if (isLoopback(address)) {
    return [
      `${published}, which only this machine can reach. Set apiServer.service.advertiseAddress to an address of a node.`,
    ];
  }
  if (MANAGED_DOMAIN.test(address) || MANAGED_VERSION.test(version)) {
    return [
      `${published}, but a managed control plane does not forward node ports. ` +
        'Set apiServer.service.advertiseAddress to an address of a node, or the type of both Services to "LoadBalancer".',
    ];
  }
  return [];
}
