import { read } from "../faults";
import type { Fields } from "../faults";
import type { Construct } from "constructs";
import type { DaemonSetSpec } from "../api/kubernetes";
import { specOf } from "../kinds/specs";
import { FederatedWorkload, WORKLOAD_FIELDS } from "./federated-workload";
import type { FederatedWorkloadProps } from "./federated-workload";
import type { ContainerProps } from "./pod-template";

/** Props of {@link FederatedDaemonSet}: one container, or the spec. */
export type FederatedDaemonSetProps = FederatedWorkloadProps<ContainerProps, DaemonSetSpec>;

const FIELDS: Fields<FederatedDaemonSetProps> = { ...WORKLOAD_FIELDS, spec: specOf("DaemonSetSpec") };

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
    const kind = { apiVersion: "apps/v1", kind: "DaemonSet", maxName: 63 };
    super(scope, id, kind, read<FederatedDaemonSetProps>(props, FIELDS), (pods) => pods);
  }
}
