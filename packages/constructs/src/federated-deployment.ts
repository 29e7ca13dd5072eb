import type { Construct } from "constructs";
import { FederatedObject } from "./federated-object";
import type { FederatedObjectProps } from "./federated-object";

/** Props of {@link FederatedDeployment}. */
export interface FederatedDeploymentProps extends FederatedObjectProps {
  /** Image of the one container, such as `nginx` or `registry.example.com/shop/cart:1.2`. */
  readonly image: string;
  /** Port on which the container listens. */
  readonly port?: number;
  /**
   * Replicas over all members.
   *
   * @default 1
   */
  readonly replicas?: number;
}

/**
 * Deployment that runs on members of the federation.
 *
 * @example
 * new FederatedDeployment(chart, "nginx", {
 *   image: "nginx",
 *   port: 80,
 *   replicas: 4,
 *   placement: Placement.weighted([["f-a-cluster", 1], ["f-b-cluster", 1]]),
 * });
 */
export class FederatedDeployment extends FederatedObject {
  public constructor(scope: Construct, id: string, props: FederatedDeploymentProps) {
    super(scope, id, { apiVersion: "apps/v1", kind: "Deployment" }, props, (name) => {
      const labels = { "app.kubernetes.io/name": name };
      const ports = props.port === undefined ? undefined : [{ containerPort: props.port }];
      return {
        spec: {
          replicas: props.replicas ?? 1,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name, image: props.image, ports }] } },
        },
      };
    });
  }
}
