/**
 * The fields of Karmada's API that the library writes and reads, as Karmada 1.18 defines them.
 *
 * @see https://karmada.io/docs/reference/karmada-api/policy-resources/propagation-policy-v1alpha1
 */

export const POLICY_API_VERSION = "policy.karmada.io/v1alpha1";
export const AUTOSCALING_API_VERSION = "autoscaling.karmada.io/v1alpha1";

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

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

export interface NamedClusterAffinity extends ClusterAffinity {
  readonly affinityName: string;
}

export interface ClusterAffinityTerm extends NamedClusterAffinity {
  readonly overflowAffinities?: readonly NamedClusterAffinity[];
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: "Exists" | "Equal";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  readonly tolerationSeconds?: number;
}

export interface SpreadConstraint {
  readonly spreadByField?: "cluster" | "region" | "zone" | "provider";
  readonly spreadByLabel?: string;
  readonly minGroups?: number;
  readonly maxGroups?: number;
}

export interface StaticClusterWeight {
  readonly targetCluster: ClusterAffinity;
  readonly weight: number;
}

export interface ReplicaSchedulingStrategy {
  readonly replicaSchedulingType?: "Duplicated" | "Divided";
  readonly replicaDivisionPreference?: "Aggregated" | "Weighted";
  readonly weightPreference?: {
    readonly staticWeightList?: readonly StaticClusterWeight[];
    readonly dynamicWeight?: "AvailableReplicas";
  };
}

export interface PlacementSpec {
  readonly clusterAffinity?: ClusterAffinity;
  readonly clusterAffinities?: readonly ClusterAffinityTerm[];
  readonly clusterTolerations?: readonly Toleration[];
  readonly spreadConstraints?: readonly SpreadConstraint[];
  readonly replicaScheduling?: ReplicaSchedulingStrategy;
}

export interface ResourceSelector {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly labelSelector?: LabelSelector;
}

export interface StatePreservation {
  readonly rules: readonly { readonly aliasLabelName: string; readonly jsonPath: string }[];
}

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

export interface PlaintextOverrider {
  readonly path: string;
  readonly operator: "add" | "remove" | "replace";
  readonly value?: unknown;
}

export interface ImageOverrider {
  readonly component: "Registry" | "Repository" | "Tag";
  readonly operator: "add" | "remove" | "replace";
  readonly value?: string;
  readonly predicate?: { readonly path: string };
}

export interface CommandArgsOverrider {
  readonly containerName: string;
  readonly operator: "add" | "remove";
  readonly value: readonly string[];
}

export interface LabelAnnotationOverrider {
  readonly operator: "add" | "remove" | "replace";
  readonly value: { readonly [key: string]: string };
}

/** Applied in this order: image, command, args, labels, annotations, plaintext. */
export interface Overriders {
  readonly imageOverrider?: readonly ImageOverrider[];
  readonly commandOverrider?: readonly CommandArgsOverrider[];
  readonly argsOverrider?: readonly CommandArgsOverrider[];
  readonly labelsOverrider?: readonly LabelAnnotationOverrider[];
  readonly annotationsOverrider?: readonly LabelAnnotationOverrider[];
  readonly plaintext?: readonly PlaintextOverrider[];
}

export interface OverrideRule {
  readonly targetCluster?: ClusterAffinity;
  readonly overriders: Overriders;
}

export interface OverrideSpec {
  readonly resourceSelectors: readonly ResourceSelector[];
  readonly overrideRules: readonly OverrideRule[];
}
