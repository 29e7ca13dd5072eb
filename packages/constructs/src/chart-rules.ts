import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { apiObjectsIn } from "./api-objects";
import { POLICY_API_VERSION } from "./api/karmada";
import { quoted } from "./checks";
import type { Fault } from "./checks";
import { definitionsIn, groupKind } from "./kinds";
import type { GroupKind } from "./kinds";
import { matches } from "./resource-selector";
import type { RenderedObject } from "./resource-selector";

type Rendered = ReadonlyMap<ApiObject, RenderedObject>;

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
      const rendered: Rendered = new Map(objects.map((object) => [object, object.toJson() as RenderedObject]));
      const definitions = definitionsIn(chart);
      order(rendered, definitions);
      return [...sameNames(rendered), ...rivals(rendered), ...leftBehind(rendered, definitions)];
    },
  });
}

function order(rendered: Rendered, definitions: ReadonlyMap<GroupKind, ApiObject>): void {
  const namespaces = new Map(
    [...rendered].flatMap(([object, { metadata }]) =>
      groupKind(object) === "Namespace" ? [[metadata.name, object]] : [],
    ),
  );
  for (const [object, { metadata }] of rendered) {
    const needed = [namespaces.get(metadata.namespace ?? ""), definitions.get(groupKind(object))];
    for (const other of needed) if (other !== undefined && rendered.has(other)) object.addDependency(other);
  }
}

function sameNames(rendered: Rendered): Fault[] {
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

const POLICIES = ["PropagationPolicy", "ClusterPropagationPolicy"];

function policiesIn(rendered: Rendered, kinds: readonly string[]): RenderedObject[] {
  return [...rendered.values()].filter((o) => o.apiVersion === POLICY_API_VERSION && kinds.includes(o.kind));
}

function rivals(rendered: Rendered): Fault[] {
  return POLICIES.flatMap((kind) => {
    const match = matches(policiesIn(rendered, [kind]));
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

function leftBehind(rendered: Rendered, definitions: ReadonlyMap<GroupKind, ApiObject>): Fault[] {
  const match = matches(policiesIn(rendered, POLICIES));
  return [...rendered].flatMap(([object, manifest]) => {
    const definition = definitions.get(groupKind(object));
    const definitionManifest = definition && rendered.get(definition);
    return definitionManifest && match(manifest).length > 0 && match(definitionManifest).length === 0
      ? [
          `${object.node.path}: ${object.kind} ${quoted(manifest.metadata.name)} goes to members, ` +
            `its definition ${definition.node.path} to none. Propagate it, too.`,
        ]
      : [];
  });
}

function priorityOf({ spec }: RenderedObject): number {
  return spec?.priority ?? 0;
}
