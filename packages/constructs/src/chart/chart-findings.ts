import { Chart } from "cdk8s";
import { pathOf } from "../api-objects/api-objects";
import type { Fault } from "../faults";
import { definitionsIn } from "../kinds/definitions";
import { keyOf } from "../kinds/identity";
import { ruleIn } from "../kinds/rule-annotation";
import { refOf } from "../kinds/scope";
import type { Finding } from "../plan";
import { survey } from "../plan/findings/survey";
import { memberFaults } from "../plan/model/member-faults";
import { planManifests } from "../plan/on-demand";
import { defaultsFor, skippedBy } from "./defaults";
import { readBeside, readIn } from "./rendered";

/**
 * What a plan finds about a chart. If the members are not known, what does not depend on them. Each path begins with that
 * of the construct.
 */
export function findingsIn(
  chart: Chart,
  readable = readIn(chart).readable,
  otherManifests = readBeside(chart),
): readonly Finding[] {
  const { members } = defaultsFor(chart);
  const manifests = readable.map(({ manifest }) => manifest);
  const found =
    members && memberFaults(members).length === 0
      ? planManifests(manifests, members, { ...skippedBy(chart), otherManifests }).findings
      : survey(manifests, otherManifests, skippedBy(chart));
  if (found.length === 0) return [];
  const definitions = definitionsIn([...manifests, ...otherManifests]);
  const paths = new Map(readable.map(({ manifest, object }) => [keyOf(refOf(manifest, definitions)), pathOf(object)]));
  return found.flatMap((one) => {
    const path = one.object ? paths.get(keyOf(one.object)) : chart.node.path;
    // The other chart has what is found about its objects.
    return path === undefined ? [] : [{ ...one, path: `${path}: ${one.path}` }];
  });
}

/** Errors among what is found about a chart. None if something in the chart has other faults. */
export function planFaults(chart: Chart, readable = readIn(chart).readable): readonly Fault[] {
  if (memberFaults(defaultsFor(chart).members ?? []).length > 0) return [];
  // What a scheduling policy refuses, it reports itself, for all charts of the app.
  const beside = readBeside(chart).filter((manifest) => !ruleIn(manifest));
  const errors = findingsIn(chart, readable, beside).filter(({ severity }) => severity === "error");
  if (errors.length === 0) return errors;
  const parts = chart.node.findAll().filter((part) => part !== chart && Chart.of(part) === chart);
  return parts.some(({ node }) => node.validate().length > 0) ? [] : errors;
}
