import { at, fault, quoted, required, shapeFaults, STRING } from "../faults";
import type { Fault, Fields } from "../faults";
import type {
  Container,
  PodSecurityContext,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ResourceRequirements,
  SecurityContext,
} from "../api/kubernetes";
import { groupOf } from "../kinds/identity";
import { specOf } from "../kinds/specs";
import { dnsSubdomain, envName, image, labels, optional, port, quantity } from "../validation/checks";
import { containersIn } from "../override/container-overrides";
import { produced } from "../validation/produced";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedSecret } from "../objects/federated-secret";
import { mountsOf, VOLUME, volumeFaults, volumesOf } from "./volumes";
import type { MountedVolume } from "./volumes";

/** The container of a workload, and what its pods need. For several containers, use the full `spec`. */
export interface ContainerProps {
  /** Image, such as `nginx:1.29` or `registry.example.com/shop/cart:2`. */
  readonly image: string;
  /**
   * Command that replaces the image's entry point.
   *
   * @default - the image's entry point
   */
  readonly command?: readonly string[] | undefined;
  /**
   * Arguments of the command.
   *
   * @default - the image's arguments
   */
  readonly args?: readonly string[] | undefined;
  /** Environment variables. */
  readonly env?: { readonly [name: string]: string } | undefined;
  /** ConfigMaps and Secrets whose keys become environment variables. */
  readonly envFrom?: readonly (FederatedConfigMap | FederatedSecret)[] | undefined;
  /**
   * Resource requests and limits, such as `{ requests: { cpu: "500m" } }`. Karmada uses the requests when it divides
   * replicas by free capacity.
   */
  readonly resources?: ResourceRequirements | undefined;
  /** Port that the container listens on, from 1 to 65535. */
  readonly port?: number | undefined;
  /** Check whether a pod can serve. Until it succeeds, Services leave the pod out. */
  readonly readinessProbe?: Probe | undefined;
  /** Check whether the container still works. If it fails, the container starts again. */
  readonly livenessProbe?: Probe | undefined;
  /** Check whether the container has started. Until it succeeds, there are no other checks. */
  readonly startupProbe?: Probe | undefined;
  /** Volumes, and where the container sees them. */
  readonly volumes?: readonly MountedVolume[] | undefined;
  /**
   * Name of the ServiceAccount of the pods. It must be on the same members.
   *
   * @default "default"
   */
  readonly serviceAccountName?: string | undefined;
  /** Rights of the container, such as `{ readOnlyRootFilesystem: true }`. */
  readonly securityContext?: SecurityContext | undefined;
  /** Rights of the pods, such as `{ runAsNonRoot: true }`. */
  readonly podSecurityContext?: PodSecurityContext | undefined;
}

const RESOURCES: Fields<ResourceRequirements> = { requests: "map", limits: "map" };

export const CONTAINER_FIELDS: Fields<ContainerProps> = {
  image: "anything",
  command: ["anything"],
  args: ["anything"],
  env: "map",
  envFrom: [
    {
      what: "a FederatedConfigMap or a FederatedSecret",
      is: (value: unknown) => value instanceof FederatedConfigMap || value instanceof FederatedSecret,
    },
  ],
  resources: RESOURCES,
  port: "anything",
  readinessProbe: specOf("Probe"),
  livenessProbe: specOf("Probe"),
  startupProbe: specOf("Probe"),
  volumes: [VOLUME],
  serviceAccountName: "anything",
  securityContext: specOf("SecurityContext"),
  podSecurityContext: specOf("PodSecurityContext"),
};

/** Labels of the pods of a workload in short form. */
export function podLabelsFor(name: string): { readonly [key: string]: string } {
  return { "app.kubernetes.io/name": name };
}

/** Template of pods with one container. */
export function podTemplate(name: string, props: ContainerProps): PodTemplateSpec & { readonly spec: PodSpec } {
  const container: Container = {
    name,
    image: props.image,
    command: props.command,
    args: props.args,
    env:
      props.env &&
      Object.keys(props.env)
        .sort()
        .map((key) => ({ name: key, value: props.env![key] })),
    envFrom: props.envFrom?.map((source) => source.envSource),
    ports: props.port === undefined ? undefined : [{ containerPort: props.port }],
    resources: props.resources,
    readinessProbe: props.readinessProbe,
    livenessProbe: props.livenessProbe,
    startupProbe: props.startupProbe,
    securityContext: props.securityContext,
    volumeMounts: mountsOf(props.volumes),
  };
  const spec = {
    serviceAccountName: props.serviceAccountName,
    securityContext: props.podSecurityContext,
    containers: [container],
    volumes: volumesOf(props.volumes),
  };
  return { metadata: { labels: podLabelsFor(name) }, spec };
}

/** Faults of the container. */
export function containerFaults(props: ContainerProps): Fault[] {
  const { requests = {}, limits = {} } = props.resources ?? {};
  return [
    ...image("image", props.image),
    ...Object.keys(props.env ?? {}).flatMap((name) => envName("env", name)),
    ...Object.entries(props.env ?? {}).flatMap(([name, value]) =>
      shapeFaults(at("env", name), value, required(STRING), { secret: true }),
    ),
    ...Object.entries(requests).flatMap(([name, value]) => optional(quantity, at("resources.requests", name), value)),
    ...Object.entries(limits).flatMap(([name, value]) => optional(quantity, at("resources.limits", name), value)),
    ...optional(port, "port", props.port),
    ...optional(dnsSubdomain, "serviceAccountName", props.serviceAccountName),
    ...volumeFaults(props.volumes),
  ];
}

/** Faults of the pods in a full spec that every member would refuse. */
export function podFaults(object: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec?: unknown;
}): Fault[] {
  const { selector, template } = object.spec as {
    readonly selector?: { readonly matchLabels?: { readonly [key: string]: string } | undefined } | undefined;
    readonly template?: PodTemplateSpec | undefined;
  };
  const podLabels = template?.metadata?.labels ?? {};
  const containers = containersIn(object);
  return [
    ...(containers.some(({ init }) => !init)
      ? []
      : [fault("spec", "has no container in its pods", "add at least one")]),
    ...(groupOf(object) === "apps" && selectsNothing(selector)
      ? [fault("spec.selector", "selects no pods", "set matchLabels to labels of the pods")]
      : []),
    ...containers.flatMap(({ name, fields }) => image(`spec, container ${quoted(name)}, image`, fields.image)),
    ...labels("spec.template.metadata.labels", podLabels),
    ...Object.entries(selector?.matchLabels ?? {})
      .filter(([key, value]) => podLabels[key] !== value)
      .map(([key]) =>
        fault(at("spec.selector.matchLabels", key), "differs from the label of the pods", "use the same in both"),
      ),
  ];
}

/** Whether a selector is one that the API server refuses: absent or empty. */
function selectsNothing(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = (produced(selector) ?? {}) as {
    readonly [field: string]: object | undefined;
  };
  return Object.keys(matchLabels ?? {}).length + Object.keys(matchExpressions ?? {}).length === 0;
}
