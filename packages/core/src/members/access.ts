import type * as inputs from "@pulumi/kubernetes/types/input";

type PolicyRule = inputs.rbac.v1.PolicyRule;

/**
 * What the control plane may do in a member.
 *
 * - `"everything"`: any object of any kind, as `karmadactl join` grants.
 * - `"workloads"`: namespaces, workloads and what they are made of; no nodes, no admission, no roles but the one by which
 *   the federation's users reach the member. Kinds of your own need rules of their own: see
 *   {@link JoinOptions.accessRules}.
 */
export type MemberAccess = "everything" | "workloads";

const READ = ["get", "list", "watch"];
const MANAGE = [...READ, "create", "update", "patch", "delete", "deletecollection"];

/** Role by which users of the federation reach a member through the control plane. Karmada makes and names it. */
const IMPERSONATOR = "karmada-impersonator";

const EVERYTHING: PolicyRule[] = [
  { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
  { nonResourceURLs: ["*"], verbs: ["get"] },
];

const WORKLOADS: PolicyRule[] = [
  { nonResourceURLs: ["/readyz", "/healthz", "/livez", "/version", "/api*", "/openapi*"], verbs: ["get"] },
  { apiGroups: [""], resources: ["nodes"], verbs: READ },
  {
    apiGroups: [""],
    resources: [
      "namespaces",
      "configmaps",
      "secrets",
      "services",
      "serviceaccounts",
      "persistentvolumeclaims",
      "pods",
      "limitranges",
      "resourcequotas",
    ],
    verbs: MANAGE,
  },
  { apiGroups: [""], resources: ["events"], verbs: [...READ, "create", "patch"] },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets", "daemonsets", "replicasets"], verbs: MANAGE },
  { apiGroups: ["apps"], resources: ["deployments/scale", "statefulsets/scale"], verbs: ["get", "update", "patch"] },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: MANAGE },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses", "networkpolicies"], verbs: MANAGE },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: MANAGE },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: MANAGE },
  // The federation's users reach the member as themselves: the control plane hands on what it may do itself, no more.
  { apiGroups: [""], resources: ["users", "groups", "serviceaccounts"], verbs: ["impersonate"] },
  {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["clusterroles", "clusterrolebindings"],
    verbs: [...READ, "create"],
  },
  {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["clusterroles", "clusterrolebindings"],
    resourceNames: [IMPERSONATOR],
    verbs: ["update", "patch", "delete", "bind"],
  },
];

/** The rules of the control plane's role in a member. */
export function memberRules(access: MemberAccess, further: readonly PolicyRule[] = []): PolicyRule[] {
  return [...(access === "everything" ? EVERYTHING : WORKLOADS), ...further];
}
