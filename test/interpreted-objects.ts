import type { Manifest } from "@fedstack/constructs/plan";
import fc from "fast-check";

/** Fields that objects may lack. */
const OPTIONAL = new Set(
  (
    "affinity certSecretRef completions decryption env envFrom executor " +
    "flinkConfiguration imagePullSecrets initContainers job jobManager kubeConfig nodeSelector parallelism replicas resource " +
    "resources secretRef serviceAccountName taskManager tls tolerations valuesFrom verify volumeClaimTemplates volumes " +
    "workerGroupSpecs"
  ).split(" "),
);
const COUNTS = new Set(["completions", "parallelism", "replicas"]);

const named = (name: string) => ({ name });
const volume = (name: string, source: object) => ({ name, ...source });
const container = (name: string) => ({
  name,
  image: "web:1",
  env: [
    { name: "A", valueFrom: { configMapKeyRef: { name: `${name}-env-config`, key: "a" } } },
    { name: "B", valueFrom: { secretKeyRef: { name: `${name}-env-secret`, key: "b" } } },
    { name: "C", value: "c" },
  ],
  envFrom: [{ configMapRef: named(`${name}-config`) }, { secretRef: named(`${name}-secret`) }],
  resources: { requests: { cpu: "100m" }, limits: { memory: "64Mi" } },
});
const VOLUMES = [
  volume("a", { configMap: named("volume-config") }),
  volume("b", { secret: { secretName: "volume-secret" } }),
  volume("c", { persistentVolumeClaim: { claimName: "claim" } }),
  volume("d", {
    projected: { sources: [{ configMap: named("projected-config") }, { secret: named("projected-secret") }] },
  }),
  volume("e", { azureFile: { secretName: "azure", shareName: "x" } }),
  volume("f", { cephfs: { monitors: ["x"], secretRef: named("ceph") } }),
  volume("g", { cinder: { volumeID: "x", secretRef: named("cinder") } }),
  volume("h", { flexVolume: { driver: "x", secretRef: named("flex") } }),
  volume("i", { iscsi: { targetPortal: "x", iqn: "x", lun: 0, secretRef: named("iscsi") } }),
  volume("j", { rbd: { monitors: ["x"], image: "x", secretRef: named("rbd") } }),
  volume("k", { scaleIO: { gateway: "x", system: "x", secretRef: named("scaleio") } }),
  volume("l", { storageos: { secretRef: named("storageos") } }),
  volume("m", { csi: { driver: "x", nodePublishSecretRef: named("csi") } }),
  volume("n", { emptyDir: {} }),
];
const AROUND_CONTAINERS = {
  serviceAccountName: "runner",
  imagePullSecrets: [named("pull")],
  nodeSelector: { disk: "ssd" },
  tolerations: [{ key: "gpu", operator: "Exists" }],
  volumes: VOLUMES,
};
const POD = {
  ...AROUND_CONTAINERS,
  initContainers: [container("setup")],
  containers: [container("main"), container("side")],
};

const template = { metadata: { labels: { app: "web" } }, spec: POD };
const object = (apiVersion: string, kind: string, spec: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: "x", namespace: "shop" },
  spec,
});

/** Objects of Kubernetes' kinds, and of others whose fields Karmada's own tests do not all set. */
export const OBJECTS: readonly Manifest[] = [
  object("apps/v1", "DaemonSet", { template }),
  object("apps/v1", "Deployment", { replicas: 3, template }),
  object("apps/v1", "ReplicaSet", { replicas: 3, template }),
  object("apps/v1", "StatefulSet", { replicas: 3, template, volumeClaimTemplates: [{ metadata: named("claim") }] }),
  object("apps.kruise.io/v1beta1", "StatefulSet", {
    replicas: 3,
    template,
    volumeClaimTemplates: [{ metadata: named("claim") }],
  }),
  object("argoproj.io/v1alpha1", "Workflow", {
    ...AROUND_CONTAINERS,
    parallelism: 3,
    executor: { serviceAccountName: "executor" },
    volumeClaimTemplates: [{ metadata: named("work") }],
  }),
  object("batch/v1", "CronJob", { jobTemplate: { spec: { template } } }),
  object("batch/v1", "Job", { parallelism: 3, completions: 5, template }),
  object("multicluster.x-k8s.io/v1alpha1", "ServiceImport", { type: "ClusterSetIP" }),
  object("networking.k8s.io/v1", "Ingress", {
    tls: [{ secretName: "cert" }, { secretName: "other" }, { hosts: ["a"] }],
  }),
  object("v1", "Pod", POD),
];

/** Objects like the given one, with other numbers, with every field that pods may have, and without some optional ones. */
export function likes(given: Manifest): fc.Arbitrary<Manifest> {
  return like(given, "") as fc.Arbitrary<Manifest>;
}

function like(value: unknown, field: string): fc.Arbitrary<unknown> {
  if (COUNTS.has(field) && typeof value === "number") return fc.nat(9);
  if (Array.isArray(value)) {
    return fc.tuple(...value.map((one) => like(one, ""))).chain((list) => fc.subarray(list));
  }
  if (typeof value !== "object" || value === null) return fc.constant(value);
  const fields = field === "spec" && "containers" in value && value !== POD ? { ...value, ...POD } : value;
  return fc.record(Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, like(one, key)])), {
    requiredKeys: Object.keys(fields).filter((key, _, { length }) => length === 1 || !OPTIONAL.has(key)),
    noNullPrototype: true,
  });
}
