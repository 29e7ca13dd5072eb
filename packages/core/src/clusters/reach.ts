import type * as pulumi from "@pulumi/pulumi";
import { base64 } from "../host/api-access";
import { hostOf, isLoopback } from "../kube/hosts";
import { decoded } from "../kubeconfig/certificates";
import { type KubeconfigContext, writeKubeconfig } from "../kubeconfig/kubeconfig";
import { Trust } from "../pki/trust";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";

/** What is needed of a kubeconfig: itself, of one context, and the way to its API server. */
export interface Reach {
  readonly kubeconfig: string;
  readonly server: string;
  /** Authority of the server's certificate, in PEM. */
  readonly authority?: string | undefined;
  readonly insecure: boolean;
  readonly proxy?: string | undefined;
  readonly serverName?: string | undefined;
}

/** What a cluster's options say of the way from the host's pods to its API server. */
export interface EndpointOptions {
  readonly apiEndpoint?: string | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly insecureSkipTLSVerification?: boolean | undefined;
  readonly proxyURL?: string | undefined;
}

/** The way from the host's pods to a member's API server, as Karmada knows it. */
export interface MemberEndpoint {
  readonly apiEndpoint: string;
  /** Authorities of the server's certificate beside the member's own, in PEM. */
  readonly certificateAuthority?: string | undefined;
  readonly insecureSkipTLSVerification?: boolean | undefined;
  readonly proxyURL?: string | undefined;
}

/** Takes the way to the API server out of a kubeconfig. */
export function reachOf(context: KubeconfigContext): Reach {
  const { cluster } = context;
  const authority = cluster["certificate-authority-data"];
  return {
    kubeconfig: writeKubeconfig(context),
    server: cluster.server,
    authority: authority && decoded(authority),
    insecure: cluster["insecure-skip-tls-verify"] ?? false,
    proxy: cluster["proxy-url"],
    serverName: cluster["tls-server-name"],
  };
}

/** The way that Karmada goes: the kubeconfig's, but for what the options say. */
export function memberEndpoint(reach: Reach, options: EndpointOptions): MemberEndpoint {
  const proxyURL = options.proxyURL ?? (options.apiEndpoint === undefined ? reach.proxy : undefined);
  const certificateAuthority = options.certificateAuthority ?? reach.authority;
  return {
    apiEndpoint: options.apiEndpoint ?? reach.server,
    ...(certificateAuthority && { certificateAuthority }),
    ...(options.insecureSkipTLSVerification && { insecureSkipTLSVerification: true }),
    ...(proxyURL && { proxyURL }),
  };
}

/** The cluster of a kubeconfig that leads this way, with the authorities of its server in PEM. */
export function kubeconfigCluster(
  { apiEndpoint, insecureSkipTLSVerification: insecure, proxyURL }: MemberEndpoint,
  authorities: string,
): KubeconfigContext["cluster"] {
  return {
    server: apiEndpoint,
    ...(insecure ? { "insecure-skip-tls-verify": true } : { "certificate-authority-data": base64(authorities) }),
    ...(proxyURL && { "proxy-url": proxyURL }),
  };
}

/** The authorities of a server: its own, and the one that the way there names. */
export function serverAuthorities(
  own: pulumi.Output<string>,
  endpoint: pulumi.Output<MemberEndpoint>,
): pulumi.Output<string> {
  const named = endpoint.apply(({ certificateAuthority = "" }) => certificateAuthority);
  return new Trust(own, named).bundle;
}

/**
 * Why pods of the host could not reach a member the way that is known, or could not trust it.
 *
 * @param path the member, as faults name it
 */
export function memberFaults(path: string, reach: Reach, options: EndpointOptions): Fault[] {
  const { apiEndpoint, proxyURL } = memberEndpoint(reach, options);
  const faults: Fault[] = [];
  const own = { path, remedy: "set apiEndpoint to an address that pods on the host can reach" };
  if (isLoopback(hostOf(apiEndpoint))) {
    faults.push({
      ...own,
      problem: `${quotedUrl(apiEndpoint)} is a loopback address, which pods on the host cannot reach`,
    });
  }
  if (proxyURL !== undefined && isLoopback(hostOf(proxyURL))) {
    faults.push({
      path,
      problem: `the proxy ${quotedUrl(proxyURL)} is a loopback address, which pods on the host cannot reach`,
      remedy: "set proxyURL",
    });
  }
  if (proxyURL !== undefined && new URL(proxyURL).username !== "") {
    faults.push({
      path,
      problem: `the proxy ${quotedUrl(proxyURL)} has a password, which Karmada would store in plain text`,
      remedy: "set proxyURL to a proxy without a password, or apiEndpoint to use no proxy",
    });
  }
  if (options.apiEndpoint !== undefined) return faults;
  if (reach.serverName !== undefined) {
    faults.push({
      ...own,
      problem: "its kubeconfig has a tls-server-name, which Karmada does not support",
    });
  }
  if (/^\/k8s\/clusters\//.test(new URL(reach.server).pathname)) {
    faults.push({
      ...own,
      problem: "its server is Rancher's proxy, which does not accept service account tokens",
    });
  }
  if (reach.insecure && !options.insecureSkipTLSVerification) {
    faults.push({
      path,
      problem:
        "its kubeconfig has insecure-skip-tls-verify, so that the control plane could send its token to another server",
      remedy: "add certificate-authority-data to the kubeconfig, or set insecureSkipTLSVerification: true",
    });
  }
  if (!reach.insecure && reach.authority === undefined && options.certificateAuthority === undefined) {
    faults.push({
      path,
      problem: "its kubeconfig has no certificate authority, and Karmada does not use the system's",
      remedy: "set certificateAuthority to the PEM certificate of the authority that signed the server's certificate",
    });
  }
  return faults;
}
