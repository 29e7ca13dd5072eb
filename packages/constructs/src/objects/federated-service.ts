import { fault, quoted, read } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Construct } from "constructs";
import type { ServicePort, ServiceSpec } from "../api/kubernetes";
import { specOf } from "../kinds/specs";
import { dnsLabelWithLetter, labels, oneOf, optional, port } from "../validation/checks";
import { FederatedObject, goingWith, OBJECT_FIELDS } from "./federated-object";
import type { FederatedObjectProps, ShorthandOrSpec } from "./federated-object";

/** How a Service is reached. */
export type ServiceType = "ClusterIP" | "NodePort" | "LoadBalancer";

/** Port of a Service, and how to reach it. */
export interface ExposeViaServiceOptions {
  /** Port that the Service listens on. */
  readonly port: number;
  /**
   * Port that the pods listen on.
   *
   * @default - the workload's port, or the Service's port
   */
  readonly targetPort?: number | undefined;
  /**
   * Protocol of the port.
   *
   * @default "TCP"
   */
  readonly protocol?: "TCP" | "UDP" | "SCTP" | undefined;
  /**
   * Type of the Service. Only a LoadBalancer gets names in the federation's zone.
   *
   * @default "ClusterIP"
   */
  readonly type?: ServiceType | undefined;
}

/** Object behind a Service: a federated object that runs pods, such as any {@link FederatedWorkload}. */
export interface ServiceBackend extends FederatedObject {
  /** Labels that select the pods. */
  readonly podLabels: { readonly [key: string]: string };
  /** Port that the pods listen on, if known. */
  readonly port?: number | undefined;
}

/** Service with one port, for the pods of a workload or for pods with certain labels. */
export type ServiceShorthand = ExposeViaServiceOptions &
  (
    | {
        readonly for?: undefined;
        /**
         * Labels of the pods that the Service selects. Cannot be combined with `for`.
         *
         * @default - `app.kubernetes.io/name` with the Service's name, which is the label of a workload with that name
         */
        readonly selector?: { readonly [label: string]: string } | undefined;
      }
    | {
        /**
         * Workload whose pods the Service selects. By default, the Service goes to every member where the workload may
         * run. Cannot be combined with `selector`.
         */
        readonly for?: ServiceBackend | undefined;
        readonly selector?: undefined;
      }
  );

/** Props of {@link FederatedService}: one port, or the spec. */
export type FederatedServiceProps = FederatedObjectProps & ShorthandOrSpec<ServiceShorthand, ServiceSpec>;

const FIELDS: Fields<FederatedServiceProps> = {
  ...OBJECT_FIELDS,
  port: "anything",
  targetPort: "anything",
  protocol: "anything",
  type: "anything",
  selector: "map",
  for: {
    what: "a workload",
    is: (value: unknown) =>
      value instanceof FederatedObject && typeof (value as Partial<ServiceBackend>).podLabels === "object",
  },
  spec: specOf("ServiceSpec"),
};

/**
 * Service with the same name on members of the federation.
 *
 * @example
 * new FederatedService(chart, "web", { for: nginx, port: 80, type: "LoadBalancer" });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export class FederatedService extends FederatedObject {
  /** Port that the Service listens on; if it has several, the first. */
  public readonly port: number;
  private readonly spec: ServiceSpec;

  public constructor(scope: Construct, id: string, props: FederatedServiceProps) {
    const given = read<FederatedServiceProps>(props, FIELDS);
    const { for: backend, metadata } = given.given;
    const spec = given.given.spec ?? shortSpec(metadata?.name ?? id, given.given);
    const kind = { apiVersion: "v1", kind: "Service", name: dnsLabelWithLetter };
    super(scope, id, kind, goingWith(backend, given), { spec });
    this.port = spec.ports?.[0]?.port ?? 0;
    this.spec = spec;
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    const { ports = [], selector, type } = this.spec;
    return [
      ...(ports.length > 0 || type === "ExternalName"
        ? []
        : [fault("spec.ports", "[] is empty", "add at least one port")]),
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
      ...twice(ports.map(portAndProtocol)).map((p) =>
        fault("spec.ports", `${quoted(p)} is listed twice`, "list it once"),
      ),
    ];
  }
}

function shortSpec(name: string, props: ServiceShorthand): ServiceSpec {
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

function portAndProtocol({ port: number, protocol }: ServicePort): string {
  return `${Number.isInteger(number) ? number : ""}/${typeof protocol === "string" ? protocol : "TCP"}`;
}

function twice(values: readonly string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}
