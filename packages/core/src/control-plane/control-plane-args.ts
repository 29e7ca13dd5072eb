import type { ComponentArgs } from "../host/component";
import type { ControlPlaneEtcdArgs } from "../etcd/etcd-args";
import type { AddOnsArgs } from "./add-on-args";
import type { ApiServerArgs } from "./api-server";

/** Options of the control plane's components. */
export interface ControlPlaneArgs {
  /** The control plane's database. */
  readonly etcd?: ControlPlaneEtcdArgs | undefined;
  /** The server of the federated API. */
  readonly apiServer?: ApiServerArgs | undefined;
  /** The server of the kind `Cluster` in the federated API. */
  readonly aggregatedApiServer?: ComponentArgs | undefined;
  /** Kubernetes' controllers for the federated API: namespaces, garbage collection, tokens. */
  readonly kubeControllerManager?: ComponentArgs | undefined;
  /** Karmada's controllers, which copy objects to the members. */
  readonly controllerManager?: ComponentArgs | undefined;
  /** Decides which members run what. */
  readonly scheduler?: ComponentArgs | undefined;
  /** Completes and checks policies. */
  readonly webhook?: ComponentArgs | undefined;
  /**
   * Components that run only if they are asked for.
   *
   * @default - none
   */
  readonly addOns?: AddOnsArgs | undefined;
}
