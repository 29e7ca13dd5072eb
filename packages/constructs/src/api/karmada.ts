/**
 * The fields of Karmada's API that the library reads and writes.
 *
 * @see https://karmada.io/docs/reference/karmada-api/policy-resources/propagation-policy-v1alpha1
 */

/** A requirement for a label. */
export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[] | undefined;
}

/** Selects by labels. All requirements must match. */
export interface LabelSelector {
  readonly matchLabels?: { readonly [key: string]: string } | undefined;
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | undefined;
}

/** Selects members by provider, region or zone. */
export interface FieldSelectorRequirement {
  readonly key: "provider" | "region" | "zone";
  readonly operator: "In" | "NotIn";
  readonly values: readonly string[];
}

/** A set of members. All fields must match; without fields, it is every member. */
export interface ClusterAffinity {
  readonly labelSelector?: LabelSelector | undefined;
  readonly fieldSelector?: { readonly matchExpressions?: readonly FieldSelectorRequirement[] | undefined } | undefined;
  readonly clusterNames?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/** A set of members with a name of at most 32 characters. */
export interface NamedClusterAffinity extends ClusterAffinity {
  readonly affinityName: string;
}

/** A group of members, and the groups that it overflows into. */
export interface ClusterAffinityTerm extends NamedClusterAffinity {
  readonly overflowAffinities?: readonly NamedClusterAffinity[] | undefined;
}

/** A taint of members that is tolerated. */
export interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: "Exists" | "Equal" | undefined;
  readonly value?: string | undefined;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute" | undefined;
  readonly tolerationSeconds?: number | undefined;
}

/** How many groups of members something is spread over. Without `maxGroups`, Karmada selects no member. */
export interface SpreadConstraint {
  readonly spreadByField?: "cluster" | "region" | "zone" | "provider" | undefined;
  readonly spreadByLabel?: string | undefined;
  readonly minGroups?: number | undefined;
  readonly maxGroups?: number | undefined;
}

/** The weight of each member in a set: a whole number from 1. */
export interface StaticClusterWeight {
  readonly targetCluster: ClusterAffinity;
  readonly weight: number;
}

/** How replicas are divided. Without it, each member gets all of them. */
export interface ReplicaSchedulingStrategy {
  readonly replicaSchedulingType?: "Duplicated" | "Divided" | undefined;
  readonly replicaDivisionPreference?: "Aggregated" | "Weighted" | undefined;
  readonly weightPreference?:
    | {
        readonly staticWeightList?: readonly StaticClusterWeight[] | undefined;
        readonly dynamicWeight?: "AvailableReplicas" | undefined;
      }
    | undefined;
}

/** `spec.placement` of a policy. */
export interface PlacementSpec {
  readonly clusterAffinity?: ClusterAffinity | undefined;
  readonly clusterAffinities?: readonly ClusterAffinityTerm[] | undefined;
  readonly clusterTolerations?: readonly Toleration[] | undefined;
  readonly spreadConstraints?: readonly SpreadConstraint[] | undefined;
  readonly replicaScheduling?: ReplicaSchedulingStrategy | undefined;
  readonly workloadAffinity?: WorkloadAffinity | undefined;
}

/** Workloads with the same value of a label, which run together or apart. */
export interface WorkloadAffinity {
  readonly affinity?: { readonly groupByLabelKey: string } | undefined;
  readonly antiAffinity?: { readonly groupByLabelKey: string } | undefined;
}

/** What a policy selects: objects by name, or by labels, or all of a kind. */
export interface ResourceSelector {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly labelSelector?: LabelSelector | undefined;
}

/** State of a workload to carry over when it fails over. */
export interface StatePreservation {
  readonly rules: readonly { readonly aliasLabelName: string; readonly jsonPath: string }[];
}

