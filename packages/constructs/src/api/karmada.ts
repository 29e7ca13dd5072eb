/**
 * The fields of Karmada's API that the library writes and reads, as Karmada 1.18 defines them.
 *
 * @see https://karmada.io/docs/reference/karmada-api/policy-resources/propagation-policy-v1alpha1
 */

export const POLICY_API_VERSION = "policy.karmada.io/v1alpha1";
export const AUTOSCALING_API_VERSION = "autoscaling.karmada.io/v1alpha1";

/** One demand on a label. */
export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

/** Selects on labels. All that is given must hold. */
export interface LabelSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** Selects on what a member is: its provider, region or zone. */
export interface FieldSelectorRequirement {
  readonly key: "provider" | "region" | "zone";
  readonly operator: "In" | "NotIn";
  readonly values: readonly string[];
}

/** A set of members. All that is given must hold; nothing given means every member. */
export interface ClusterAffinity {
  readonly labelSelector?: LabelSelector;
  readonly fieldSelector?: { readonly matchExpressions: readonly FieldSelectorRequirement[] };
  readonly clusterNames?: readonly string[];
  readonly exclude?: readonly string[];
}

/** A set of members with a name, at most 32 characters long. */
export interface NamedClusterAffinity extends ClusterAffinity {
  readonly affinityName: string;
}

/** A group of members, and those that take what it has no room for. */
export interface ClusterAffinityTerm extends NamedClusterAffinity {
  readonly overflowAffinities?: readonly NamedClusterAffinity[];
}

/** A taint of members that is borne. */
export interface Toleration {
  readonly key?: string;
  readonly operator?: "Exists" | "Equal";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  readonly tolerationSeconds?: number;
}

/** Over how many groups of members something is spread. Without `maxGroups` Karmada takes no member. */
export interface SpreadConstraint {
  readonly spreadByField?: "cluster" | "region" | "zone" | "provider";
  readonly spreadByLabel?: string;
  readonly minGroups?: number;
  readonly maxGroups?: number;
}

/** The weight of each of the members in a set; a whole number from 1. */
export interface StaticClusterWeight {
  readonly targetCluster: ClusterAffinity;
  readonly weight: number;
}

/** How replicas are divided. Without it all go to each member. */
export interface ReplicaSchedulingStrategy {
  readonly replicaSchedulingType?: "Duplicated" | "Divided";
  readonly replicaDivisionPreference?: "Aggregated" | "Weighted";
  readonly weightPreference?: {
    readonly staticWeightList?: readonly StaticClusterWeight[];
    readonly dynamicWeight?: "AvailableReplicas";
  };
}

/** `spec.placement` of a policy. */
export interface PlacementSpec {
  readonly clusterAffinity?: ClusterAffinity;
  readonly clusterAffinities?: readonly ClusterAffinityTerm[];
  readonly clusterTolerations?: readonly Toleration[];
  readonly spreadConstraints?: readonly SpreadConstraint[];
  readonly replicaScheduling?: ReplicaSchedulingStrategy;
}

/** What a policy selects: by name, else by labels, else all of a kind. */
export interface ResourceSelector {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly labelSelector?: LabelSelector;
}

/** State of a workload that is carried over when it fails over. */
export interface StatePreservation {
  readonly rules: readonly { readonly aliasLabelName: string; readonly jsonPath: string }[];
}

/** `spec.failover` of a policy. */
export interface FailoverSpec {
  readonly application?: {
    readonly decisionConditions: { readonly tolerationSeconds?: number };
    readonly purgeMode?: "Directly" | "Gracefully" | "Never";
    readonly gracePeriodSeconds?: number;
    readonly statePreservation?: StatePreservation;
  };
  readonly cluster?: {
    readonly purgeMode?: "Directly" | "Gracefully";
    readonly statePreservation?: StatePreservation;
  };
}

/** `spec` of a PropagationPolicy or a ClusterPropagationPolicy. */
export interface PropagationSpec {
  readonly resourceSelectors: readonly ResourceSelector[];
  readonly placement?: PlacementSpec;
  readonly propagateDeps?: boolean;
  readonly priority?: number;
  readonly preemption?: "Always" | "Never";
  readonly dependentOverrides?: readonly string[];
  readonly schedulerName?: string;
  readonly failover?: FailoverSpec;
  readonly conflictResolution?: "Abort" | "Overwrite";
  readonly activationPreference?: "Lazy";
  readonly suspension?: {
    readonly dispatching?: boolean;
    readonly dispatchingOnClusters?: { readonly clusterNames: readonly string[] };
  };
  readonly preserveResourcesOnDeletion?: boolean;
}

/** A change of a field, by JSON pointer. */
export interface PlaintextOverrider {
  readonly path: string;
  readonly operator: "add" | "remove" | "replace";
  readonly value?: unknown;
}

/** A change of a part of images. */
export interface ImageOverrider {
  readonly component: "Registry" | "Repository" | "Tag";
  readonly operator: "add" | "remove" | "replace";
  readonly value?: string;
  readonly predicate?: { readonly path: string };
}

/** A change of a container's command or arguments, word by word. */
export interface CommandArgsOverrider {
  readonly containerName: string;
  readonly operator: "add" | "remove";
  readonly value: readonly string[];
}

/** A change of labels or annotations. */
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
  readonly json?: readonly TextOverrider[];
  readonly yaml?: readonly TextOverrider[];
}

/** Applied in this order: image, command, args, labels, annotations, field, plaintext. */
export interface Overriders {
  readonly imageOverrider?: readonly ImageOverrider[];
  readonly commandOverrider?: readonly CommandArgsOverrider[];
  readonly argsOverrider?: readonly CommandArgsOverrider[];
  readonly labelsOverrider?: readonly LabelAnnotationOverrider[];
  readonly annotationsOverrider?: readonly LabelAnnotationOverrider[];
  readonly fieldOverrider?: readonly FieldOverrider[];
  readonly plaintext?: readonly PlaintextOverrider[];
}

/** What is different on a set of members. */
export interface OverrideRule {
  readonly targetCluster?: ClusterAffinity;
  readonly overriders: Overriders;
}

/** `spec` of an OverridePolicy or a ClusterOverridePolicy. Without selectors it is for every object. */
export interface OverrideSpec {
  readonly resourceSelectors?: readonly ResourceSelector[];
  readonly overrideRules?: readonly OverrideRule[];
}
