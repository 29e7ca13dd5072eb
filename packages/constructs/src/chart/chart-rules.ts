import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import type { ApiObject, Chart } from "cdk8s";
import { pathOf, renderingOnce } from "../api-objects/api-objects";
import { API_GROUPS } from "../karmada";
import { definitionsIn } from "../kinds/definitions";
import type { Definitions } from "../kinds/definitions";
import { groupKindOf, groupOf, isOfKind, keyOf } from "../kinds/identity";
import type { ObjectRef } from "../kinds/identity";
import type { Manifest } from "../kinds/manifest";
import { refOf } from "../kinds/scope";
import { areRivals, policiesAmong } from "../plan/policies/policies";
import type { Policies } from "../plan/policies/policies";
import type { Override } from "../override/override";
import { findLater } from "../validation/findings";
import { showAtSynth } from "../validation/show-at-synth";
import { findingsIn, planFaults } from "./chart-findings";
import { defaultsFor } from "./defaults";
import { readIn } from "./rendered";
import type { Readable } from "./rendered";

interface Rendered extends Readable {
  readonly ref: ObjectRef;
}

const ruled = new WeakSet<Chart>();

/**
 * Adds the rules for all objects of a chart together, once: namespaces and definitions come before what needs them, no
 * two objects have the same name, no two policies claim one object, and no custom resource goes where its definition
 * does not.
 */
export function ruleChart(chart: Chart): void {
  if (ruled.has(chart)) return;
  ruled.add(chart);
  findLater(chart, () => findingsIn(chart));
  showAtSynth(chart.node.root);
  checkAtSynth(chart, () => renderingOnce(() => chartFaults(chart)));
}

function chartFaults(chart: Chart): readonly Fault[] {
  const { readable, faults } = readIn(chart);
  const manifests = readable.map(({ manifest }) => manifest);
  const definitions = definitionsIn(manifests);
  const rendered = readable.map((one): Rendered => ({ ...one, ref: refOf(one.manifest, definitions) }));
  order(rendered, definitions);
  const twice = sameNames(rendered);
  if (twice.length > 0) return [...faults, ...twice];
  const policies = policiesAmong(manifests);
  const wrong = [
    ...faults,
    ...rivals(rendered, policies),
    ...leftBehind(rendered, definitions, policies),
    ...(defaultsFor(chart).overrides ?? []).flatMap((one, i) =>
      unmetFaults(
        `overrides[${i}]`,
        one,
        manifests.filter((object) => groupOf(object) !== API_GROUPS.policy),
      ),
    ),
  ];
  return wrong.length > 0 ? wrong : planFaults(chart, readable);
}

/** Faults of an override of several objects that changes a field that none of them has. */
export function unmetFaults(path: string, override: Override, objects: readonly Manifest[]): Fault[] {
  return override
    .unmet(objects)
    .map((pointer) =>
      fault(
        path,
        `none of the objects has ${quoted(pointer)}`,
        "add the field to an object first, or give the override only to the object that has it",
      ),
    );
}

function order(rendered: readonly Rendered[], definitions: Definitions): void {
  const objects = new Map(rendered.map(({ manifest, object }) => [manifest, object]));
  const namespaces = new Map(
    rendered.filter(({ ref }) => isOfKind(ref, "Namespace")).map(({ ref, object }) => [ref.name, object]),
  );
  for (const { object, manifest, ref } of rendered) {
    const definition = definitions.get(groupKindOf(ref));
    const needed = [namespaces.get(manifest.metadata.namespace ?? ""), definition && objects.get(definition)];
    for (const other of needed) if (other) object.addDependency(other);
  }
}

function sameNames(rendered: readonly Rendered[]): Fault[] {
  const first = new Map<string, ApiObject>();
  return rendered.flatMap(({ object, ref }) => {
    const key = keyOf(ref);
    const earlier = first.get(key);
    if (!earlier) first.set(key, object);
    return earlier === undefined
      ? []
      : [
          fault(
            pathOf(object),
            `${ref.kind} ${quoted(ref.name)} already exists at ${pathOf(earlier)}`,
            "use another id or metadata.name",
          ),
        ];
  });
}

function rivals(rendered: readonly Rendered[], policies: Policies): Fault[] {
  return rendered.flatMap(({ object, manifest, ref }) => {
    const [one, other] = policies.claiming(manifest, ref);
    return one && other && areRivals(one, other)
      ? [
          fault(
            pathOf(object),
            `policies ${quoted(one.ref.name)} and ${quoted(other.ref.name)} both claim ${ref.kind} ${quoted(ref.name)}`,
            "propagate it once, or give one placement a priority",
          ),
        ]
      : [];
  });
}

function leftBehind(rendered: readonly Rendered[], definitions: Definitions, policies: Policies): Fault[] {
  if (definitions.size === 0) return [];
  const claimed = new Map(
    rendered.map((one) => [one.manifest, { ...one, isClaimed: policies.claiming(one.manifest, one.ref).length > 0 }]),
  );
  return [...claimed.values()].flatMap(({ object, ref, isClaimed }) => {
    const definition = definitions.get(groupKindOf(ref));
    const defined = definition && claimed.get(definition);
    return defined && isClaimed && !defined.isClaimed
      ? [
          fault(
            pathOf(object),
            `${ref.kind} ${quoted(ref.name)} goes to members, but its definition ${pathOf(defined.object)} does not`,
            "propagate the definition, too",
          ),
        ]
      : [];
  });
}
