import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { apiObjectsIn, manifestOf, pathOf } from "./api-objects";
import { POLICY_API_VERSION } from "../api/karmada";
import { quoted } from "../validation/checks";
import type { Fault } from "../validation/checks";
import type { Manifest } from "../plan";
import { definitionsIn, groupKindOf } from "../plan/objects/manifest";
import { claimsBy } from "../propagation/resource-selector";

type Rendered = ReadonlyMap<Manifest, ApiObject>;

const POLICIES = ["PropagationPolicy", "ClusterPropagationPolicy"];

const ruled = new WeakSet<Chart>();

/**
 * Adds to a chart, once, what holds for all of its objects together: namespaces and definitions come before what needs them,
 * no two objects have the same name, no two policies claim one object, no custom resource goes where its definition does not.
 */
export function ruleChart(chart: Chart): void {
  if (ruled.has(chart)) return;
  ruled.add(chart);
  chart.node.addValidation({
    validate: () => {
      const objects = apiObjectsIn(chart).filter((object) => Chart.of(object) === chart);
      const rendered: Rendered = new Map(objects.map((object) => [manifestOf(object), object]));
      order(rendered);
      const twice = sameNames(rendered);
      return twice.length > 0 ? twice : [...rivals(rendered), ...leftBehind(rendered)];
    },
  });
}

function order(rendered: Rendered): void {
  const manifests = [...rendered.keys()];
  const definitions = definitionsIn(manifests);
  const namespaces = new Map(
    manifests.filter((manifest) => groupKindOf(manifest) === "Namespace").map((m) => [m.metadata.name, m]),
  );
  for (const [manifest, object] of rendered) {
    const needed = [namespaces.get(manifest.metadata.namespace ?? ""), definitions.get(groupKindOf(manifest))];
    for (const other of needed) if (other) object.addDependency(rendered.get(other)!);
  }
}

function sameNames(rendered: Rendered): Fault[] {
  const first = new Map<string, ApiObject>();
  return [...rendered].flatMap(([{ metadata }, object]) => {
    const key = JSON.stringify([groupKindOf(object), metadata.namespace, metadata.name]);
    const earlier = first.get(key);
    first.set(key, earlier ?? object);
    return earlier === undefined
      ? []
      : [
          `${pathOf(object)}: ${object.kind} ${quoted(metadata.name)} is made by ${pathOf(earlier)} already. ` +
            "Write another id or metadata.name.",
        ];
  });
}

function rivals(rendered: Rendered): Fault[] {
  return POLICIES.flatMap((kind) => {
    const claims = claimsBy(policiesIn(rendered, [kind]));
    return [...rendered].flatMap(([manifest, object]) => {
      const policies = claims(manifest);
      const top = Math.max(...policies.map(priorityOf));
      const [one, other] = policies.filter((policy) => priorityOf(policy) === top).map(({ metadata }) => metadata.name);
      return other === undefined
        ? []
        : [
            `${pathOf(object)}: policies ${quoted(one)} and ${quoted(other)} both claim ${object.kind} ` +
              `${quoted(manifest.metadata.name)}. Propagate it once, or give one placement a priority.`,
          ];
    });
  });
}

function leftBehind(rendered: Rendered): Fault[] {
  const definitions = definitionsIn([...rendered.keys()]);
  const claims = claimsBy(policiesIn(rendered, POLICIES));
  return [...rendered].flatMap(([manifest, object]) => {
    const definition = definitions.get(groupKindOf(manifest));
    return definition && claims(manifest).length > 0 && claims(definition).length === 0
      ? [
          `${pathOf(object)}: ${object.kind} ${quoted(manifest.metadata.name)} goes to members, ` +
            `its definition ${pathOf(rendered.get(definition)!)} to none. Propagate it, too.`,
        ]
      : [];
  });
}

function policiesIn(rendered: Rendered, kinds: readonly string[]): Manifest[] {
  return [...rendered.keys()].filter((o) => o.apiVersion === POLICY_API_VERSION && kinds.includes(o.kind));
}

function priorityOf({ spec }: Manifest): number {
  return (spec as { readonly priority?: number }).priority ?? 0;
}
