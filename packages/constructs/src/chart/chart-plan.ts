import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import type { Chart } from "cdk8s";
import { apiObjectsIn, manifestOf, pathOf } from "../api-objects/api-objects";
import { skippedBy } from "./defaults";
import { planManifests } from "../plan";
import { memberFaults } from "../plan/plan-replicas";
import type { Member, ObjectPlan, WorkloadPlan } from "../plan";
import type { ObjectRef } from "../kinds/identity";
import { definitionsIn } from "../kinds/definitions";
import { refOf } from "../kinds/scope";
import { isOfKind, keyOf } from "../kinds/identity";

type PathOf = (ref: ObjectRef) => string;

/**
 * Faults of objects that land on no member, or where something they need does not. Checked only if there are no other
 * faults.
 */
export function planFaults(chart: Chart, members: readonly Member[]): Fault[] {
  const unreadable = memberFaults(members);
  if (unreadable.length > 0) return unreadable;
  const parts = chart.node.findAll().filter((part) => part !== chart);
  if (parts.some(({ node }) => node.validate().length > 0)) return [];
  const rendered = apiObjectsIn(chart).map((object) => ({ manifest: manifestOf(object), path: pathOf(object) }));
  const manifests = rendered.map(({ manifest }) => manifest);
  const definitions = definitionsIn(manifests);
  const paths = new Map(rendered.map(({ manifest, path }) => [keyOf(refOf(manifest, definitions)), path]));
  const pathFor: PathOf = (ref) => paths.get(keyOf(ref)) ?? ref.name;
  const { workloads, objects, missing } = planManifests(manifests, members, skippedBy(chart));
  return [
    ...[...workloads, ...objects]
      .filter(({ policy, problem }) => policy !== undefined && problem !== undefined)
      .map((object) => fault(pathFor(object), `lands on no member: ${object.problem}`, "change its placement")),
    ...missing
      .filter(({ planned }) => planned)
      .map(({ object, neededBy, members: where }) => apart(neededBy, object, where, pathFor)),
    ...withoutNamespace([...workloads, ...objects], objects, pathFor),
  ];
}

function withoutNamespace(
  placed: readonly (WorkloadPlan | ObjectPlan)[],
  objects: readonly ObjectPlan[],
  pathFor: PathOf,
): Fault[] {
  const namespaces = new Map(
    objects.filter((object) => isOfKind(object, "Namespace")).map((object) => [object.name, object]),
  );
  return placed.flatMap((object) => {
    const namespace = object.namespace === undefined ? undefined : namespaces.get(object.namespace);
    const outside = namespace ? object.members.filter((member) => !namespace.members.includes(member)) : [];
    return outside.length > 0 ? [apart(object, namespace!, outside, pathFor)] : [];
  });
}

function apart(needy: ObjectRef, object: ObjectRef, members: readonly string[], pathFor: PathOf): Fault {
  return fault(
    pathFor(needy),
    `needs ${object.kind} ${quoted(object.name)} on ${members.map(quoted).join(", ")}, where ${pathFor(object)} does not go`,
    "place it there, too, or with what needs it",
  );
}
