import type { Fault, Fields, Read } from "../faults";
import type { Construct } from "constructs";
import type { PodSpec, PodTemplateSpec } from "../api/kubernetes";
import { dnsLabel, integer, optional } from "../validation/checks";
import { FederatedObject, OBJECT_FIELDS } from "../objects/federated-object";
import type { FederatedObjectProps, ShorthandOrSpec } from "../objects/federated-object";
import { FederatedService } from "../objects/federated-service";
import type { ServiceBackend, ExposeViaServiceOptions } from "../objects/federated-service";
import { CONTAINER_FIELDS, containerFaults, podFaults, podLabelsFor, podTemplate } from "./pod-template";
import type { ContainerProps } from "./pod-template";

/** Props of a workload: one container and a few fields of the kind, or the spec of the kind. */
export type FederatedWorkloadProps<Shorthand, Spec> = FederatedObjectProps & ShorthandOrSpec<Shorthand, Spec>;

/** Workload with one container that has replicas. */
export interface ReplicatedContainerProps extends ContainerProps {
  /**
   * Number of replicas: over all members if the placement divides them, otherwise on each member.
   *
   * @default - 1, or what an autoscaler sets
   */
  readonly replicas?: number | undefined;
}

/** @internal Properties of a kind of workload. */
export interface KindOfWorkload {
  readonly apiVersion: string;
  readonly kind: string;
  /** Maximum length of a name, because the kind's controller derives longer names from it. */
  readonly maxName: number;
}

/** @internal The pods in short form. */
export interface Pods {
  readonly selector: { readonly matchLabels: { readonly [key: string]: string } };
  readonly template: PodTemplateSpec & { readonly spec: PodSpec };
}

/** Fields of every workload. */
export const WORKLOAD_FIELDS: Fields<FederatedWorkloadProps<ContainerProps, object>> = {
  ...OBJECT_FIELDS,
  ...CONTAINER_FIELDS,
  spec: "map",
};

type AnyProps = FederatedObjectProps & Partial<ReplicatedContainerProps> & { readonly spec?: object };

/** Base class of federated objects that run pods. */
export abstract class FederatedWorkload extends FederatedObject implements ServiceBackend {
  /** Labels that select the pods. */
  public readonly podLabels: { readonly [key: string]: string };
  /** Port that the pods listen on, if the short form sets it. */
  public readonly port?: number;
  /** Number of replicas, if the program sets it. */
  public readonly replicas?: number;
  private readonly podFaults: () => Fault[];

  /** @internal */
  protected constructor(
    scope: Construct,
    id: string,
    { maxName, ...type }: KindOfWorkload,
    read: Read<AnyProps>,
    short: (pods: Pods) => object,
  ) {
    const { given: props } = read;
    const name = props.metadata?.name ?? id;
    const container = props as ContainerProps;
    const matchLabels = podLabelsFor(name);
    const spec = props.spec ?? short({ selector: { matchLabels }, template: podTemplate(name, container) });
    super(scope, id, { ...type, workload: true, name: (path, value) => dnsLabel(path, value, maxName) }, read, {
      spec,
    });
    const { selector, replicas } = spec as {
      readonly selector?: Pods["selector"] | undefined;
      readonly replicas?: number | undefined;
    };
    this.podLabels = selector?.matchLabels ?? matchLabels;
    this.port = props.port;
    this.replicas = replicas;
    this.podFaults = () => (props.spec ? podFaults({ ...type, spec }) : containerFaults(container));
  }

  /**
   * Adds a Service with the workload's name to every member where the workload may run. For another Service, or for a
   * different name, use {@link FederatedService}.
   *
   * @example
   * nginx.exposeViaService({ port: 80, type: "LoadBalancer" });
   */
  public exposeViaService(exposure: ExposeViaServiceOptions): FederatedService {
    return new FederatedService(this, "Service", { ...exposure, for: this, metadata: { name: this.name } });
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    return [...this.podFaults(), ...optional((path, value) => integer(path, value), "replicas", this.replicas)];
  }
}
