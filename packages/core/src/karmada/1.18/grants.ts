import type { AggregatedRole, PolicyRule } from "../grants";

const READ = ["get", "list", "watch"];
const WRITE = ["create", "update", "patch", "delete", "deletecollection"];

/** Rights that every component needs: to elect a leader and to write events. */
export const HOUSEKEEPING: PolicyRule[] = [
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update", "patch"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch", "update"] },
];

/** The controller manager carries any object to the members, so nothing is closed to it. */
export const ANYTHING: PolicyRule[] = [
  { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
  { nonResourceURLs: ["*"], verbs: ["get"] },
];

export const SCHEDULING: PolicyRule[] = [
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
];

export const ADMISSION: PolicyRule[] = [
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
];

export const AGGREGATION: PolicyRule[] = [
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
];

/** Karmada's kinds in namespaces that viewers of a namespace may read and editors may change, by API group. */
const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
  "autoscaling.karmada.io": ["cronfederatedhpas", "federatedhpas"],
  "multicluster.x-k8s.io": ["serviceexports", "serviceimports"],
  "networking.karmada.io": ["multiclusteringresses", "multiclusterservices"],
  "policy.karmada.io": ["overridepolicies", "propagationpolicies"],
};

/**
 * Kinds that only Karmada's controllers write. A binding names any object by its namespace, so that a user who may write
 * bindings in one namespace could have Secrets of another copied to a member. Works are left out, because they contain
 * copies of Secrets, which viewers may not read.
 */
const OF_CONTROLLERS: Readonly<Record<string, readonly string[]>> = {
  "work.karmada.io": ["resourcebindings"],
};

/** Kinds without a namespace that users may read who view all namespaces. */
const CLUSTER_WIDE: Readonly<Record<string, readonly string[]>> = {
  "cluster.karmada.io": ["clusters"],
  "policy.karmada.io": ["clusteroverridepolicies", "clusterpropagationpolicies"],
  "work.karmada.io": ["clusterresourcebindings"],
};

export const aggregatedRoles: readonly AggregatedRole[] = [
  { to: "view", rules: [NAMESPACED, OF_CONTROLLERS, CLUSTER_WIDE].flatMap((kinds) => rulesFor(kinds, READ)) },
  { to: "edit", rules: rulesFor(NAMESPACED, WRITE) },
];

function rulesFor(kinds: Readonly<Record<string, readonly string[]>>, verbs: string[]): PolicyRule[] {
  return Object.entries(kinds).map(([group, resources]) => ({
    apiGroups: [group],
    resources: resources.flatMap((resource) => [resource, `${resource}/status`]),
    verbs,
  }));
}
