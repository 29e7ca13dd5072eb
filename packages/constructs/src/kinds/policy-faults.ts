import { fault, quoted, shapeFaults } from "../faults";
import type { Fault, FieldShapes } from "../faults";
import type {
  ClusterAffinityTerm,
  OverrideSpec,
  PlacementSpec,
  PropagationSpec,
  SpreadConstraint,
} from "../api/karmada";
import { withoutNulls } from "../json/without-nulls";
import { RELEASE } from "../karmada";
import { groupKindOf } from "./identity";
import type { Manifest } from "./manifest";
import { isOverridePolicy, isPropagationPolicy } from "./policies";

const POLICIES = RELEASE.versions.apis.policies;
const { propagation, override, olderOverride } = RELEASE.policies;

/**
 * What Karmada would refuse in the spec of a policy. Nothing, for any other object.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/validation/validation.go
 */
export function policyFaults(object: Manifest): readonly Fault[] {
  const shape = shapeOf(object);
  if (!shape) return [];
  if (object.apiVersion !== POLICIES) {
    return [
      fault(
        "apiVersion",
        `${quoted(object.apiVersion)} is not an API version that Karmada serves`,
        `use ${quoted(POLICIES)}`,
      ),
    ];
  }
  const spec = withoutNulls(object["spec"] ?? {});
  const wrong = shapeFaults("spec", spec, shape, { ignoresUnknown: true });
  if (wrong.length > 0) return wrong;
  return [
    ...strangers(object, (spec as OverrideSpec).resourceSelectors ?? []),
    ...(shape === propagation ? propagationFaults(spec as PropagationSpec) : []),
  ];
}

function shapeOf(object: Manifest): FieldShapes | undefined {
  if (isPropagationPolicy(object)) return propagation;
  if (!isOverridePolicy(object)) return undefined;
  const { overriders, targetCluster, overrideRules } = (object["spec"] ?? {}) as { readonly [field: string]: unknown };
  return isEmpty(overrideRules) && (overriders ?? targetCluster) ? olderOverride : override;
}

/** Whether it counts as absent: the API server drops lists without elements before it checks a policy. */
function isEmpty(list: unknown): boolean {
  return !list || (Array.isArray(list) && list.length === 0);
}

/** Selectors of another namespace than that of their policy. */
function strangers(
  { kind, metadata: { namespace = "default" } }: Manifest,
  selectors: NonNullable<OverrideSpec["resourceSelectors"]>,
): readonly Fault[] {
  if (kind.startsWith("Cluster")) return [];
  return selectors.flatMap((selector, i) => {
    if (!selector.namespace || selector.namespace === namespace) return [];
    const problem = `${quoted(selector.namespace)} is not the namespace of the policy`;
    return [fault(`spec.resourceSelectors[${i}].namespace`, problem, `use a Cluster${kind}, or ${quoted(namespace)}`)];
  });
}

function propagationFaults(spec: PropagationSpec): readonly Fault[] {
  const { resourceSelectors, preemption, suspension, failover, propagateDeps, placement = {} } = spec;
  const follows =
    propagateDeps || resourceSelectors.some((one) => groupKindOf(one) === "multicluster.x-k8s.io/ServiceImport");
  return [
    ...(preemption === "Always" ? resourceSelectors : []).flatMap(({ name }, i) =>
      name
        ? []
        : [fault(`spec.resourceSelectors[${i}].name`, 'is missing with preemption "Always"', "name the object")],
    ),
    ...(suspension?.dispatching && suspension.dispatchingOnClusters?.clusterNames?.length
      ? [fault("spec.suspension", "suspends all members and some by name", "use only one of them")]
      : []),
    ...(failover?.application && !follows
      ? [fault("spec.propagateDeps", "is not set, but failover.application needs it", "set it to true")]
      : []),
    ...placementFaults(placement),
  ];
}

function placementFaults(placement: PlacementSpec): Fault[] {
  const { clusterAffinity, clusterAffinities, spreadConstraints = [] } = placement;
  const names = (clusterAffinities ?? []).map(({ affinityName }) => affinityName);
  return [
    ...(clusterAffinity && !isEmpty(clusterAffinities)
      ? [fault("spec.placement", "has both clusterAffinity and clusterAffinities", "use only one of them")]
      : []),
    ...names.flatMap((name, i) =>
      names.indexOf(name) === i
        ? []
        : [
            fault(
              `spec.placement.clusterAffinities[${i}].affinityName`,
              `${quoted(name)} is the name of another group, too`,
              "use another name",
            ),
          ],
    ),
    ...(clusterAffinities ?? []).flatMap((group, i) =>
      overflowFaults(`spec.placement.clusterAffinities[${i}]`, group, placement),
    ),
    ...spreadConstraints.flatMap((constraint, i) => spreadFaults(`spec.placement.spreadConstraints[${i}]`, constraint)),
    ...membersFaults(spreadConstraints),
  ];
}

/** Faults of the groups that another one overflows into. */
function overflowFaults(path: string, group: ClusterAffinityTerm, { replicaScheduling }: PlacementSpec): Fault[] {
  const { affinityName, overflowAffinities = [], labelSelector, fieldSelector, clusterNames, exclude } = group;
  if (overflowAffinities.length === 0) return [];
  const {
    replicaSchedulingType: type = "Divided",
    replicaDivisionPreference,
    weightPreference,
  } = replicaScheduling ?? {};
  const byRoom = replicaDivisionPreference === "Aggregated" || weightPreference?.dynamicWeight;
  const names = [affinityName, ...overflowAffinities.map((one) => one.affinityName)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  const isOpen = !labelSelector && !fieldSelector && isEmpty(clusterNames) && isEmpty(exclude);
  return [
    ...(replicaScheduling && type === "Divided" && byRoom
      ? []
      : [
          fault(
            `${path}.overflowAffinities`,
            "needs replicas that are divided by free capacity",
            'use replicaDivisionPreference "Aggregated", or dynamicWeight',
          ),
        ]),
    ...(isOpen ? [fault(path, "has every member, so that nothing overflows", "select members in it")] : []),
    ...(twice === undefined
      ? []
      : [fault(`${path}.overflowAffinities`, `${quoted(twice)} names two groups`, "use another name")]),
  ];
}

function spreadFaults(
  path: string,
  { spreadByField, spreadByLabel, minGroups = 0, maxGroups = 0 }: SpreadConstraint,
): Fault[] {
  return [
    ...(spreadByField && spreadByLabel
      ? [fault(path, "spreads by a field and by a label", "use only one of them")]
      : []),
    ...(minGroups < 0 || maxGroups < 0 || (maxGroups > 0 && maxGroups < minGroups)
      ? [
          fault(
            path,
            `minGroups ${minGroups} and maxGroups ${maxGroups} allow nothing`,
            "use 0 <= minGroups <= maxGroups",
          ),
        ]
      : []),
  ];
}

/** Karmada spreads by a field only together with members. Without a field and a label, it means members. */
function membersFaults(constraints: readonly SpreadConstraint[]): Fault[] {
  const fields = constraints.flatMap(({ spreadByField, spreadByLabel }) =>
    spreadByField ? [spreadByField] : spreadByLabel ? [] : ["cluster"],
  );
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  const path = "spec.placement.spreadConstraints";
  return [
    ...(twice ? [fault(path, `has two constraints by ${quoted(twice)}`, "combine them")] : []),
    ...(fields.length > 0 && !fields.includes("cluster")
      ? [fault(path, 'has no constraint by "cluster", which those by other fields need', "add it")]
      : []),
  ];
}
