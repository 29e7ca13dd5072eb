import type * as inputs from "@pulumi/kubernetes/types/input";

export type PolicyRule = inputs.rbac.v1.PolicyRule;

/**
 * What the control plane may do in a member.
 *
 * - `"everything"`: any object of any kind, as `karmadactl join` grants. Equal to cluster-admin.
 * - `"workloads"`: namespaces that the federation itself creates, and workloads in them.
 * - `{ namespaces }`: workloads in these namespaces, which must exist in the member.
 *
 * The narrower two need Kubernetes 1.30 or later in the member, do not include the cluster proxy of the federated API,
 * and include Secrets only with {@link JoinOptions.secrets}. Kinds of your own need rules of their own:
 * {@link JoinOptions.accessRules}.
 */
export type MemberAccess = "everything" | "workloads" | { readonly namespaces: readonly string[] };

/** What a member grants, as `join` was told. */
export interface AccessOptions {
  readonly access: MemberAccess;
  readonly secrets: boolean;
  readonly further: readonly PolicyRule[];
}

/** The rules of the control plane in a member: cluster-wide, and in each of the namespaces that the member names. */
export interface AccessRules {
  readonly clusterWide: readonly PolicyRule[];
  readonly namespaced: readonly PolicyRule[];
}

/** Resources of one API group, as rules name them. */
interface Resources {
  readonly group: string;
  readonly resources: readonly string[];
}

/** Kinds of one API group, and their resources. */
interface Kinds {
  readonly group: string;
  readonly resources: { readonly [kind: string]: string };
}

/** Namespaces in which no restricted control plane ever writes. */
export const SYSTEM_NAMESPACE = /^(kube|karmada)-/;

const READ = ["get", "list", "watch"];
const WRITE = ["create", "update", "patch", "delete"];

/** Kinds that a restricted control plane may place, by API group. */
const PLACED: readonly Kinds[] = [
  {
    group: "",
    resources: {
      ConfigMap: "configmaps",
      Service: "services",
      ServiceAccount: "serviceaccounts",
      PersistentVolumeClaim: "persistentvolumeclaims",
      Pod: "pods",
    },
  },
  {
    group: "apps",
    resources: {
      Deployment: "deployments",
      StatefulSet: "statefulsets",
      DaemonSet: "daemonsets",
      ReplicaSet: "replicasets",
    },
  },
  { group: "batch", resources: { Job: "jobs", CronJob: "cronjobs" } },
  { group: "networking.k8s.io", resources: { Ingress: "ingresses", NetworkPolicy: "networkpolicies" } },
  { group: "autoscaling", resources: { HorizontalPodAutoscaler: "horizontalpodautoscalers" } },
  { group: "policy", resources: { PodDisruptionBudget: "poddisruptionbudgets" } },
];
const SECRETS: Kinds = { group: "", resources: { Secret: "secrets" } };
/** What belongs to the owner of a namespace. */
const OWNERS: Kinds = {
  group: "",
  resources: { Namespace: "namespaces", LimitRange: "limitranges", ResourceQuota: "resourcequotas" },
};
/** What Karmada looks at without placing it: room, scale, and endpoints. */
const OBSERVED: readonly Resources[] = [
  { group: "", resources: ["nodes"] },
  { group: "apps", resources: ["deployments/scale", "statefulsets/scale"] },
  { group: "discovery.k8s.io", resources: ["endpointslices"] },
];
const EVERYTHING: readonly PolicyRule[] = [
  { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
  { nonResourceURLs: ["*"], verbs: ["get"] },
];
const HEALTH_AND_DISCOVERY: PolicyRule = {
  nonResourceURLs: ["/readyz", "/healthz", "/version", "/api", "/api/*", "/apis", "/apis/*", "/openapi/*"],
  verbs: ["get"],
};

/**
 * The rules by which a member grants its access. Reading is cluster-wide, since Karmada watches each kind that it places
 * in all namespaces at once.
 */
export function memberRules({ access, secrets, further }: AccessOptions): AccessRules {
  if (access === "everything") return { clusterWide: [...EVERYTHING, ...further], namespaced: [] };
  const written = rules(resourcesOf(writtenKinds({ access, secrets })), WRITE);
  const seen = [...resourcesOf(writtenKinds({ access: "workloads", secrets })), ...OBSERVED];
  const read = [HEALTH_AND_DISCOVERY, ...rules(seen, READ)];
  return access === "workloads"
    ? { clusterWide: [...read, ...written, ...further], namespaced: [] }
    : { clusterWide: [...read, ...further], namespaced: written };
}

/** What a restricted control plane may write, apart from further rules. */
export function writtenKinds({ access, secrets }: Pick<AccessOptions, "access" | "secrets">): readonly Kinds[] {
  const placed = secrets ? [...PLACED, SECRETS] : PLACED;
  return access === "workloads" ? [...placed, OWNERS] : placed;
}

function resourcesOf(kinds: readonly Kinds[]): readonly Resources[] {
  return kinds.map(({ group, resources }) => ({ group, resources: Object.values(resources) }));
}

function rules(all: readonly Resources[], verbs: string[]): readonly PolicyRule[] {
  return all.map(({ group, resources }): PolicyRule => ({ apiGroups: [group], resources: [...resources], verbs }));
}
