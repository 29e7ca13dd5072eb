import { read, required, STRING, within } from "../faults";
import type { Fields } from "../faults";
import type { Manifest } from "../kinds/manifest";
import type { Findings } from "./findings";

/** What an object of `types.kubefed.io` says. */
export interface KubefedSpec {
  readonly template?: Template | undefined;
  readonly placement?: KubefedPlacement | undefined;
  readonly overrides?: readonly OverridesOfCluster[] | undefined;
  readonly retainReplicas?: unknown;
}

/** The object that members get; its metadata without name and namespace. */
export interface Template {
  readonly apiVersion?: string | undefined;
  readonly metadata?: { readonly labels?: object | undefined; readonly annotations?: object | undefined } | undefined;
}

/** The clusters that get it. */
export interface KubefedPlacement {
  readonly clusters?: readonly { readonly name: string }[] | undefined;
  readonly clusterSelector?: ClusterSelector | undefined;
}

/** A label selector of Kubernetes. */
export interface ClusterSelector {
  readonly matchLabels?: { readonly [key: string]: string } | undefined;
  readonly matchExpressions?: readonly LabelExpression[] | undefined;
}

/** One requirement of a label selector. */
export interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

/** What is different on a cluster. */
export interface OverridesOfCluster {
  readonly clusterName: string;
  readonly clusterOverrides?: readonly ClusterOverride[] | undefined;
}

/** One operation of JSON Patch; `replace` by default. */
export interface ClusterOverride {
  readonly path: string;
  readonly op?: string | undefined;
  readonly value?: unknown;
}

const EXPRESSION: Fields<LabelExpression> = { key: required(STRING), operator: required(STRING), values: [STRING] };
const SELECTOR: Fields<ClusterSelector> = { matchLabels: { "*": STRING }, matchExpressions: [EXPRESSION] };
const OVERRIDE: Fields<ClusterOverride> = { path: required(STRING), op: STRING, value: "anything" };
const OVERRIDES: Fields<OverridesOfCluster> = { clusterName: required(STRING), clusterOverrides: [OVERRIDE] };
const PLACEMENT: Fields<KubefedPlacement> = { clusters: [{ name: required(STRING) }], clusterSelector: SELECTOR };
const SPEC: Fields<KubefedSpec> = {
  template: "map",
  placement: PLACEMENT,
  overrides: [OVERRIDES],
  retainReplicas: "anything",
};
const TEMPLATE: Fields<Template> = { apiVersion: STRING, metadata: { labels: "map", annotations: "map" } };
const READING = { ignoresUnknown: true, secret: true };

/** The spec of an object of `types.kubefed.io`, without what has the wrong shape, which is a fault. */
export function specOf(path: string, { spec }: Manifest, findings: Findings): KubefedSpec {
  const { given, faults } = read<KubefedSpec>(spec, SPEC, "spec", READING);
  const { given: known, faults: ofTemplate } = read<Template>(given.template, TEMPLATE, "spec.template", READING);
  findings.faults.push(...within(path, [...faults, ...ofTemplate]));
  return { ...given, template: { ...given.template, metadata: undefined, apiVersion: undefined, ...known } };
}
