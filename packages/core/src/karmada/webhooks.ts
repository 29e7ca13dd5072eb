import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../host/topology";

type Webhook = inputs.admissionregistration.v1.MutatingWebhook & inputs.admissionregistration.v1.ValidatingWebhook;

interface WebhookRule {
  readonly group: string;
  readonly resource: string;
  readonly scope: "Namespaced" | "Cluster";
  /** Last part of the webhook's path: the resource in the singular. */
  readonly path: string;
  readonly operations?: readonly string[];
  readonly timeoutSeconds?: number;
  readonly sideEffects?: "NoneOnDryRun";
}

const POLICY = "policy.karmada.io";
const WORK = "work.karmada.io";
const NETWORKING = "networking.karmada.io";
const AUTOSCALING = "autoscaling.karmada.io";
const CONFIG = "config.karmada.io";
const CREATE = ["CREATE"];

/** What Karmada's webhook completes. */
const MUTATING: readonly WebhookRule[] = [
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

/** What Karmada's webhook checks. Its installers leave out the cluster taint policies, which its binary does check. */
const VALIDATING: readonly WebhookRule[] = [
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

/** Label of an object that must not be deleted, which Karmada's webhook enforces. */
const DELETION_PROTECTED = "resourcetemplate.karmada.io/deletion-protected";

/** Webhooks of the mutating configuration. */
export function mutatingWebhooks(topology: Topology, caBundle: pulumi.Input<string>): Webhook[] {
  return MUTATING.map((rule) => webhook(topology, caBundle, "mutate", rule));
}

/** Webhooks of the validating configuration. */
export function validatingWebhooks(topology: Topology, caBundle: pulumi.Input<string>): Webhook[] {
  const protection: WebhookRule = {
    group: "*",
    resource: "*",
    scope: "Namespaced",
    path: "resourcedeletionprotection",
    operations: ["DELETE"],
  };
  const deletion = webhook(topology, caBundle, "validate", protection);
  return [
    ...VALIDATING.map((rule) => webhook(topology, caBundle, "validate", rule)),
    {
      ...deletion,
      rules: [{ operations: ["DELETE"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*"], scope: "*" }],
      objectSelector: { matchExpressions: [{ key: DELETION_PROTECTED, operator: "Exists" }] },
    },
  ];
}

function webhook(
  topology: Topology,
  caBundle: pulumi.Input<string>,
  verb: "mutate" | "validate",
  rule: WebhookRule,
): Webhook {
  return {
    name: `${rule.path}.karmada.io`,
    rules: [
      {
        operations: [...(rule.operations ?? ["CREATE", "UPDATE"])],
        apiGroups: [rule.group],
        apiVersions: ["*"],
        resources: [rule.resource],
        scope: rule.scope,
      },
    ],
    clientConfig: { url: topology.webhookUrl(`${verb}-${rule.path}`), caBundle },
    failurePolicy: "Fail",
    sideEffects: rule.sideEffects ?? "None",
    admissionReviewVersions: ["v1"],
    timeoutSeconds: rule.timeoutSeconds ?? 3,
  };
}
