import { BY_POLICY, RELEASE } from "../karmada";
import { POD_KINDS } from "../kinds/pod-specs";
import { refusal } from "../plan/policies/scheduling-rule";
import type { SchedulingRule } from "../kinds/rule-annotation";
import { allOf, anyOf, entry, hasLabels, isDeleted, literal, text } from "./cel";
import { confinement, selects } from "./placement-cel";
import type { Expression } from "./placement-cel";
import { groupOf } from "../kinds/identity";
import type { OfKind } from "../kinds/identity";

/** The parts of a ValidatingAdmissionPolicy and its binding that differ between rules. */
export interface Admission {
  /** The kind of the policy's parameters. */
  readonly paramKind: OfKind;
  /** `spec` of the ValidatingAdmissionPolicy. */
  readonly policy: object;
  /** `spec` of the ValidatingAdmissionPolicyBinding, without the policy's name. */
  readonly binding: object;
}

/**
 * The admission policies with which an API server enforces a rule. They check workloads against policies, and policies
 * and bindings against workloads.
 */
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
  resourcesOf(RELEASE.versions.apis.policies, "propagationpolicies"),
  resourcesOf(RELEASE.versions.apis.bindings, "resourcebindings"),
];

function resourcesOf(apiVersion: string, resource: string): object {
  const [group, version] = apiVersion.split("/");
  return { apiGroups: [group], apiVersions: [version], resources: [resource] };
}

/** The workload to check. */
const WORKLOAD = {
  apiVersion: "object.apiVersion",
  kind: "object.kind",
  name: "object.metadata.name",
  namespace: "request.namespace",
  labels: "object.metadata.labels",
};

/** Checks workloads against the policies of a kind that apply to them. */
function workloadsBy(kind: string, concerned: string, rule: SchedulingRule): Admission {
  return {
    paramKind: { apiVersion: RELEASE.versions.apis.policies, kind },
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

/** Checks policies, and the bindings that Karmada derives from them, against the workloads of a kind. */
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

/**
 * Lets objects that are being deleted pass, because their finalizers are removed by updates, and ignores them as
 * parameters.
 */
const REMAIN: readonly Expression[] = [
  { name: "remains", expression: `!${isDeleted("object")}` },
  { name: "counts", expression: `!${isDeleted("params")}` },
];

const CLAIMED = entry("object.metadata", "annotations", `${BY_POLICY.namespaced}/name`);
const CLAIMED_FOR_CLUSTER = entry("object.metadata", "annotations", `${BY_POLICY.clusterScoped}/name`);

/** The policy to check, or the policy of the binding. */
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

/** Whether a binding is for a workload and still has a policy. A binding whose policy is gone is not checked. */
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
    return refusal(rule, ref, { kind: cel(policy.kind), name: cel(policy.name) });
  });
}
