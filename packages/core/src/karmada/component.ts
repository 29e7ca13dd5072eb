import type { Grant } from "./grants";
import type { ImageName } from "./images";

/** Components of the control plane, by their names among a federation's arguments. */
export type ComponentName =
  | "etcd"
  | "apiServer"
  | "aggregatedApiServer"
  | "kubeControllerManager"
  | "controllerManager"
  | "scheduler"
  | "webhook";

/** Components that a federation has only if its arguments ask for them, by their names in `addOns`. */
export type AddOnName = "estimators" | "descheduler" | "metricsAdapter";

/** The components of a control plane. */
export type Components = Readonly<Record<ComponentName, Component>> & { readonly [name in AddOnName]?: Component };

/** One component of the control plane: all that is known of it before a user chooses anything. */
export interface Component {
  /** Name of its pods and its Service, and in its certificates. */
  readonly name: string;
  readonly image: ImageName;
  readonly program: string;
  /** The flags that the library sets, by their names without dashes. */
  readonly flags: FlagTable;
  /** What its container needs for a small federation. */
  readonly requests: Requests;
  readonly health: Health;
  /**
   * Port on which it serves its metrics: on that of HTTPS probes with TLS and to those who may read them, and on any other
   * to everyone. Absent: it does not.
   */
  readonly metrics?: number | undefined;
  /** The secrets that it reads. */
  readonly secrets: { readonly [role in SecretRole]?: ComponentSecret };
  /** Folder of what it stores. */
  readonly data?: string | undefined;
  /** User of the federated API that it signs in as. */
  readonly user?: string | undefined;
  /** What that user may do. */
  readonly grants?: readonly Grant[] | undefined;
  /** Who may reach it. Absent: nobody. */
  readonly ingress?:
    { readonly ports: readonly number[]; readonly from: readonly (ComponentName | AddOnName)[] | "anyone" } | undefined;
  /** What it connects to: other components, or any address outside, such as those of members. */
  readonly egress: readonly (ComponentName | AddOnName)[] | "outside";
}

/** Resources that a container asks for, as Kubernetes quantities. */
export type Requests = Readonly<Record<"cpu" | "memory", string>>;

/** How a component tells that it is ready, and that it is alive. */
export interface Health {
  readonly port: number;
  readonly scheme: "HTTP" | "HTTPS";
  /** Path, or the port that it opens only then. */
  readonly ready: string | { readonly opens: number };
  /** Path. */
  readonly alive: string;
  /**
   * Port of `alive`.
   *
   * @default - the same
   */
  readonly alivePort?: number | undefined;
  /**
   * Seconds until it is alive for the first time, at most.
   *
   * @default - as long as it may be silent later
   */
  readonly startSeconds?: number | undefined;
}

/**
 * What a secret is for: to sign in to the federated API (`client`), to etcd (`etcd`), to a member (`member`) or to
 * estimators (`estimators`), to be known by as a server (`tls`), by other members of an etcd (`server`, `peer`) or by
 * aggregated servers (`front-proxy`), to tell who a user is
 * (`authentication`), to encrypt what is stored (`encryption`), to say what is logged (`audit`), or to sign the tokens of
 * service accounts (`service-accounts`).
 */
export type SecretRole =
  | "client"
  | "tls"
  | "etcd"
  | "member"
  | "estimators"
  | "server"
  | "peer"
  | "front-proxy"
  | "authentication"
  | "encryption"
  | "audit"
  | "service-accounts";

/** A secret of a component. */
export interface ComponentSecret {
  /** Folder in the container. */
  readonly path: string;
  /** Last part of the name of the certificate in it, which is only for this component. Absent if there is none. */
  readonly certificate?: string | undefined;
}

/** Family of IP addresses, as Kubernetes names it. */
export type IpFamily = "IPv4" | "IPv6";

/** Flags by their names without dashes. A value that is not the same everywhere follows from the surroundings. */
export type FlagTable = Readonly<Record<string, string | ((at: FlagContext) => string | undefined)>>;

/** What flags follow from. */
export interface FlagContext {
  /** Namespace of the component, on the host and in the federated API. */
  readonly namespace: string;
  /** Domain of the host's DNS. */
  readonly clusterDomain: string;
  /**
   * IP family of the address by which a pod is known.
   *
   * @default "IPv4"
   */
  readonly ipFamily?: IpFamily | undefined;
  /** The etcd that the component uses, or is a member of. */
  readonly etcd: EtcdNames;
  /**
   * Whether static tokens are accepted.
   *
   * @default false
   */
  readonly staticTokens?: boolean | undefined;
  /**
   * Range of the addresses of Services.
   *
   * @default - one of the pods' IP family
   */
  readonly serviceRange?: string | undefined;
  /**
   * Verbosity of the log.
   *
   * @default 2
   */
  readonly logLevel?: number | undefined;
  /** The member that the component is for. Absent: all of them. */
  readonly member?: string | undefined;
}

/** Names of one etcd, by which its clients and members find it. */
export interface EtcdNames {
  readonly name: string;
  /** Full name of its Service. Each member has a name below it. */
  readonly serviceHost: string;
  /** URLs for its clients. */
  readonly clientUrls: readonly string[];
  /**
   * Start of all keys.
   *
   * @default "/registry"
   */
  readonly prefix?: string | undefined;
}

/** Address of the pod that runs a component, as it is in front of a port. */
export function podHost({ ipFamily }: FlagContext): string {
  return ipFamily === "IPv6" ? "[$(POD_IP)]" : "$(POD_IP)";
}
