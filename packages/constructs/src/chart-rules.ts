import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { apiObjectsIn } from "./api-objects";
import { POLICY_API_VERSION } from "./api/karmada";
import { quoted } from "./checks";
import type { Fault } from "./checks";
import { definitionOf, groupKind } from "./kinds";
import { matches } from "./resource-selector";
import type { RenderedObject } from "./resource-selector";

const ruled = new WeakSet<Chart>();

/**
 * Adds to a chart, once, what holds for all of its objects together: namespaces and definitions come before what needs them,
 * no two objects have the same name, no two policies claim one object.
 */
export function ruleChart(chart: Chart): void {
  if (ruled.has(chart)) return;
  ruled.add(chart);
  chart.node.addValidation({
    validate: () => {
      const objects = apiObjectsIn(chart).filter((object) => Chart.of(object) === chart);
      const rendered = new Map(objects.map((object) => [object, object.toJson() as RenderedObject]));
      order(rendered);
      return [...sameNames(rendered), ...rivals(rendered)];
    },
  });
}

function order(rendered: ReadonlyMap<ApiObject, RenderedObject>): void {
  const namespaces = new Map(
    [...rendered].flatMap(([object, { metadata }]) =>
      groupKind(object) === "Namespace" ? [[metadata.name, object]] : [],
    ),
  );
  for (const [object, { metadata }] of rendered) {
    const needed = [namespaces.get(metadata.namespace ?? ""), definitionOf(object)?.definition];
    for (const other of needed) if (other !== undefined && rendered.has(other)) object.addDependency(other);
  }
}

function sameNames(rendered: ReadonlyMap<ApiObject, RenderedObject>): Fault[] {
  const first = new Map<string, ApiObject>();
  return [...rendered].flatMap(([object, { metadata }]) => {
    const key = JSON.stringify([groupKind(object), metadata.namespace, metadata.name]);
    const earlier = first.get(key);
    first.set(key, earlier ?? object);
    return earlier === undefined
      ? []
      : [
          `${object.node.path}: ${object.kind} ${quoted(metadata.name)} is made by ${earlier.node.path} already. ` +
            "Write another id or metadata.name.",
        ];
  });
}

function rivals(rendered: ReadonlyMap<ApiObject, RenderedObject>): Fault[] {
  return ["PropagationPolicy", "ClusterPropagationPolicy"].flatMap((kind) => {
    const policies = [...rendered.values()].filter((o) => o.apiVersion === POLICY_API_VERSION && o.kind === kind);
    const match = matches(policies);
    return [...rendered].flatMap(([object, manifest]) => {
      const claims = match(manifest);
      const top = Math.max(...claims.map(priorityOf));
      const [one, other] = claims.filter((policy) => priorityOf(policy) === top).map(({ metadata }) => metadata.name);
      return other === undefined
        ? []
        : [
            `${object.node.path}: policies ${quoted(one)} and ${quoted(other)} both claim ${object.kind} ` +
              `${quoted(manifest.metadata.name)}. Propagate it once, or give one placement a priority.`,
          ];
    });
  });
}

function priorityOf({ spec }: RenderedObject): number {
  return spec?.priority ?? 0;
}
