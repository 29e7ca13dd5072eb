import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { addressAndPort, allAddresses, balancerAddresses, nodePortOf } from "../host/addresses";
import { type ComponentArgs, type Contents, deployComponent } from "../host/component";
import { pairFiles } from "../host/secrets";
import type { Site } from "../host/site";
import type { Component, FlagContext } from "../karmada/component";
import { componentLabels } from "../kube/labels";
import { auditPolicy, type AuditRuleArgs } from "./audit";
import { authenticationConfiguration, tokenDigest, tokenFile } from "./authentication";
import type { OidcIssuerArgs, StaticTokenArgs } from "./authentication-args";
import type { EncryptionArgs, StoredEncryption } from "./encryption";
import type { ControlPlanePki } from "./pki";

/** How clients outside the host reach the federated API. */
export interface ApiServerServiceArgs {
  /**
   * Type of its Service. With `ClusterIP`, only pods on the host can reach it, so Pulumi must run in one.
   *
   * @default "NodePort"
   */
  readonly type?: "NodePort" | "LoadBalancer" | "ClusterIP" | undefined;
  /**
   * Port on the host's nodes, for type `NodePort`.
   *
   * @default - the host chooses one
   */
  readonly nodePort?: number | undefined;
  /**
   * Address or DNS name of the federated API, for its certificate and the kubeconfig.
   *
   * @default - NodePort: the address of the host's own API server; LoadBalancer: the load balancer's address;
   * ClusterIP: the Service's name
   */
  readonly advertiseAddress?: string | undefined;
  /**
   * More addresses or DNS names at which clients find it, such as those of other nodes. They are in its certificate, but not
   * in the kubeconfig, and name servers with a node port have them, too.
   *
   * @default - none; LoadBalancer: the load balancer's other addresses
   */
  readonly moreAddresses?: readonly string[] | undefined;
  /**
   * Port at which clients reach the federated API, where something in front of the Service forwards another one.
   *
   * @default - NodePort: the node port; LoadBalancer and ClusterIP: 5443
   */
  readonly advertisePort?: number | undefined;
  /**
   * Class of the load balancer, for type `LoadBalancer`, where the cluster has more than one.
   *
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string | undefined;
  /**
   * Which pods a node sends connections to: those on any node, or only its own. `Local` keeps the addresses of clients, for
   * the audit log for instance, and a lost node takes no connections of others with it. A node without such a pod does not
   * answer: give each node one, or use a load balancer that checks nodes. Not for type `ClusterIP`.
   *
   * @default "Cluster"
   */
  readonly externalTrafficPolicy?: "Cluster" | "Local" | undefined;
  /**
   * Whether the Service has an address of each IP family, on hosts with both.
   *
   * @default - the host decides: one family
   */
  readonly ipFamilyPolicy?: "SingleStack" | "PreferDualStack" | "RequireDualStack" | undefined;
  /**
   * Annotations of the Service, such as for a cloud load balancer.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: pulumi.Input<string> } | undefined;
}

/** Options of the federated API's server. */
export interface ApiServerArgs extends ComponentArgs {
  /** How it is reached. */
  readonly service?: ApiServerServiceArgs | undefined;
  /**
   * More names and addresses for its certificate.
   *
   * @default - none
   */
  readonly certificateNames?: readonly string[] | undefined;
  /**
   * Range of the addresses of Services in the federated API, which have no endpoints, or one for each IP family: that of
   * the host's pods (`ipFamily`) first. It cannot change once there are Services.
   *
   * @default - "10.96.0.0/12", or "fd00:10:96::/112" with `ipFamily: "IPv6"`
   */
  readonly serviceRange?: string | undefined;
  /**
   * Static tokens that it accepts in addition to client certificates.
   *
   * @default - none. Prefer certificates or OIDC, which expire
   */
  readonly tokens?: readonly StaticTokenArgs[] | undefined;
  /**
   * OpenID Connect issuers whose tokens it accepts.
   *
   * @default - none
   */
  readonly oidc?: readonly OidcIssuerArgs[] | undefined;
  /** How Secrets, members' tokens among them, are stored in etcd. */
  readonly encryption?: EncryptionArgs | undefined;
  /**
   * Rules of the audit log, which goes to the container's standard output. The first that matches a request decides.
   *
   * @default - metadata of all requests, except for health checks, the API's description, leases and events
   * @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
   */
  readonly auditRules?: readonly AuditRuleArgs[] | undefined;
}

/**
 * Creates the Service of the API server. It does not wait for pods, because they wait for its address.
 *
 * @internal
 */
export function apiServerService(site: Site, args: ApiServerServiceArgs): k8s.core.v1.Service {
  const { name, health } = site.release.components.apiServer;
  const type = args.type ?? "NodePort";
  const wait: Record<string, string> =
    type === "LoadBalancer" && !args.advertiseAddress
      ? { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}" }
      : { "pulumi.com/skipAwait": "true" };
  return new k8s.core.v1.Service(
    site.nameOf(name),
    {
      metadata: site.metadata(name, { annotations: { ...args.annotations, ...wait } }),
      spec: {
        type,
        ipFamilyPolicy: args.ipFamilyPolicy,
        loadBalancerClass: args.loadBalancerClass,
        externalTrafficPolicy: args.externalTrafficPolicy,
        selector: componentLabels(name),
        ports: [{ name: "https", port: health.port, targetPort: health.port, nodePort: args.nodePort }],
      },
    },
    site.options(),
  );
}

/**
 * Addresses by which the API server is reached from outside. The first is the one that clients get.
 *
 * @internal
 */
export function advertisedAddresses(
  site: Site,
  args: ApiServerServiceArgs,
  service: k8s.core.v1.Service,
  hostAddress: pulumi.Input<string>,
): pulumi.Output<readonly string[]> {
  return allAddresses(ownAddresses(site, args, service, hostAddress), args.moreAddresses);
}

function ownAddresses(
  site: Site,
  args: ApiServerServiceArgs,
  service: k8s.core.v1.Service,
  hostAddress: pulumi.Input<string>,
): pulumi.Input<readonly pulumi.Input<string>[]> {
  if (args.advertiseAddress) return [args.advertiseAddress];
  switch (args.type ?? "NodePort") {
    case "NodePort":
      return [hostAddress];
    case "LoadBalancer":
      return balancerAddresses(service);
    case "ClusterIP":
      return [site.hostOf(site.release.components.apiServer.name)];
  }
}

/**
 * URL by which the API server is reached from outside.
 *
 * @internal
 */
export function advertisedEndpoint(
  site: Site,
  args: ApiServerServiceArgs,
  service: k8s.core.v1.Service,
  addresses: pulumi.Output<readonly string[]>,
): pulumi.Output<string> {
  const own =
    (args.type ?? "NodePort") === "NodePort"
      ? nodePortOf(service, args.nodePort)
      : pulumi.output(site.release.components.apiServer.health.port);
  const port = args.advertisePort === undefined ? own : pulumi.output(args.advertisePort);
  return pulumi.all([addresses, port]).apply(([[first], number]) => `https://${addressAndPort(first!, number)}`);
}

/**
 * URL of the API server for pods of the host.
 *
 * @internal
 */
export function internalEndpoint(site: Site): string {
  const { name, health } = site.release.components.apiServer;
  return `https://${site.hostOf(name)}:${health.port}`;
}

/**
 * Runs the API server.
 *
 * @internal
 */
export function deployApiServer(
  site: Site,
  pki: ControlPlanePki,
  args: ApiServerArgs,
  encryption: StoredEncryption,
  context: FlagContext,
): k8s.apps.v1.Deployment {
  const component = site.release.components.apiServer;
  const staticTokens = (args.tokens ?? []).length > 0;
  return deployComponent(site, component, contentsOf(component, pki, args, encryption), args, {
    ...context,
    staticTokens,
    serviceRange: args.serviceRange,
  });
}

function contentsOf(
  component: Component,
  pki: ControlPlanePki,
  { tokens = [], oidc, auditRules }: ApiServerArgs,
  encryption: StoredEncryption,
): Contents {
  const { trust, etcdTrust, frontProxyTrust, frontProxyClient, tokenSigningKey } = pki;
  return {
    tls: () => {
      const server = pki.pair(component, "tls");
      return {
        files: pairFiles(trust, server),
        restartOn: [trust.bundle, etcdTrust.bundle, server.certificate],
      };
    },
    "front-proxy": () => ({
      files: pairFiles(frontProxyTrust, frontProxyClient),
      restartOn: [frontProxyClient.certificate],
    }),
    etcd: () => {
      const client = pki.pair(component, "etcd");
      return { files: pairFiles(etcdTrust, client), restartOn: [client.certificate] };
    },
    authentication: () => {
      const configuration = authenticationConfiguration(oidc);
      const lines = tokens.length > 0 ? [tokenFile(tokens)] : [];
      return {
        files: {
          "authentication.json": configuration,
          "service-accounts.pub": tokenSigningKey.public,
          "service-accounts.key": tokenSigningKey.private,
          ...(lines[0] && { "tokens.csv": lines[0] }),
        },
        restartOn: [
          tokenSigningKey.public,
          configuration,
          ...lines.map((file) => tokenDigest(file, tokenSigningKey.private)),
        ],
      };
    },
    encryption: () => ({ files: { "encryption.json": encryption.file }, restartOn: [encryption.summary] }),
    audit: () => {
      const policy = auditPolicy(auditRules);
      return { files: { "policy.json": policy }, restartOn: [policy] };
    },
  };
}
