import { read } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Construct } from "constructs";
import type { StatefulSetSpec } from "../api/kubernetes";
import { dnsSubdomain } from "../validation/checks";
import { specOf } from "../kinds/specs";
import { FederatedWorkload, WORKLOAD_FIELDS } from "./federated-workload";
import type { FederatedWorkloadProps, ReplicatedContainerProps } from "./federated-workload";

/** A StatefulSet of one container. */
export interface StatefulSetShorthand extends ReplicatedContainerProps {
  /**
   * Name of the headless Service that gives the pods their host names.
   *
   * @default - the name of the StatefulSet
   */
  readonly serviceName?: string | undefined;
}

/** Props of {@link FederatedStatefulSet}: one container, or the spec. */
export type FederatedStatefulSetProps = FederatedWorkloadProps<StatefulSetShorthand, StatefulSetSpec>;

const FIELDS: Fields<FederatedStatefulSetProps> = {
  ...WORKLOAD_FIELDS,
  replicas: "anything",
  serviceName: "anything",
  spec: specOf("StatefulSetSpec"),
};

/**
 * StatefulSet that runs on members of the federation. Each member numbers its pods from 0. If the placement divides the
 * replicas, several members have pods with the same name, each with its own volumes.
 *
 * @example
 * new FederatedStatefulSet(chart, "queue", { image: "nats", port: 4222, replicas: 3, placement: Placement.duplicated(["f-a-cluster"]) });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/
 */
export class FederatedStatefulSet extends FederatedWorkload {
  private readonly serviceName: string;

  public constructor(scope: Construct, id: string, props: FederatedStatefulSetProps) {
    const kind = { apiVersion: "apps/v1", kind: "StatefulSet", maxName: 52 };
    const given = read<FederatedStatefulSetProps>(props, FIELDS);
    const { spec, replicas, metadata, serviceName: service } = given.given;
    const serviceName = spec?.serviceName ?? service ?? metadata?.name ?? id;
    super(scope, id, kind, given, (pods) => ({ replicas, serviceName, ...pods }));
    this.serviceName = serviceName;
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    return [...super.specFaults(), ...dnsSubdomain("serviceName", this.serviceName)];
  }
}
