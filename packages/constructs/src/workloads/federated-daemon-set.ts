import type { Construct } from "constructs";
import type { PodControllerSpec } from "../api/kubernetes";
import { FederatedWorkload } from "./federated-workload";
import type { FederatedWorkloadProps } from "./federated-workload";
import type { ContainerProps } from "./pod-template";

/** Props of {@link FederatedDaemonSet}: one container, or the spec. */
export type FederatedDaemonSetProps = FederatedWorkloadProps<ContainerProps, PodControllerSpec>;

/**
 * DaemonSet that runs a pod on every node of every member that the placement selects. How the placement divides
 * replicas makes no difference.
 *
 * @example
 * new FederatedDaemonSet(chart, "agent", { image: "registry.example.com/agent:3", placement: Placement.duplicated() });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/
 */
export class FederatedDaemonSet extends FederatedWorkload {
  public constructor(scope: Construct, id: string, props: FederatedDaemonSetProps) {
    super(scope, id, { apiVersion: "apps/v1", kind: "DaemonSet", maxName: 63 }, props, (pods) => pods);
  }
}
