import type { Construct } from "constructs";
import type { FederatedDeployment } from "./federated-deployment";
import { FederatedObject } from "./federated-object";
import type { FederatedObjectProps } from "./federated-object";

/** Props of {@link FederatedService}. */
export interface FederatedServiceProps extends FederatedObjectProps {
  /** Port on which the Service listens. */
  readonly port: number;
  /**
   * Kind of Service. Only a LoadBalancer gets names in the federation's zone.
   *
   * @default "ClusterIP"
   */
  readonly type?: "ClusterIP" | "NodePort" | "LoadBalancer";
  /** Workload whose pods answer. */
  readonly for?: FederatedDeployment;
  /**
   * Labels of the pods that answer.
   *
   * @default - those of the workload, else `app.kubernetes.io/name` with the Service's name
   */
  readonly selector?: { readonly [label: string]: string };
}

/** Service of the same name on members of the federation. */
export class FederatedService extends FederatedObject {
  public constructor(scope: Construct, id: string, props: FederatedServiceProps) {
    super(scope, id, { apiVersion: "v1", kind: "Service" }, props, (name) => ({
      spec: {
        type: props.type ?? "ClusterIP",
        selector: props.selector ?? { "app.kubernetes.io/name": props.for?.name ?? name },
        ports: [{ port: props.port }],
      },
    }));
  }
}
