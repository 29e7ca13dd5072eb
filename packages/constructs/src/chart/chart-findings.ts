import { Chart } from "cdk8s";
import { apiObjectsIn, manifestOf, pathOf } from "../api-objects/api-objects";
import type { Fault } from "../faults";
import { definitionsIn } from "../kinds/definitions";
import { keyOf } from "../kinds/identity";
import type { Manifest } from "../kinds/manifest";
import { refOf } from "../kinds/scope";
import { planManifests } from "../plan";
import type { Finding, Member } from "../plan";
import { survey } from "../plan/findings/survey";
import { SKIPPED_NAMESPACES } from "../plan/objects/stays";
import { memberFaults } from "../plan/plan-replicas";
import { UNSELECTED } from "../plan/policies/claims";
import { defaultsFor, skippedBy } from "./defaults";
import { readIn } from "./rendered";

/**
 * What a plan finds about a chart. If the members are not known, what does not depend on them. Each path begins with that
 * of the construct.
 */
export function findingsIn(chart: Chart): readonly Finding[] {
  const { members, skippedNamespaces = SKIPPED_NAMESPACES } = defaultsFor(chart);
  const rendered = readIn(chart).readable;
  const manifests = rendered.map(({ manifest }) => manifest);
  const look = (otherManifests: readonly Manifest[]): readonly Finding[] =>
    members && memberFaults(members).length === 0
      ? planManifests(manifests, members, { ...skippedBy(chart), otherManifests }).findings
      : survey(manifests, otherManifests, skippedNamespaces);
  const first = look([]);
  const found = first.some(({ problem }) => problem.endsWith(UNSELECTED)) ? look(beside(chart)) : first;
  if (found.length === 0) return [];
  const definitions = definitionsIn(manifests);
  const paths = new Map(rendered.map(({ manifest, object }) => [keyOf(refOf(manifest, definitions)), pathOf(object)]));
  return found.map((one) => ({
    ...one,
    path: `${(one.object && paths.get(keyOf(one.object))) ?? chart.node.path}: ${one.path}`,
  }));
}

/** Errors of a plan with known members. Checked only if there are no other faults. */
export function planFaults(chart: Chart, members: readonly Member[]): readonly Fault[] {
  const unreadable = memberFaults(members);
  if (unreadable.length > 0) return unreadable;
  const parts = chart.node.findAll().filter((part) => part !== chart);
  if (parts.some(({ node }) => node.validate().length > 0)) return [];
  return findingsIn(chart).filter(({ severity }) => severity === "error");
}

/** Objects in the other charts of the app, whose policies may place objects of this one. */
function beside(chart: Chart): readonly Manifest[] {
  return apiObjectsIn(chart.node.root)
    .filter((object) => Chart.of(object) !== chart)
    .map(manifestOf);
}
