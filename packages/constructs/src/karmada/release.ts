import type { FieldShapes } from "../faults";
import type { Interpreter } from "./interpreter";

/** What one release of Karmada decides over objects and where they land. */
export interface Release {
  readonly versions: Versions;
  readonly policies: PolicyFields;
  /** What it knows about kinds, by `apiVersion` and kind. It does not know a kind in another version. */
  readonly interpreters: { readonly [type: string]: Interpreter };
  readonly kinds: Kinds;
  /** The kinds that configure a control plane. */
  readonly ownKinds: { readonly [kind in KarmadaKindName]: OwnKind };
  /** Kinds that change where others land, or how many they are, but that a plan does not follow: the reason, by group and kind. */
  readonly notFollowed: { readonly [groupKind: string]: string };
  /** Fields of Kubernetes' types in specs, as `scripts/spec-fields.mjs` writes them. */
  readonly specFields: { readonly [type: string]: string };
}

/** Versions that belong together. */
export interface Versions {
  /** Release of Karmada, without its patch. */
  readonly karmada: string;
  /** Release of the Kubernetes that the federated API serves, without its patch. */
  readonly kubernetes: string;
  /** API versions in which Karmada's objects are written and read. */
  readonly apis: Apis;
}

/** API versions, by what they are used for. */
export interface Apis {
  /** FederatedHPAs and CronFederatedHPAs. */
  readonly autoscaling: string;
  /** ResourceBindings and ClusterResourceBindings. */
  readonly bindings: string;
  /** Clusters, which the aggregated API server stores. */
  readonly clusters: string;
  /** Propagation and override policies, and quotas. */
  readonly policies: string;
  /** Works. */
  readonly works: string;
}

/** The fields of policies, with their shapes. */
export interface PolicyFields {
  /** Those in the spec of a PropagationPolicy or a ClusterPropagationPolicy. */
  readonly propagation: FieldShapes;
  /** Those in its placement. */
  readonly placement: FieldShapes;
  /** Those in the spec of an OverridePolicy or a ClusterOverridePolicy. */
  readonly override: FieldShapes;
  /** Those of an older form, which has one rule in the spec itself. */
  readonly olderOverride: FieldShapes;
  /** Those that may change where something lands but that a plan does not follow, by path, with the reason. */
  readonly notFollowed: readonly (readonly [path: string, why: string])[];
}

/** Kinds of the Kubernetes that the federated API serves, by group and kind. */
export interface Kinds {
  readonly namespaced: ReadonlySet<string>;
  readonly clusterScoped: ReadonlySet<string>;
  /** Namespaced ones that Karmada adds to the federated API for members to have, with their only version. */
  readonly added: { readonly [groupKind: string]: string };
  /** Those without a stable version. */
  readonly unstableClusterScoped: ReadonlySet<string>;
}

/** Kinds of Karmada's own API that configure a control plane. */
export type KarmadaKindName =
  | "ClusterOverridePolicy"
  | "ClusterPropagationPolicy"
  | "ClusterTaintPolicy"
  | "CronFederatedHPA"
  | "FederatedHPA"
  | "MultiClusterIngress"
  | "MultiClusterService"
  | "OverridePolicy"
  | "PropagationPolicy"
  | "Remedy"
  | "ResourceInterpreterCustomization"
  | "WorkloadRebalancer";

/** What decides how an object of a kind is written. */
export interface OwnKind {
  readonly apiVersion: string;
  readonly scope: "Cluster" | "Namespaced";
  /** Fields of its `spec`. */
  readonly spec: FieldShapes;
}
