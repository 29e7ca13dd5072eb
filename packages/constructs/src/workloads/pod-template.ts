import { at, fault, quoted } from "../faults";
import type { Fault } from "../faults";
import type { Container, PodTemplateSpec, ResourceRequirements } from "../api/kubernetes";
import { envName, image, labels, optional, port, quantity } from "../validation/checks";
import { containersIn } from "../override/container-overrides";
import type { FederatedConfigMap } from "../objects/federated-config-map";
import type { FederatedSecret } from "../objects/federated-secret";

/** The one container of a workload. Workloads with more take the whole spec of their kind. */
export interface ContainerProps {
  /** Image, such as `nginx:1.29` or `registry.example.com/shop/cart:2`. */
  readonly image: string;
  /**
   * Program, in place of the image's entry point.
   *
   * @default - that of the image
   */
  readonly command?: readonly string[] | undefined;
  /**
   * Arguments of the program.
   *
   * @default - those of the image
   */
  readonly args?: readonly string[] | undefined;
  /** Environment variables. */
  readonly env?: { readonly [name: string]: string } | undefined;
  /** ConfigMaps and Secrets of which each key becomes an environment variable. */
  readonly envFrom?: readonly (FederatedConfigMap | FederatedSecret)[] | undefined;
  /**
   * What the container asks for and may use, such as `{ requests: { cpu: "500m" } }`. Karmada looks at the requests where it
   * divides replicas by what is free.
   */
  readonly resources?: ResourceRequirements | undefined;
  /** Port on which the container listens, from 1 to 65535. */
  readonly port?: number | undefined;
}

/** Labels of the pods that a workload of the short form keeps. */
export function podLabelsFor(name: string): { readonly [key: string]: string } {
  return { "app.kubernetes.io/name": name };
}

/** Pods with the one container. */
export function podTemplate(name: string, props: ContainerProps): PodTemplateSpec {
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
  };
  return { metadata: { labels: podLabelsFor(name) }, spec: { containers: [container] } };
}

/** What is wrong with the one container. */
export function containerFaults(props: ContainerProps): Fault[] {
  const { requests = {}, limits = {} } = props.resources ?? {};
  return [
    ...image("image", props.image),
    ...Object.keys(props.env ?? {}).flatMap((name) => envName("env", name)),
    ...Object.entries(props.env ?? {}).flatMap(([name, value]) =>
      typeof value === "string" ? [] : [fault(at("env", name), "is not a string", "Use a string")],
    ),
    ...Object.entries(requests).flatMap(([name, value]) => optional(quantity, at("resources.requests", name), value)),
    ...Object.entries(limits).flatMap(([name, value]) => optional(quantity, at("resources.limits", name), value)),
    ...optional(port, "port", props.port),
  ];
}

/** What is wrong with the pods of a whole spec, as far as Kubernetes would refuse it in every member. */
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
      : [fault("spec", "has no container in its pods", "Add at least one")]),
    ...containers.flatMap(({ name, fields }) => image(`spec, container ${quoted(name)}, image`, fields.image)),
    ...labels("spec.template.metadata.labels", podLabels),
    ...Object.entries(selector?.matchLabels ?? {})
      .filter(([key, value]) => podLabels[key] !== value)
      .map(([key]) =>
        fault(at("spec.selector.matchLabels", key), "differs from the label of the pods", "Use the same in both"),
      ),
  ];
}
