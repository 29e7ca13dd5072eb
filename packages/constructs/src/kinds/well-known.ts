import { API_GROUPS, RELEASE } from "../karmada";
import { groupKindOf } from "./identity";
import type { GroupKind } from "./identity";

/** Whether objects of a kind are in namespaces. */
export type Scope = "Cluster" | "Namespaced";

/** Cluster-scoped custom resources in wide use, for apps that propagate them without their definitions. */
const CLUSTER_SCOPED: readonly GroupKind[] = [
  "apps.kruise.io/SidecarSet",
  "argoproj.io/ClusterAnalysisTemplate",
  "argoproj.io/ClusterWorkflowTemplate",
  "cert-manager.io/ClusterIssuer",
  "cilium.io/CiliumClusterwideNetworkPolicy",
  "external-secrets.io/ClusterExternalSecret",
  "external-secrets.io/ClusterSecretStore",
  "gateway.networking.k8s.io/GatewayClass",
  "karpenter.sh/NodePool",
  "keda.sh/ClusterTriggerAuthentication",
  "kueue.x-k8s.io/ClusterQueue",
  "kueue.x-k8s.io/ResourceFlavor",
  "kyverno.io/ClusterPolicy",
  "policy.networking.k8s.io/AdminNetworkPolicy",
  "policy.networking.k8s.io/BaselineAdminNetworkPolicy",
  "projectcalico.org/GlobalNetworkPolicy",
  "snapshot.storage.k8s.io/VolumeSnapshotClass",
  "snapshot.storage.k8s.io/VolumeSnapshotContent",
  "templates.gatekeeper.sh/ConstraintTemplate",
  "trust.cert-manager.io/Bundle",
  `${API_GROUPS.config}/ResourceInterpreterWebhookConfiguration`,
];

/** Namespaced ones, beside those that Karmada adds or has interpreters for. */
const NAMESPACED: readonly GroupKind[] = [
  "argoproj.io/AnalysisTemplate",
  "argoproj.io/Application",
  "argoproj.io/CronWorkflow",
  "argoproj.io/Rollout",
  "argoproj.io/WorkflowTemplate",
  "cert-manager.io/Certificate",
  "cert-manager.io/Issuer",
  "cilium.io/CiliumNetworkPolicy",
  "external-secrets.io/ExternalSecret",
  "external-secrets.io/SecretStore",
  "gateway.networking.k8s.io/GRPCRoute",
  "gateway.networking.k8s.io/Gateway",
  "gateway.networking.k8s.io/HTTPRoute",
  "gateway.networking.k8s.io/ReferenceGrant",
  "keda.sh/ScaledJob",
  "keda.sh/ScaledObject",
  "keda.sh/TriggerAuthentication",
  "kueue.x-k8s.io/LocalQueue",
  "kyverno.io/Policy",
  "monitoring.coreos.com/PodMonitor",
  "monitoring.coreos.com/PrometheusRule",
  "monitoring.coreos.com/ServiceMonitor",
  "projectcalico.org/NetworkPolicy",
  "serving.knative.dev/Service",
  "snapshot.storage.k8s.io/VolumeSnapshot",
  "traefik.io/IngressRoute",
  "traefik.io/Middleware",
];

/** Kinds of Karmada's interpreters, without their versions. Those that are not cluster-scoped are namespaced. */
const INTERPRETED = Object.keys(RELEASE.interpreters).map((type) => type.replace(/\/v\d\w*\//, "/"));

/** Kinds that configure a control plane. */
const OWN = Object.entries(RELEASE.ownKinds).map(
  ([kind, { apiVersion, scope }]) => [groupKindOf({ apiVersion, kind }), scope] as const,
);

const WELL_KNOWN: ReadonlyMap<GroupKind, Scope> = new Map([
  ...OWN,
  ...[...NAMESPACED, ...Object.keys(RELEASE.kinds.added), ...INTERPRETED].map((kind) => [kind, "Namespaced"] as const),
  ...CLUSTER_SCOPED.map((kind) => [kind, "Cluster"] as const),
]);

/** Scope of a custom resource in wide use; undefined if it is none. */
export function wellKnownScopeOf(groupKind: GroupKind): Scope | undefined {
  return WELL_KNOWN.get(groupKind);
}
