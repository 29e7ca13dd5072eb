import {
  FederatedChart,
  FederatedConfigMap,
  FederatedCronJob,
  FederatedDaemonSet,
  FederatedDeployment,
  FederatedIngress,
  FederatedJob,
  FederatedNamespace,
  FederatedSecret,
  FederatedStatefulSet,
  Members,
  Placement,
} from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App, Cron, JsonPatch } from "cdk8s";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
const host = Cluster.fromFile("f-cluster", kubeconfig, { context: "f-cluster-context" });
const federation = new Federation(host, "narrow.example.", {
  name: "narrow",
  dns: { records: { kind: "etcd" } },
  certificates: {
    authority: config.getNumber("authority"),
    rotation: (config.get("rotation") || undefined) as "trust" | "sign" | undefined,
  },
  apiServer: { encryption: { enabled: config.getBoolean("encrypt") ?? false, key: config.getNumber("secretsKey") } },
});
const taint = config.get("taint");
const memberOf = (name: string): Cluster =>
  Cluster.fromFile(`${name}-cluster`, kubeconfig, {
    context: `${name}-cluster-context`,
    taints: taint === name ? [{ key: "example.com/edge", value: "far", effect: "NoSchedule" }] : [],
  });
/** Whether the program deploys a Secret, and whether the members let Secrets be written. */
const secrets = (config.get("secrets") ?? "deployed") as "deployed" | "allowed" | "forbidden";
const access = { secrets: secrets !== "forbidden" };
const a = federation.join(memberOf("a"), {
  access: "workloads",
  tokenExpirationSeconds: config.getNumber("tokenSeconds") || undefined,
  ...access,
});
federation.join(memberOf("b"), { access: { namespaces: ["shop"] }, ...access });

const placement = Placement.duplicated(Members.all(), { tolerations: [{ effect: "NoSchedule" }] });
const chart = new FederatedChart(new App(), "shop", { namespace: "shop", placement });
const image = "nginx";
new FederatedNamespace(chart, "shop");
const envFrom = [
  new FederatedConfigMap(chart, "settings", { data: { LEVEL: "info" } }),
  ...(secrets === "deployed"
    ? [new FederatedSecret(chart, "password", { stringData: { PASSWORD: "correct horse battery staple" } })]
    : []),
];
const served = config.get("image") ?? image;
const web = new FederatedDeployment(chart, "web", { image: served, port: 80, replicas: 2, envFrom });
web.apiObject.addJsonPatch(JsonPatch.add("/spec/minReadySeconds", 3));
const service = web.exposeViaService({ port: 80 });
new FederatedIngress(chart, "front", { host: "shop.example.com", service });
new FederatedStatefulSet(chart, "store", { image, replicas: 1 });
new FederatedDaemonSet(chart, "agent", { image: served });
new FederatedJob(chart, "once", { image });
new FederatedCronJob(chart, "nightly", { image, schedule: Cron.daily() });
federation.deploy("shop", chart);

export const { kubeconfig: federatedKubeconfig } = federation;
export const { tokenExpires } = a;
export const jane = federation.kubeconfigFor({ user: "jane", views: "all", edits: ["shop"], hours: 1 });
