import type { Chart } from "cdk8s";
import { apiObjectsIn, manifestOf } from "./api-objects";
import { quoted } from "./checks";
import type { Fault } from "./checks";
import { planManifests } from "./plan";
import type { Member, ObjectRef } from "./plan";
import { definitionsIn, keyOf, refOf } from "./plan/manifest";

/** What lands on no member, or lands where something that it needs does not. Found only where all else is right. */
export function planFaults(chart: Chart, members: readonly Member[]): Fault[] {
  const parts = chart.node.findAll().filter((part) => part !== chart);
  if (parts.some(({ node }) => node.validate().length > 0)) return [];
  const rendered = apiObjectsIn(chart).map((object) => ({ manifest: manifestOf(object), path: object.node.path }));
  const manifests = rendered.map(({ manifest }) => manifest);
  const definitions = definitionsIn(manifests);
  const paths = new Map(rendered.map(({ manifest, path }) => [keyOf(refOf(manifest, definitions)), path]));
  const pathOf = (ref: ObjectRef): string => paths.get(keyOf(ref)) ?? ref.name;
  const { workloads, objects, missing } = planManifests(manifests, members);
  return [
    ...[...workloads, ...objects]
      .filter(({ policy, problem }) => policy !== undefined && problem !== undefined)
      .map((object) => `${pathOf(object)}: lands on no member, for ${object.problem}. Write another placement.`),
    ...missing
      .filter(({ planned }) => planned)
      .map(
        ({ object, neededBy, members: where }) =>
          `${pathOf(neededBy)}: needs ${object.kind} ${quoted(object.name)} on ${where.map(quoted).join(", ")}, where ` +
          `${pathOf(object)} does not go. Place it there, too, or with what needs it.`,
      ),
  ];
}
