import { FederatedChart, FederatedDeployment, Placement } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
/** Letters of the lab's clusters. */
const letters = config.requireObject<readonly string[]>("members");
/** Letters of the members that are dropped. */
const dropped = config.requireObject<readonly string[]>("dropped");
/** Replicas by workload. */
const workloads = config.requireObject<Record<string, number>>("workloads");

const cluster = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, kubeconfig, { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "members.example.", {
  name: "members",
  dns: { records: { kind: "etcd" } },
  timeoutSeconds: 300,
  evictFromLostMembers: true,
  // By default, a member counts as back after 30 s.
  controllerManager: { extraArgs: { "cluster-success-threshold": "4s" } },
});
for (const letter of dropped) federation.drop(`${letter}-cluster`);
const members = letters.map((letter) => federation.join(cluster(letter)));

/** Keeps a workload on a lost member. */
const staying = { tolerations: [{ key: "fedstack.dev/lost", effect: "NoExecute" }] } as const;
for (const [name, replicas] of Object.entries(workloads)) {
  const placement =
    name === "edge" ? Placement.evenly(members.slice(-1)) : Placement.evenly(members, name === "moving" ? {} : staying);
  const chart = new FederatedChart(new App(), name, { placement });
  const web = new FederatedDeployment(chart, name, { image: "nginx", port: 80, replicas });
  web.exposeViaService({ port: 80, type: "LoadBalancer" });
  federation.deploy(name, chart);
}
export const federationKubeconfig = federation.kubeconfig;
export const nameServers = federation.dns.nameServers;
