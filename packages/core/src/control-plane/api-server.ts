import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../host/host";
import { componentLabels } from "../kube/labels";
import { aliveWhile, readyWhen } from "../host/pods";
import { authenticationConfiguration, type OidcIssuerArgs, type StaticTokenArgs, tokenFile } from "./authentication";
import { type ComponentArgs, deployComponent } from "../host/component";
import type { Flags } from "../host/flags";
import type { ControlPlanePki } from "./pki";
import { fileSecret, pairFiles } from "../host/secrets";
import { COMPONENTS, PORTS, type Topology } from "../host/topology";

/** How the federated API is reached from outside the host. */
export interface ApiServerServiceArgs {
  /**
   * Type of its Service. With `ClusterIP` only pods of the host reach it, so Pulumi must run among them.
   *
   * @default "NodePort"
   */
  readonly type?: "NodePort" | "LoadBalancer" | "ClusterIP";
  /**
   * Port on the host's nodes, for type NodePort.
   *
   * @default - the host chooses one
   */
  readonly nodePort?: number;
  /**
   * Address or DNS name by which the federated API is reached; stands in its certificate and in the kubeconfig.
   *
   * @default - NodePort: where the host's own API server is; LoadBalancer: the balancer's address; ClusterIP: the Service's name
   */
  readonly advertiseAddress?: string;
  /**
   * Annotations of the Service, as cloud load balancers read them.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: pulumi.Input<string> };
}

/** The federated API's server. */
export interface ApiServerArgs extends ComponentArgs {
  /** How it is reached. */
  readonly service?: ApiServerServiceArgs;
  /**
   * Further names and addresses in its certificate.
   *
   * @default - none
   */
  readonly certificateNames?: readonly string[];
  /**
   * Static tokens that it accepts beside client certificates.
   *
   * @default - none: prefer certificates or OIDC, which end
   */
  readonly tokens?: readonly StaticTokenArgs[];
  /**
   * OpenID Connect issuers whose tokens it accepts.
   *
   * @default - none
   */
  readonly oidc?: readonly OidcIssuerArgs[];
}

const TLS = "/etc/karmada/tls";
const FRONT_PROXY = "/etc/karmada/front-proxy";
const ETCD = "/etc/karmada/etcd";
const TOKENS = "/etc/karmada/tokens";

/** Range of the federated API's own Services, which have no endpoints. */
const SERVICE_RANGE = "10.96.0.0/12";

/**
 * Flags of the API server that the library sets.
 *
 * @internal
 */
export function apiServerFlags(topology: Topology, clusterDomain: string, withTokens: boolean): Flags {
  return {
    "authentication-config": `${TOKENS}/authentication.json`,
    "authorization-mode": "RBAC",
    "bind-address": "0.0.0.0",
    "cert-dir": "/tmp",
    "client-ca-file": `${TLS}/ca.crt`,
    "disable-admission-plugins": "StorageObjectInUseProtection,ServiceAccount",
    "etcd-cafile": `${ETCD}/ca.crt`,
    "etcd-certfile": `${ETCD}/tls.crt`,
    "etcd-keyfile": `${ETCD}/tls.key`,
    "etcd-servers": topology.etcd.clientUrls.join(","),
    "proxy-client-cert-file": `${FRONT_PROXY}/tls.crt`,
    "proxy-client-key-file": `${FRONT_PROXY}/tls.key`,
    "requestheader-allowed-names": "front-proxy-client",
    "requestheader-client-ca-file": `${FRONT_PROXY}/ca.crt`,
    "requestheader-extra-headers-prefix": "X-Remote-Extra-",
    "requestheader-group-headers": "X-Remote-Group",
    "requestheader-username-headers": "X-Remote-User",
    "secure-port": String(PORTS.apiServer),
    "service-account-issuer": `https://kubernetes.default.svc.${clusterDomain}`,
    "service-account-key-file": `${TOKENS}/service-accounts.pub`,
    "service-account-signing-key-file": `${TOKENS}/service-accounts.key`,
    "service-cluster-ip-range": SERVICE_RANGE,
    "tls-cert-file": `${TLS}/tls.crt`,
    "tls-min-version": "VersionTLS13",
    "tls-private-key-file": `${TLS}/tls.key`,
    ...(withTokens && { "token-auth-file": `${TOKENS}/tokens.csv` }),
  };
}

/**
 * Makes the Service of the API server. It does not wait for pods, which in turn wait for its address.
 *
 * @internal
 */
export function apiServerService(
  host: Host,
  topology: Topology,
  args: ApiServerServiceArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Service {
  const name = COMPONENTS.apiServer;
  const type = args.type ?? "NodePort";
  const wait: Record<string, string> =
    type === "LoadBalancer" && !args.advertiseAddress
      ? { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}" }
      : { "pulumi.com/skipAwait": "true" };
  return new k8s.core.v1.Service(
    host.nameOf(name),
    {
      metadata: host.metadata(name, topology.namespace, { annotations: { ...args.annotations, ...wait } }),
      spec: {
        type,
        selector: componentLabels(name),
        ports: [{ name: "https", port: PORTS.apiServer, targetPort: PORTS.apiServer, nodePort: args.nodePort }],
      },
    },
    host.options(opts),
  );
}

/**
 * Runs the API server.
 *
 * @internal
 */
export function deployApiServer(
  host: Host,
  topology: Topology,
  clusterDomain: string,
  pki: ControlPlanePki,
  args: ApiServerArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
  const { namespace } = topology;
  const name = COMPONENTS.apiServer;
  const tokens = args.tokens ?? [];
  const authentication = authenticationConfiguration(args.oidc);
  const tokenLines = tokens.length > 0 ? [tokenFile(tokens)] : [];
  const authority = pki.authority.keyPair.certificate;

  const tls = fileSecret(host, namespace, `${name}-tls`, pairFiles(authority, pki.apiServer), opts);
  const frontProxy = fileSecret(
    host,
    namespace,
    `${name}-front-proxy`,
    pairFiles(pki.frontProxyAuthority.keyPair.certificate, pki.frontProxyClient),
    opts,
  );
  const etcdAuthority = pki.etcdAuthority.keyPair.certificate;
  const etcd = fileSecret(host, namespace, `${name}-etcd`, pairFiles(etcdAuthority, pki.etcdApiServerClient), opts);
  const signIn = fileSecret(
    host,
    namespace,
    `${name}-authentication`,
    {
      "authentication.json": authentication,
      "service-accounts.pub": pki.tokenSigningKey.public,
      "service-accounts.key": pki.tokenSigningKey.private,
      ...(tokenLines[0] && { "tokens.csv": tokenLines[0] }),
    },
    opts,
  );

  return deployComponent(
    host,
    namespace,
    {
      name,
      image: "apiServer",
      program: "kube-apiserver",
      flags: apiServerFlags(topology, clusterDomain, tokens.length > 0),
      args,
      secrets: [
        { secret: tls.metadata.name, path: TLS },
        { secret: frontProxy.metadata.name, path: FRONT_PROXY },
        { secret: etcd.metadata.name, path: ETCD },
        { secret: signIn.metadata.name, path: TOKENS },
      ],
      readinessProbe: readyWhen("/readyz", PORTS.apiServer, "HTTPS"),
      livenessProbe: aliveWhile("/livez", PORTS.apiServer, "HTTPS"),
      restartOn: [
        authority,
        etcdAuthority,
        pki.apiServer.certificate,
        pki.frontProxyClient.certificate,
        pki.etcdApiServerClient.certificate,
        pki.tokenSigningKey.public,
        authentication,
        ...tokenLines,
      ],
    },
    opts,
  );
}
