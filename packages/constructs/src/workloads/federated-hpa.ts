import { also, fault, instanceOf, quoted, read } from "../faults";
import type { Fault, Fields } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { ApiObject } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import { RELEASE } from "../karmada";
import { annotations, dnsSubdomain, integer, labels, oneOf, optional } from "../validation/checks";
import { METADATA } from "../validation/metadata";
import { FederatedWorkload } from "./federated-workload";
import { warn } from "../validation/findings";

/** A metric, as `autoscaling/v2` defines it. Karmada supports all types except external metrics. */
export interface Metric {
  /** Kind of metric, which decides the other fields. */
  readonly type: "Resource" | "ContainerResource" | "Pods" | "Object";
  /** All other fields, as Kubernetes defines them. */
  readonly [field: string]: unknown;
}

/** Props of {@link FederatedHPA}. */
export interface FederatedHPAProps {
  /**
   * Metadata of the autoscaler.
   *
   * @default - name: the construct's id; namespace: the target's
   */
  readonly metadata?: Omit<ApiObjectMetadata, "namespace"> | undefined;
  /** Deployment or StatefulSet to scale. Its placement should divide the replicas. */
  readonly target: FederatedWorkload;
  /**
   * Minimum number of replicas over all members, at least 1.
   *
   * @default 1
   */
  readonly minReplicas?: number | undefined;
  /** Maximum number of replicas over all members. */
  readonly maxReplicas: number;
  /** Target average CPU use, in percent of what the pods request. */
  readonly cpuPercent?: number | undefined;
  /** Target average memory use, in percent of what the pods request. */
  readonly memoryPercent?: number | undefined;
  /**
   * More metrics.
   *
   * @default - 80% of the requested CPU, if you set no other target
   */
  readonly metrics?: readonly Metric[] | undefined;
  /** How fast it scales, as `autoscaling/v2` defines it. */
  readonly behavior?: { readonly [field: string]: unknown } | undefined;
}

const FIELDS: Fields<FederatedHPAProps> = {
  metadata: METADATA,
  target: instanceOf(FederatedWorkload, "a workload"),
  minReplicas: "anything",
  maxReplicas: "anything",
  cpuPercent: "anything",
  memoryPercent: "anything",
  metrics: [{ type: "anything", "*": "anything" }],
  behavior: "map",
};

/**
 * Autoscaler over all members. Needs Karmada's metrics adapter (`addOns.metricsAdapter` of a federation), and a metrics
 * server in each member.
 *
 * @example
 * new FederatedHPA(chart, "web", { target: web, minReplicas: 2, maxReplicas: 20, cpuPercent: 70 });
 *
 * @see https://karmada.io/docs/userguide/autoscaling/federatedhpa
 */
export class FederatedHPA extends Construct {
  /** Name of the object. */
  public readonly name: string;
  /** The object in the federated API. */
  public readonly apiObject: ApiObject;
  /** What it scales. */
  public readonly target: FederatedWorkload;

  public constructor(scope: Construct, id: string, props: FederatedHPAProps) {
    super(scope, id);
    const { given, faults } = read<FederatedHPAProps>(props, FIELDS);
    const { metadata = {}, minReplicas, maxReplicas, behavior } = given;
    const target = given.target as FederatedWorkload | undefined;
    const metrics = [
      ...utilization("cpu", given.cpuPercent),
      ...utilization("memory", given.memoryPercent),
      ...(given.metrics ?? []),
    ];
    this.name = metadata.name ?? id;
    this.target = given.target;
    this.apiObject = new ApiObject(this, "Resource", {
      apiVersion: RELEASE.versions.apis.autoscaling,
      kind: "FederatedHPA",
      metadata: { ...metadata, name: this.name, namespace: target?.namespace },
      spec: {
        scaleTargetRef: targetRef(target?.apiObject),
        minReplicas,
        maxReplicas,
        metrics: metrics.length > 0 ? metrics : undefined,
        behavior,
      },
    });
    if (target) {
      this.apiObject.addDependency(target.apiObject);
      warnOfTarget(this, target);
    }
    const checked = (): Fault[] => [
      ...dnsSubdomain("metadata.name", this.name),
      ...labels("metadata.labels", metadata.labels),
      ...annotations("metadata.annotations", metadata.annotations),
      ...scalable(target),
      ...optional((path, value) => integer(path, value, 1), "minReplicas", minReplicas),
      ...integer("maxReplicas", maxReplicas, Math.max(1, minReplicas ?? 1)),
      ...optional((path, value) => integer(path, value, 1), "cpuPercent", given.cpuPercent),
      ...optional((path, value) => integer(path, value, 1), "memoryPercent", given.memoryPercent),
      ...(given.metrics ?? []).flatMap(({ type }, i) =>
        oneOf(`metrics[${i}].type`, type, ["Resource", "ContainerResource", "Pods", "Object"]),
      ),
    ];
    checkAtSynth(this, () => also(faults, checked()));
  }
}

/** Warns if an autoscaler and its target work against each other. */
export function warnOfTarget(autoscaler: Construct, target: FederatedWorkload): void {
  if (target.placement?.divided === false) {
    warn(
      autoscaler,
      fault(
        "target",
        `${quoted(target.node.path)} runs all replicas on each member, so each change applies to all of them`,
      ),
    );
  }
  if (target.replicas !== undefined) {
    warn(
      autoscaler,
      fault(
        "target",
        `${quoted(target.node.path)} sets its replicas, so each deployment overrides the autoscaler`,
        "leave replicas out",
      ),
    );
  }
}

/** Faults of a workload as the target of an autoscaler. */
export function scalable(target: FederatedWorkload | undefined): Fault[] {
  return target
    ? oneOf("target", target.apiObject.kind, ["Deployment", "StatefulSet"])
    : [fault("target", "is missing", "use the workload to scale")];
}

/** Reference to what is scaled. */
export function targetRef(target: ApiObject | undefined): object | undefined {
  return target && { apiVersion: target.apiVersion, kind: target.kind, name: target.name };
}

function utilization(name: "cpu" | "memory", averageUtilization: number | undefined): Metric[] {
  if (averageUtilization === undefined) return [];
  return [{ type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } }];
}
