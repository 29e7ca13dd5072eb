import { App } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { tell } from "../faults";
import type { Member } from "../plan";
import { fromKubefed } from "./from-kubefed";

export const MEMBERS: readonly Member[] = [
  { name: "a", labels: { tier: "edge" } },
  { name: "b", labels: { tier: "edge" } },
  { name: "c", labels: { tier: "core" } },
];

const POD = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "nginx" }] } };

export function federated(kind: string, spec: object, metadata: object = {}): string {
  return JSON.stringify({
    apiVersion: "types.kubefed.io/v1beta1",
    kind: `Federated${kind}`,
    metadata: { name: "web", namespace: "shop", ...metadata },
    spec,
  });
}

export function deployment(spec: object, replicas = 3): string {
  const template = { spec: { replicas, selector: { matchLabels: { app: "web" } }, template: POD } };
  return federated("Deployment", { template, ...spec });
}

export function preference(spec: object, metadata: object = {}): string {
  return JSON.stringify({
    apiVersion: "scheduling.kubefed.io/v1alpha1",
    kind: "ReplicaSchedulingPreference",
    metadata: { name: "web", namespace: "shop", ...metadata },
    spec: { targetKind: "FederatedDeployment", ...spec },
  });
}

/** A chart with what was read from documents. */
export function read(...documents: readonly string[]): FederatedChart {
  const chart = new FederatedChart(new App(), "chart", { namespace: "shop", members: MEMBERS });
  fromKubefed(chart, documents.length === 1 ? documents[0]! : documents.join("\n---\n"), { members: MEMBERS });
  return chart;
}

export function faultsOf(...documents: readonly string[]): readonly string[] {
  return read(...documents)
    .node.findAll()
    .flatMap(({ node }) => node.validate());
}

/** Warnings, each from its document on. */
export function warningsOf(chart: FederatedChart): readonly string[] {
  return chart.findings.map(tell).map((text) => text.replace(/^.*?: (?=document)/, ""));
}

/** Replicas or presence, by object and member. */
export function landed(chart: FederatedChart): { readonly [object: string]: unknown } {
  const { workloads, objects } = chart.plan();
  return Object.fromEntries([
    ...workloads.map(({ name, assignments }) => [
      name,
      Object.fromEntries(assignments.map(({ member, replicas }) => [member, replicas])),
    ]),
    ...objects.map(({ kind, name, members }) => [`${kind} ${name}`, members]),
  ]) as { [object: string]: unknown };
}
