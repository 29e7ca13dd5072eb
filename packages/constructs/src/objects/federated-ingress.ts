import { fault, instanceOf, quoted, read } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Construct } from "constructs";
import type { IngressSpec } from "../api/kubernetes";
import { specOf } from "../kinds/specs";
import { dnsSubdomain, optional, port } from "../validation/checks";
import { FederatedObject, goingWith, OBJECT_FIELDS } from "./federated-object";
import type { FederatedObjectProps, ShorthandOrSpec } from "./federated-object";
import { FederatedService } from "./federated-service";

/** Ingress for one host. */
export interface IngressShorthand {
  /** Host name to serve, such as `shop.example.com` or `*.example.com`. */
  readonly host: string;
  /** Service behind the Ingress. By default, the Ingress goes to every member that may have the Service. */
  readonly service: FederatedService;
  /**
   * Port of the Service.
   *
   * @default - the Service's first port
   */
  readonly port?: number | undefined;
  /**
   * Path prefix that leads to the Service.
   *
   * @default "/"
   */
  readonly path?: string | undefined;
  /**
   * Class of the Ingress controller.
   *
   * @default - each member's default class
   */
  readonly ingressClassName?: string | undefined;
  /**
   * Name of the Secret with the TLS certificate. It must be on the same members.
   *
   * @default - no TLS
   */
  readonly tlsSecretName?: string | undefined;
}

/** Props of {@link FederatedIngress}: one host, or the spec. */
export type FederatedIngressProps = FederatedObjectProps & ShorthandOrSpec<IngressShorthand, IngressSpec>;

const FIELDS: Fields<FederatedIngressProps> = {
  ...OBJECT_FIELDS,
  host: "anything",
  service: instanceOf(FederatedService),
  port: "anything",
  path: "anything",
  ingressClassName: "anything",
  tlsSecretName: "anything",
  spec: specOf("IngressSpec"),
};

/**
 * Ingress with the same rules on members of the federation. Each member's own controller serves it.
 *
 * @example
 * new FederatedIngress(chart, "shop", { host: "shop.example.com", service: nginx.exposeViaService({ port: 80 }) });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
 */
export class FederatedIngress extends FederatedObject {
  private readonly props: FederatedIngressProps;

  public constructor(scope: Construct, id: string, props: FederatedIngressProps) {
    const given = read<FederatedIngressProps>(props, FIELDS);
    const { spec = shortSpec(given.given as IngressShorthand), service } = given.given;
    super(scope, id, { apiVersion: "networking.k8s.io/v1", kind: "Ingress" }, goingWith(service, given), { spec });
    this.props = given.given;
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    const { host, path, port: servicePort, ingressClassName, tlsSecretName, spec } = this.props;
    const hosts = spec ? (spec.rules ?? []).map((rule) => rule.host) : [host];
    return [
      ...(spec ? [] : missing({ host, service: this.props.service })),
      ...hosts.flatMap((h) => optional(dnsSubdomain, "host", withoutWildcard(h))),
      ...(path === undefined || (typeof path === "string" && path.startsWith("/"))
        ? []
        : [fault("path", `${quoted(path)} is relative`, 'start it with "/"')]),
      ...optional(port, "port", servicePort),
      ...optional(dnsSubdomain, "ingressClassName", ingressClassName),
      ...optional(dnsSubdomain, "tlsSecretName", tlsSecretName),
    ];
  }
}

function shortSpec(props: IngressShorthand): IngressSpec {
  const { host, service, path = "/", ingressClassName, tlsSecretName } = props;
  const backend = { service: { name: service?.name, port: { number: props.port ?? service?.port } } };
  return {
    ingressClassName,
    rules: [{ host, http: { paths: [{ path, pathType: "Prefix", backend }] } }],
    tls: tlsSecretName === undefined ? undefined : [{ hosts: [host], secretName: tlsSecretName }],
  };
}

function missing(required: { readonly [field: string]: unknown }): Fault[] {
  return Object.keys(required)
    .filter((field) => required[field] === undefined)
    .map((field) => fault(field, "is missing", "set it, or use `spec`"));
}

function withoutWildcard(host: unknown): unknown {
  return typeof host === "string" ? host.replace(/^\*\./, "") : host;
}
