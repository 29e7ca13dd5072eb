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

/** What is published at the address of a host unless told otherwise. */
export interface Published {
  /** In the order in which warnings name it. */
  readonly what: readonly string[];
  /** Path of the option for another address. */
  readonly addressOption: string;
  /** The Services to which load balancers would lead. */
  readonly services: string;
}

/** What a federation publishes at the address of its host. */
export function publishedBy({ apiServer, dns }: FederationArgs): Published {
  const { type = "NodePort", advertiseAddress } = apiServer?.service ?? {};
  const api = type === "NodePort" ? ["the federated API"] : [];
  return {
    what: advertiseAddress === undefined ? [...api, ...publishedNameServers(dns)] : [],
    addressOption: "apiServer.service.advertiseAddress",
    services: "both Services",
  };
}

/** The name servers, if they are published at the address of their host. */
export function publishedNameServers(dns: FederationArgs["dns"]): string[] {
  const own = ownNameServers(dns);
  return own && (own.service?.type ?? "NodePort") === "NodePort" ? ["the name servers"] : [];
}

/** Where nobody would find at the host's own address what is published there. */
export function hostWarnings({ name, address, version = "" }: SeenHost, published: Published): string[] {
  const { addressOption, services } = published;
  const what = published.what.join(" and ");
  if (what === "") return [];
  const told = `host ${quoted(name)}: ${what} would be published at ${quoted(address)}`;
  if (isLoopback(address)) {
    return [`${told}, which only this machine can reach. Set ${addressOption} to an address of a node.`];
  }
  if (MANAGED_DOMAIN.test(address) || MANAGED_VERSION.test(version)) {
    return [
      `${told}, but a managed control plane does not forward node ports. ` +
        `Set ${addressOption} to an address of a node, or the type of ${services} to "LoadBalancer".`,
    ];
  }
  return [];
}
