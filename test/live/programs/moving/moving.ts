import { FederatedChart, FederatedDeployment, Placement, Propagation } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { ApiObject, App } from "cdk8s";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
/** Letters of the lab's clusters. */
const letters = config.requireObject<readonly string[]>("members");
/** Letters of the members that may run `web`, if they have joined. */
const placed = config.requireObject<readonly string[]>("placed");
/** How many replicas of `web` a member has for each one that the others have, by its letter. */
const weights = config.getObject<Readonly<Record<string, number>>>("weights") ?? { a: 1, b: 2 };
/** Replicas by workload. */
const workloads = config.requireObject<Readonly<Record<string, number>>>("workloads");
/** Of member A. */
const maintenance = config.get<"none" | "cordon" | "drain">("maintenance");
/** Whether member A has another name. */
const renamed = config.requireBoolean("renamed");

const nameOf = (letter: string): string => (letter === "a" && renamed ? "new-cluster" : `${letter}-cluster`);
const cluster = (letter: string): Cluster =>
  Cluster.fromFile(nameOf(letter), kubeconfig, { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "moving.example.", {
  name: "moving",
  dns: { records: { kind: "etcd" } },
  timeoutSeconds: 300,
});
const members = letters.map((letter) =>
  federation.join(cluster(letter), letter === "a" && maintenance !== "none" ? { maintenance } : {}),
);

const joined = letters.filter((letter) => placed.includes(letter));
const PLACEMENTS: Readonly<Record<string, Placement>> = {
  web: Placement.weighted(
    joined.map((letter) => [nameOf(letter), weights[letter]!]),
    { propagateDependencies: true },
  ),
  spare: Placement.duplicated(members, { spread: { members: { max: 1 } } }),
};
/** CPUs that a replica requests. */
const CPUS: Readonly<Record<string, string>> = { heavy: "5" };

const chart = new FederatedChart(new App(), "workloads", { members, placement: Placement.evenly(members) });
for (const [name, replicas] of Object.entries(workloads)) {
  const labels = { app: name };
  const needs = name === "web" ? [{ configMapRef: { name: "settings" } }, { secretRef: { name: "keys" } }] : [];
  const requests = CPUS[name] === undefined ? {} : { cpu: CPUS[name] };
  const deployment = new FederatedDeployment(chart, name, {
    placement: PLACEMENTS[name],
    spec: {
      replicas,
      // Pods are ready at once on simulated nodes.
      minReadySeconds: name === "web" ? 20 : 0,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name, image: "nginx", envFrom: needs, resources: { requests } }] },
      },
    },
  });
  if (name === "web") deployment.exposeViaService({ port: 80, type: "LoadBalancer" });
}
new ApiObject(chart, "settings", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: {} });
new ApiObject(chart, "keys", { apiVersion: "v1", kind: "Secret", metadata: { name: "keys" }, data: { key: "a2V5" } });
const autoscaler = new ApiObject(chart, "autoscaler", {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "scaled" },
  spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "scaled" }, maxReplicas: 10 },
});
if ("scaled" in workloads) {
  new Propagation(chart, "autoscaling", { objects: [autoscaler], placement: Placement.duplicated(members) });
}
federation.deploy("workloads", chart);
export const federationKubeconfig = federation.kubeconfig;
export const nameServers = federation.dns.nameServers;
