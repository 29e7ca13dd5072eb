import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
/** Letters of the lab's clusters. */
const letters = config.requireObject<readonly string[]>("members");
/** Of member B. */
const maintenance = config.get<"none" | "cordon" | "drain">("maintenance");
const leaving = config.get<"move" | "delete">("leaving") ?? "move";
/** Name of the call that deploys. */
const call = config.get("call") ?? "workloads";

const cluster = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, kubeconfig, { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "leaving.example.", {
  name: "leaving",
  dns: { records: { kind: "etcd" } },
  timeoutSeconds: 120,
  leaving: { "b-cluster": leaving },
});
const members = letters.map((letter) =>
  federation.join(cluster(letter), letter === "b" && maintenance !== "none" ? { maintenance } : {}),
);

const deployment = (name: string, replicas: number): object => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace: "default" },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, image: "nginx", envFrom: [{ configMapRef: { name: "settings" } }] }] },
    },
  },
});
const policy = (name: string, kinds: readonly string[], placement: object): object => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name, namespace: "default" },
  spec: {
    propagateDeps: true,
    resourceSelectors: kinds.map((kind) => ({ apiVersion: kind === "Service" ? "v1" : "apps/v1", kind, name })),
    placement,
  },
});
const weighted = {
  clusterAffinity: { clusterNames: members.map(({ name }) => name) },
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: {
      staticWeightList: members.map(({ name }) => ({ targetCluster: { clusterNames: [name] }, weight: 1 })),
    },
  },
};
const evenly = { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" } };

export const objects = federation.deploy(call, {
  toJson: () => [
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "default" }, data: { LEVEL: "1" } },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "named", namespace: "default" },
      spec: { type: "LoadBalancer", selector: { app: "named" }, ports: [{ port: 80 }] },
    },
    deployment("named", 4),
    policy("named", ["Deployment", "Service"], weighted),
    deployment("anywhere", 4),
    policy("anywhere", ["Deployment"], evenly),
    deployment("everywhere", 2),
    policy("everywhere", ["Deployment"], {}),
  ],
}).plan.workloads.length;
export const federationKubeconfig = federation.kubeconfig;
export const nameServers = federation.dns.nameServers;
