import { POLICY_API_VERSION } from "../api/karmada";
import { POD_KINDS } from "../kinds/pod-specs";
import { refusal } from "../plan/policies/scheduling-rule";
import type { SchedulingRule } from "../plan/policies/scheduling-rule";
import { allOf, anyOf, entry, hasLabels, isDeleted, literal, text } from "./cel";
import { confinement, selects } from "./placement-cel";
import type { Expression } from "./placement-cel";
import { groupOf } from "../kinds/identity";
import type { OfKind } from "../kinds/identity";

/** A ValidatingAdmissionPolicy and its binding, in what is not the same for all. */
export interface Admission {
  /** The kind that what is judged is judged by. */
  readonly paramKind: OfKind;
  /** `spec` of the ValidatingAdmissionPolicy. */
  readonly policy: object;
  /** `spec` of the ValidatingAdmissionPolicyBinding, but for the policy's name. */
  readonly binding: object;
}

const BY_POLICY = "propagationpolicy.karmada.io/name";
const BY_CLUSTER_POLICY = "clusterpropagationpolicy.karmada.io/name";

/** What makes an API server keep a rule: it judges workloads by policies, and policies and bindings by workloads. */
export function admissionsOf(rule: SchedulingRule): readonly Admission[] {
  return [
    workloadsBy("PropagationPolicy", selects("params", WORKLOAD), rule),
    workloadsBy("ClusterPropagationPolicy", `${CLAIMED_FOR_CLUSTER} == optional.of(params.metadata.name)`, rule),
    ...POD_KINDS.map(({ apiVersion, kind }) => policiesBy({ apiVersion, kind }, rule)),
  ];
}

const IS_POLICY = 'object.kind == "PropagationPolicy"';

const WORKLOADS = [...new Set(POD_KINDS.map(groupOf))].map((group) => ({
  apiGroups: [group],
  apiVersions: ["v1"],
  resources: POD_KINDS.filter((kind) => groupOf(kind) === group).map(({ resource }) => resource),
}));

const POLICIES_AND_BINDINGS = [
  { apiGroups: ["policy.karmada.io"], apiVersions: ["v1alpha1"], resources: ["propagationpolicies"] },
  { apiGroups: ["work.karmada.io"], apiVersions: ["v1alpha2"], resources: ["resourcebindings"] },
];

/** The workload that is judged. */
const WORKLOAD = {
  apiVersion: "object.apiVersion",
  kind: "object.kind",
  name: "object.metadata.name",
  namespace: "request.namespace",
  labels: "object.metadata.labels",
};

/** Judges workloads by the policies of a kind that concern them. */
function workloadsBy(kind: string, concerned: string, rule: SchedulingRule): Admission {
  return {
    paramKind: { apiVersion: POLICY_API_VERSION, kind },
    policy: {
      ...judging(rule, WORKLOADS),
      matchConditions: [
        ...REMAIN,
        { name: "governed", expression: hasLabels("object", rule.labels) },
        { name: "concerned", expression: concerned },
      ],
      variables: confinement("params", rule.members),
      validations: [
        {
          expression: "variables.confined",
          messageExpression: refusalExpression(rule, WORKLOAD, { kind: literal(kind), name: "params.metadata.name" }),
        },
      ],
    },
    binding: { paramRef: { selector: {}, parameterNotFoundAction: "Allow" }, validationActions: ["Deny"] },
  };
}

/** Judges policies, and what Karmada has made of them, by the workloads of a kind. */
function policiesBy(paramKind: OfKind, rule: SchedulingRule): Admission {
  const workload = {
    apiVersion: literal(paramKind.apiVersion),
    kind: literal(paramKind.kind),
    name: "params.metadata.name",
    namespace: "request.namespace",
    labels: "params.metadata.labels",
  };
  const concerned = `${IS_POLICY} ? ${selects("object", workload)} : ${binds(workload)}`;
  return {
    paramKind,
    policy: {
      ...judging(rule, POLICIES_AND_BINDINGS),
      matchConditions: [...REMAIN, { name: "concerned", expression: concerned }],
      variables: [...confinement("object", rule.members), ...CLAIM],
      validations: [
        {
          expression: "variables.confined",
          messageExpression: refusalExpression(rule, workload, {
            kind: "variables.policyKind",
            name: "variables.policyName",
          }),
        },
      ],
    },
    binding: {
      paramRef: { selector: { matchLabels: rule.labels }, parameterNotFoundAction: "Allow" },
      validationActions: ["Deny"],
    },
  };
}

/** What is deleted goes in peace, since its finalizers are removed by updates, and no longer counts. */
const REMAIN: readonly Expression[] = [
  { name: "remains", expression: `!${isDeleted("object")}` },
  { name: "counts", expression: `!${isDeleted("params")}` },
];

const CLAIMED = entry("object.metadata", "annotations", BY_POLICY);
const CLAIMED_FOR_CLUSTER = entry("object.metadata", "annotations", BY_CLUSTER_POLICY);

/** The policy that is judged, or that made the binding. */
const CLAIM: readonly Expression[] = [
  {
    name: "policyKind",
    expression: `${IS_POLICY} || ${CLAIMED}.hasValue() ? "PropagationPolicy" : "ClusterPropagationPolicy"`,
  },
  {
    name: "policyName",
    expression: `${IS_POLICY} ? object.metadata.name : ${CLAIMED}.orValue(${CLAIMED_FOR_CLUSTER}.orValue(""))`,
  },
];

/** Whether a binding is of a workload, and of a policy: one that is left over from a policy is let alone. */
function binds(workload: typeof WORKLOAD): string {
  const resource = "dyn(object.spec).resource";
  return allOf(
    anyOf(`${CLAIMED}.hasValue()`, `${CLAIMED_FOR_CLUSTER}.hasValue()`),
    `${resource}.apiVersion == ${workload.apiVersion}`,
    `${resource}.kind == ${workload.kind}`,
    `${resource}.name == ${workload.name}`,
  );
}

function judging({ namespaces }: SchedulingRule, resources: readonly object[]): object {
  const inThem = [{ key: "kubernetes.io/metadata.name", operator: "In", values: namespaces }];
  return {
    failurePolicy: "Fail",
    matchConstraints: {
      ...(namespaces && { namespaceSelector: { matchExpressions: inThem } }),
      resourceRules: resources.map((rule) => ({ operations: ["CREATE", "UPDATE"], ...rule })),
    },
  };
}

function refusalExpression(
  rule: SchedulingRule,
  workload: typeof WORKLOAD,
  policy: { readonly kind: string; readonly name: string },
): string {
  return text((cel) => {
    const ref = { kind: cel(workload.kind), name: cel(workload.name), namespace: cel(workload.namespace) };
    return `${refusal(rule, ref, { kind: cel(policy.kind), name: cel(policy.name) })}.`;
  });
}
