import type { GroupKind } from "./identity";

/** Cluster-scoped custom resources in wide use, for apps that propagate them without their definitions. */
export const WELL_KNOWN_CLUSTER_SCOPED: ReadonlySet<GroupKind> = new Set([
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
]);
