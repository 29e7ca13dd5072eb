import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
/** Letters of the lab's clusters. */
const letters = config.requireObject<readonly string[]>("members");
/** Of member B. */
const maintenance = config.get<"none" | "cordon" | "drain">("maintenance");
const leaving = config.get<"move" | "delete" | "orphan">("leaving") ?? "move";
/** Letters of the members that `named` is placed on, if they have joined. */
const placed = config.requireObject<readonly string[]>("placed");
/** Whether the workload that no node can run can run. */
const repaired = config.requireBoolean("repaired");
/** How long the program waits before it deploys. */
const waitSeconds = config.getNumber("waitSeconds") ?? 0;
/** Replicas of the workload that may run anywhere. */
const replicas = config.getNumber("replicas") ?? 4;
/** Name of the call that deploys. */
const call = config.get("call") ?? "workloads";

/** Members of the control plane's etcd. */
const etcdReplicas = (config.getNumber("etcdReplicas") ?? 1) as 1 | 3;

/** Whether etcd is backed up, when a Job is made of the CronJob. */
const backup = config.getBoolean("backup") ?? false;

/** Whether the federation goes on with what is left of it. */
const adopt = config.getBoolean("adopt") ?? false;
/** UID that the host must have, if it is another one than before. */
const hostId = config.get("hostId");
/** Whether the workload that is placed everywhere is part of the program. */
const everywhere = config.getBoolean("everywhere") ?? true;

/** Whether the handles of the members are part of a component, which they were not when they were made. */
const moved = config.getBoolean("moved") ?? false;

const opts = moved
  ? { parent: new pulumi.ComponentResource("live:index:Site", "site"), aliases: [{ parent: pulumi.rootStackResource }] }
  : {};
const cluster = (letter: string): Cluster =>
  Cluster.fromFile(
    `${letter}-cluster`,
    kubeconfig,
    { context: `${letter}-cluster-context`, ...(letter === "f" ? { id: hostId } : {}) },
    letter === "f" ? {} : opts,
  );
const federation = new Federation(cluster("f"), "leaving.example.", {
  name: "leaving",
  dns: { records: { kind: "etcd" } },
  timeoutSeconds: 120,
  etcd: { replicas: etcdReplicas },
  adopt,
  leaving: { "b-cluster": leaving },
  disruptionBudget: { maxUnavailable: "50%" },
  ...(backup ? { backup: { schedule: "@yearly", to: { kind: "volume", size: "1Gi" } } } : {}),
});
for (const letter of letters) {
  federation.join(cluster(letter), letter === "b" && maintenance !== "none" ? { maintenance } : {});
}

const deployment = (name: string, replicas: number, pod: object = {}, annotations: object = {}): object => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace: "default", annotations },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, image: "nginx", envFrom: [{ configMapRef: { name: "settings" } }] }], ...pod },
    },
  },
});
const policy = (name: string, kinds: readonly string[], placement: object, namespace = "default"): object => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name, namespace },
  spec: {
    propagateDeps: true,
    resourceSelectors: kinds.map((kind) => ({ apiVersion: kind === "Deployment" ? "apps/v1" : "v1", kind, name })),
    placement,
  },
});
const joined = letters.filter((letter) => placed.includes(letter)).map((letter) => `${letter}-cluster`);
const names = joined.length > 0 ? joined : ["no-cluster"];
const weighted = {
  clusterAffinity: { clusterNames: names },
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: {
      staticWeightList: names.map((name) => ({ targetCluster: { clusterNames: [name] }, weight: 1 })),
    },
  },
};
const evenly = { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" } };

const manifests = {
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
    deployment("anywhere", replicas),
    policy("anywhere", ["Deployment"], evenly),
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kept", namespace: "kept" } },
    policy("kept", ["ConfigMap"], {}, "kept"),
    ...(everywhere ? [deployment("everywhere", 2), policy("everywhere", ["Deployment"], {})] : []),
    {
      apiVersion: call === "workloads" ? "autoscaling/v1" : "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "none", namespace: "default" },
      spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" }, maxReplicas: 1 },
    },
    deployment(
      "ill",
      2,
      { nodeSelector: repaired ? {} : { "kubernetes.io/hostname": "no-node" } },
      { "pulumi.com/skipAwait": "true" },
    ),
    policy("ill", ["Deployment"], evenly),
  ],
};
const deploy = (): number => federation.deploy(call, manifests).plan.workloads.length;
const waited = new Promise<number>((resolve) => setTimeout(resolve, waitSeconds * 1000, waitSeconds));
export const objects = waitSeconds === 0 ? deploy() : pulumi.output(waited).apply(deploy);
export const federationKubeconfig = federation.kubeconfig;
export const nameServers = federation.dns.nameServers;
