import type * as inputs from "@pulumi/kubernetes/types/input";
import { USERS } from "../control-plane/pki";

type PolicyRule = inputs.rbac.v1.PolicyRule;

/** Rights in the federated API, and the user of it who has them. */
export interface Grant {
  /** Name of the ClusterRole and of its binding. */
  readonly role: string;
  readonly user: string;
  /** What the role allows. Absent for a role that Kubernetes itself brings. */
  readonly rules?: PolicyRule[];
}

const READ = ["get", "list", "watch"];
const WRITE = ["create", "update", "patch", "delete", "deletecollection"];
const ANYTHING: PolicyRule[] = [
  { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
  { nonResourceURLs: ["*"], verbs: ["get"] },
];

/** What every component does beside its work: elect a leader and tell what happened. */
const HOUSEKEEPING: PolicyRule[] = [
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update", "patch"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch", "update"] },
];

/** The rights of each component. The controller manager alone may do everything: it carries any object to the members. */
export const COMPONENT_GRANTS: readonly Grant[] = [
  { role: USERS.controllerManager, user: USERS.controllerManager, rules: ANYTHING },
  {
    role: USERS.scheduler,
    user: USERS.scheduler,
    rules: [
      ...HOUSEKEEPING,
      {
        apiGroups: ["work.karmada.io"],
        resources: ["resourcebindings", "clusterresourcebindings"],
        verbs: [...READ, "update", "patch"],
      },
      {
        apiGroups: ["work.karmada.io"],
        resources: ["resourcebindings/status", "clusterresourcebindings/status"],
        verbs: ["update", "patch"],
      },
      {
        apiGroups: ["policy.karmada.io"],
        resources: ["propagationpolicies", "clusterpropagationpolicies", "federatedresourcequotas"],
        verbs: READ,
      },
      { apiGroups: ["cluster.karmada.io"], resources: ["clusters"], verbs: READ },
    ],
  },
  {
    role: USERS.webhook,
    user: USERS.webhook,
    rules: [
      ...HOUSEKEEPING,
      {
        apiGroups: ["policy.karmada.io", "work.karmada.io", "config.karmada.io", "cluster.karmada.io"],
        resources: ["*"],
        verbs: READ,
      },
      {
        apiGroups: ["policy.karmada.io"],
        resources: ["federatedresourcequotas/status"],
        verbs: ["update", "patch"],
      },
    ],
  },
  {
    role: USERS.aggregatedApiServer,
    user: USERS.aggregatedApiServer,
    rules: [
      ...HOUSEKEEPING,
      { apiGroups: [""], resources: ["secrets"], verbs: READ },
      { apiGroups: [""], resources: ["namespaces"], verbs: READ },
      { apiGroups: ["cluster.karmada.io"], resources: ["clusters"], verbs: READ },
      {
        apiGroups: ["admissionregistration.k8s.io"],
        resources: [
          "mutatingwebhookconfigurations",
          "validatingwebhookconfigurations",
          "mutatingadmissionpolicies",
          "mutatingadmissionpolicybindings",
          "validatingadmissionpolicies",
          "validatingadmissionpolicybindings",
        ],
        verbs: READ,
      },
      {
        apiGroups: ["flowcontrol.apiserver.k8s.io"],
        resources: ["flowschemas", "prioritylevelconfigurations"],
        verbs: READ,
      },
    ],
  },
  { role: "system:auth-delegator", user: USERS.aggregatedApiServer },
  {
    role: "fedstack:cluster-proxy",
    user: "fedstack:administrator",
    rules: [{ apiGroups: ["cluster.karmada.io"], resources: ["clusters/proxy"], verbs: ["*"] }],
  },
];

/** Karmada's own kinds that a namespace's viewers may read and its editors change, by API group. */
const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
  "autoscaling.karmada.io": ["cronfederatedhpas", "federatedhpas"],
  "multicluster.x-k8s.io": ["serviceexports", "serviceimports"],
  "networking.karmada.io": ["multiclusteringresses", "multiclusterservices"],
  "policy.karmada.io": ["overridepolicies", "propagationpolicies"],
  "work.karmada.io": ["resourcebindings", "works"],
};

/** Roles that add Karmada's kinds to Kubernetes' own roles `view` and `edit`. */
export const AGGREGATED_ROLES: readonly { readonly to: "view" | "edit"; readonly rules: PolicyRule[] }[] = [
  { to: "view", rules: namespacedRules(READ) },
  { to: "edit", rules: namespacedRules(WRITE) },
];

function namespacedRules(verbs: string[]): PolicyRule[] {
  return Object.entries(NAMESPACED).map(([group, resources]) => ({
    apiGroups: [group],
    resources: resources.flatMap((resource) => [resource, `${resource}/status`]),
    verbs,
  }));
}
