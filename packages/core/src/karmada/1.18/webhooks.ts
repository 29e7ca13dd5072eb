import type { Webhooks } from "../release";
import type { WebhookRule } from "../webhook-rule";

const POLICY = "policy.karmada.io";
const WORK = "work.karmada.io";
const NETWORKING = "networking.karmada.io";
const AUTOSCALING = "autoscaling.karmada.io";
const CONFIG = "config.karmada.io";
const CREATE = ["CREATE"];

/** Resources that Karmada's webhook completes. */
const mutating: readonly WebhookRule[] = [
  { group: POLICY, resource: "propagationpolicies", scope: "Namespaced", path: "propagationpolicy" },
  { group: POLICY, resource: "clusterpropagationpolicies", scope: "Cluster", path: "clusterpropagationpolicy" },
  { group: POLICY, resource: "overridepolicies", scope: "Namespaced", path: "overridepolicy" },
  { group: WORK, resource: "resourcebindings", scope: "Namespaced", path: "resourcebinding", operations: CREATE },
  {
    group: WORK,
    resource: "clusterresourcebindings",
    scope: "Cluster",
    path: "clusterresourcebinding",
    operations: CREATE,
  },
  { group: WORK, resource: "works", scope: "Namespaced", path: "work" },
  { group: AUTOSCALING, resource: "federatedhpas", scope: "Namespaced", path: "federatedhpa" },
  { group: NETWORKING, resource: "multiclusterservices", scope: "Namespaced", path: "multiclusterservice" },
];

/**
 * Resources that Karmada's webhook checks. This includes cluster taint policies, which Karmada's own installers leave
 * out.
 */
const validating: readonly WebhookRule[] = [
  { group: POLICY, resource: "propagationpolicies", scope: "Namespaced", path: "propagationpolicy" },
  { group: POLICY, resource: "clusterpropagationpolicies", scope: "Cluster", path: "clusterpropagationpolicy" },
  { group: POLICY, resource: "overridepolicies", scope: "Namespaced", path: "overridepolicy" },
  { group: POLICY, resource: "clusteroverridepolicies", scope: "Cluster", path: "clusteroverridepolicy" },
  { group: POLICY, resource: "clustertaintpolicies", scope: "Cluster", path: "clustertaintpolicy" },
  { group: POLICY, resource: "federatedresourcequotas", scope: "Namespaced", path: "federatedresourcequota" },
  {
    group: CONFIG,
    resource: "resourceinterpreterwebhookconfigurations",
    scope: "Cluster",
    path: "resourceinterpreterwebhookconfiguration",
  },
  {
    group: CONFIG,
    resource: "resourceinterpretercustomizations",
    scope: "Cluster",
    path: "resourceinterpretercustomization",
    timeoutSeconds: 10,
  },
  { group: NETWORKING, resource: "multiclusteringresses", scope: "Namespaced", path: "multiclusteringress" },
  { group: NETWORKING, resource: "multiclusterservices", scope: "Namespaced", path: "multiclusterservice" },
  { group: AUTOSCALING, resource: "federatedhpas", scope: "Namespaced", path: "federatedhpa" },
  { group: AUTOSCALING, resource: "cronfederatedhpas", scope: "Namespaced", path: "cronfederatedhpa" },
  {
    group: WORK,
    resource: "resourcebindings",
    scope: "Namespaced",
    path: "resourcebinding",
    sideEffects: "NoneOnDryRun",
  },
];

export const webhooks: Webhooks = {
  mutating,
  validating,
  deletionProtected: "resourcetemplate.karmada.io/deletion-protected",
};
