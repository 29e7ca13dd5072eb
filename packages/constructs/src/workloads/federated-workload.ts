import type { Fault } from "../faults";
import type { Construct } from "constructs";
import type { PodTemplateSpec } from "../api/kubernetes";
import { dnsLabel, integer, optional } from "../validation/checks";
import { FederatedObject } from "../objects/federated-object";
import type { FederatedObjectProps, ShorthandOrSpec } from "../objects/federated-object";
import { FederatedService } from "../objects/federated-service";
import type { ServiceBackend, ExposeViaServiceOptions } from "../objects/federated-service";
import { containerFaults, podFaults, podLabelsFor, podTemplate } from "./pod-template";
import type { ContainerProps } from "./pod-template";

/** Props of a workload: one container and a few fields of the kind, or the spec of the kind. */
export type FederatedWorkloadProps<Shorthand, Spec> = FederatedObjectProps & ShorthandOrSpec<Shorthand, Spec>;

/** A workload of one container that has replicas. */
export interface ReplicatedContainerProps extends ContainerProps {
  /**
   * Replicas, over all members where the placement divides them, on each where it does not.
   *
   * @default - 1, or what an autoscaler says
   */
  readonly replicas?: number | undefined;
}

/** @internal What a kind of workload says of itself. */
export interface KindOfWorkload {
  readonly apiVersion: string;
  readonly kind: string;
  /** Characters that a name may have where its controller derives others from it. */
  readonly maxName: number;
}

/** @internal The pods of the short form. */
export interface Pods {
  readonly selector: { readonly matchLabels: { readonly [key: string]: string } };
  readonly template: PodTemplateSpec;
}

type AnyProps = FederatedObjectProps & Partial<ReplicatedContainerProps> & { readonly spec?: object };

/** Federated object that runs pods. */
export abstract class FederatedWorkload extends FederatedObject implements ServiceBackend {
  /** Labels by which the pods are found. */
  public readonly podLabels: { readonly [key: string]: string };
  /** Port on which the pods listen, where the short form says so. */
  public readonly port?: number;
  /** Replicas, where the program says how many. */
  public readonly replicas?: number;
  private readonly podFaults: () => Fault[];

  /** @internal */
  protected constructor(
    scope: Construct,
    id: string,
    { maxName, ...type }: KindOfWorkload,
    props: AnyProps,
    short: (pods: Pods) => object,
  ) {
    const name = props.metadata?.name ?? id;
    const container = props as ContainerProps;
    const matchLabels = podLabelsFor(name);
    const spec = props.spec ?? short({ selector: { matchLabels }, template: podTemplate(name, container) });
    super(scope, id, { ...type, workload: true, name: (path, value) => dnsLabel(path, value, maxName) }, props, {
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
   * A Service of the workload's name, on every member where the workload may run. For a second one, or one of another name,
   * there is {@link FederatedService}.
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
