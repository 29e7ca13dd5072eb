import { read } from "../faults";
import type { Fields } from "../faults";
import type { Construct } from "constructs";
import type { DeploymentSpec } from "../api/kubernetes";
import { specOf } from "../kinds/specs";
import { FederatedWorkload, WORKLOAD_FIELDS } from "./federated-workload";
import type { FederatedWorkloadProps, ReplicatedContainerProps } from "./federated-workload";

/** Props of {@link FederatedDeployment}: one container, or the spec. */
export type FederatedDeploymentProps = FederatedWorkloadProps<ReplicatedContainerProps, DeploymentSpec>;

const FIELDS: Fields<FederatedDeploymentProps> = {
  ...WORKLOAD_FIELDS,
  replicas: "anything",
  spec: specOf("DeploymentSpec"),
};

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
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
 */
export class FederatedDeployment extends FederatedWorkload {
  public constructor(scope: Construct, id: string, props: FederatedDeploymentProps) {
    const kind = { apiVersion: "apps/v1", kind: "Deployment", maxName: 63 };
    const given = read<FederatedDeploymentProps>(props, FIELDS);
    super(scope, id, kind, given, (pods) => ({ replicas: given.given.replicas, ...pods }));
  }
}