/** `spec.failover` of a policy. */
export interface FailoverSpec {
  readonly application?:
    | {
        readonly decisionConditions: { readonly tolerationSeconds?: number | undefined };
        readonly purgeMode?: "Directly" | "Gracefully" | "Never" | undefined;
        readonly gracePeriodSeconds?: number | undefined;
        readonly statePreservation?: StatePreservation | undefined;
      }
    | undefined;
  readonly cluster?:
    | {
        readonly purgeMode?: "Directly" | "Gracefully" | undefined;
        readonly statePreservation?: StatePreservation | undefined;
      }
    | undefined;
}

/** `spec` of a PropagationPolicy or a ClusterPropagationPolicy. */
export interface PropagationSpec {
  readonly resourceSelectors: readonly ResourceSelector[];
  readonly placement?: PlacementSpec | undefined;
  readonly propagateDeps?: boolean | undefined;
  readonly priority?: number | undefined;
  readonly preemption?: "Always" | "Never" | undefined;
  readonly dependentOverrides?: readonly string[] | undefined;
  readonly schedulerName?: string | undefined;
  readonly failover?: FailoverSpec | undefined;
  readonly conflictResolution?: "Abort" | "Overwrite" | undefined;
  readonly activationPreference?: "Lazy" | undefined;
  readonly schedulePriority?:
    { readonly priorityClassSource: "KubePriorityClass"; readonly priorityClassName: string } | undefined;
  readonly suspension?:
    | {
        readonly dispatching?: boolean | undefined;
        readonly dispatchingOnClusters?: { readonly clusterNames: readonly string[] } | undefined;
      }
    | undefined;
  readonly preserveResourcesOnDeletion?: boolean | undefined;
}

/** A change to a field, by JSON pointer. */
export interface PlaintextOverrider {
  readonly path: string;
  readonly operator: "add" | "remove" | "replace";
  readonly value?: unknown;
}

/** A change to a part of images. */
export interface ImageOverrider {
  readonly component: "Registry" | "Repository" | "Tag";
  readonly operator: "add" | "remove" | "replace";
  readonly value?: string | undefined;
  readonly predicate?: { readonly path: string } | undefined;
}

/** A change to the words of a container's command or arguments. */
export interface CommandArgsOverrider {
  readonly containerName: string;
  readonly operator: "add" | "remove";
  readonly value: readonly string[];
}

/** A change to labels or annotations. */
export interface LabelAnnotationOverrider {
  readonly operator: "add" | "remove" | "replace";
  readonly value: { readonly [key: string]: string };
}

/** A change inside JSON or YAML that a field holds as text. */
export interface TextOverrider {
  readonly subPath: string;
  readonly operator: "add" | "remove" | "replace";
  readonly value?: unknown;
}

/** Changes inside a field that holds JSON or YAML as text. */
export interface FieldOverrider {
  readonly fieldPath: string;
  readonly json?: readonly TextOverrider[] | undefined;
  readonly yaml?: readonly TextOverrider[] | undefined;
}

/** Applied in this order: image, command, args, labels, annotations, field, plaintext. */
export interface Overriders {
  readonly imageOverrider?: readonly ImageOverrider[] | undefined;
  readonly commandOverrider?: readonly CommandArgsOverrider[] | undefined;
  readonly argsOverrider?: readonly CommandArgsOverrider[] | undefined;
  readonly labelsOverrider?: readonly LabelAnnotationOverrider[] | undefined;
  readonly annotationsOverrider?: readonly LabelAnnotationOverrider[] | undefined;
  readonly fieldOverrider?: readonly FieldOverrider[] | undefined;
  readonly plaintext?: readonly PlaintextOverrider[] | undefined;
}

/** What is different on a set of members. */
export interface OverrideRule {
  readonly targetCluster?: ClusterAffinity | undefined;
  readonly overriders: Overriders;
}

/** `spec` of an OverridePolicy or a ClusterOverridePolicy. Without selectors it is for every object. */
export interface OverrideSpec {
  readonly resourceSelectors?: readonly ResourceSelector[] | undefined;
  readonly overrideRules?: readonly OverrideRule[] | undefined;
}
