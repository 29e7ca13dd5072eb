import type { Construct } from "constructs";
import type { ServiceSpec } from "../api/kubernetes";
import { dnsLabelWithLetter, labels, oneOf, optional, port, quoted } from "../validation/checks";
import type { Fault } from "../validation/checks";
import { FederatedObject, goingWith } from "./federated-object";
import type { FederatedObjectProps, ShortOrWhole } from "./federated-object";

/** How a Service is reached. */
export type ServiceType = "ClusterIP" | "NodePort" | "LoadBalancer";

/** Port of a Service and how it is reached. */
export interface ServiceExposure {
  /** Port on which the Service listens. */
  readonly port: number;
  /**
   * Port on which the pods listen.
   *
   * @default - that of the workload, else the port of the Service
   */
  readonly targetPort?: number;
  /**
   * What is spoken on the port.
   *
   * @default "TCP"
   */
  readonly protocol?: "TCP" | "UDP" | "SCTP";
  /**
   * How the Service is reached. Only a LoadBalancer gets names in the federation's zone.
   *
   * @default "ClusterIP"
   */
  readonly type?: ServiceType;
}

/** Federated object that runs pods, as every {@link FederatedWorkload} does. */
export interface RunsPods extends FederatedObject {
  /** Labels by which the pods are found. */
  readonly podLabels: { readonly [key: string]: string };
  /** Port on which the pods listen, where it is known. */
  readonly port?: number;
}

/** The pods that answer: those of a workload, or those with certain labels. */
export type ServicePods =
  | {
      /** Workload whose pods answer. The Service goes to every member where it may run, unless a placement says otherwise. */
      readonly for: RunsPods;
      readonly selector?: undefined;
    }
  | {
      readonly for?: undefined;
      /**
       * Labels of the pods that answer.
       *
       * @default - `app.kubernetes.io/name` with the name of the Service, which is what the workload of that name has
       */
      readonly selector?: { readonly [label: string]: string };
    };

/** Service of one port. */
export type ShortService = ServiceExposure & ServicePods;

/** Props of {@link FederatedService}: one port, or the whole spec. */
export type FederatedServiceProps = FederatedObjectProps & ShortOrWhole<ShortService, ServiceSpec>;

/**
 * Service of the same name on members of the federation.
 *
 * @example
 * new FederatedService(chart, "web", { for: nginx, port: 80, type: "LoadBalancer" });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export class FederatedService extends FederatedObject {
  /** Port on which the Service listens; the first, where it has several. */
  public readonly port: number;
  private readonly spec: ServiceSpec;

  public constructor(scope: Construct, id: string, props: FederatedServiceProps) {
    const spec = props.spec ?? shortSpec(props.metadata?.name ?? id, props);
    super(scope, id, { apiVersion: "v1", kind: "Service", name: dnsLabelWithLetter }, goingWith(props.for, props), {
      spec,
    });
    this.port = spec.ports[0]?.port ?? 0;
    this.spec = spec;
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    const { ports, selector, type } = this.spec as ServiceSpec & {
      readonly selector?: { readonly [label: string]: string };
    };
    return [
      ...(ports.length > 0 ? [] : ["spec.ports: [] opens nothing. Write at least one port."]),
      ...ports.flatMap((p) => [
        ...port("port", p.port),
        ...(typeof p.targetPort === "number" ? port("targetPort", p.targetPort) : []),
        ...optional((path, value) => oneOf(path, value, ["TCP", "UDP", "SCTP"]), "protocol", p.protocol),
      ]),
      ...labels("selector", selector),
      ...optional(
        (path, value) => oneOf(path, value, ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]),
        "type",
        type,
      ),
      ...twice(ports.map((p) => `${p.port}/${p.protocol ?? "TCP"}`)).map(
        (p) => `spec.ports: ${quoted(p)} is opened twice. Write it once.`,
      ),
    ];
  }
}

function shortSpec(name: string, props: ShortService): ServiceSpec {
  const targetPort = props.targetPort ?? props.for?.port;
  return {
    type: props.type ?? "ClusterIP",
    selector: props.for?.podLabels ?? props.selector ?? { "app.kubernetes.io/name": name },
    ports: [
      {
        port: props.port,
        ...(targetPort !== undefined && targetPort !== props.port && { targetPort }),
        ...(props.protocol && { protocol: props.protocol }),
      },
    ],
  };
}

function twice(values: readonly string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}
