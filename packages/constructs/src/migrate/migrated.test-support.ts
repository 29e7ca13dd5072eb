import { tell } from "../faults";
import { App } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import type { Member } from "../plan";
import { fromFederationV1 } from "./from-federation-v1";

export const CLUSTERS: readonly Member[] = [
  { name: "a", labels: { region: "tw" } },
  { name: "b", labels: { region: "tw" } },
  { name: "c", labels: { region: "eu" } },
];

export const SELECTOR = "federation.alpha.kubernetes.io/cluster-selector";
const DEPLOYMENT = "federation.kubernetes.io/deployment-preferences";

export function chartOf(yaml: string, clusters = CLUSTERS): FederatedChart {
  const chart = new FederatedChart(new App(), "chart", { namespace: "shop", members: clusters });
  fromFederationV1(chart, yaml, { members: clusters });
  return chart;
}

export function object(
  kind: string,
  annotations: { [key: string]: string } = {},
  rest: object = {},
  name = "web",
): string {
  const apiVersion = { ConfigMap: "v1", Job: "batch/v1", Secret: "v1", Namespace: "v1", Service: "v1" }[kind];
  const metadata = { name, annotations };
  return JSON.stringify({ apiVersion: apiVersion ?? "extensions/v1beta1", kind, metadata, ...rest });
}

export function deployment(replicas: number, preferences?: object | string, selector?: object): string {
  const text = typeof preferences === "object" ? JSON.stringify(preferences) : preferences;
  return object(
    "Deployment",
    { ...(text !== undefined && { [DEPLOYMENT]: text }), ...(selector && { [SELECTOR]: JSON.stringify(selector) }) },
    { spec: { replicas, template: { metadata: { labels: { app: "web" } }, spec: { containers: [] } } } },
  );
}

export function faultsOf(yaml: string): readonly string[] {
  const faults = chartOf(yaml)
    .node.findAll()
    .flatMap(({ node }) => node.validate());
  return faults;
}

export const messages = (chart: FederatedChart) => chart.findings.map(tell);

export function placedIn(chart: FederatedChart): { [member: string]: number } {
  const assignments = chart.plan().workloads[0]!.assignments;
  return Object.fromEntries(assignments.filter((one) => one.replicas > 0).map((one) => [one.member, one.replicas]));
}
