import { FederatedChart, FederatedDeployment, Members, Placement } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";

const config = new pulumi.Config();
/** Annotation of the pods. */
const version = config.require("version");
/** Whether a node can run them. */
const healthy = config.requireBoolean("healthy");
/** Whether changes go to member A first. */
const inWaves = config.requireBoolean("inWaves");
const soakSeconds = config.requireNumber("soakSeconds");

const cluster = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, config.require("kubeconfig"), { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "waves.example.", { name: "waves", dns: false, timeoutSeconds: 120 });
for (const letter of ["a", "b"]) federation.join(cluster(letter));

const { members } = federation;
const chart = new FederatedChart(new App(), "web", { members, placement: Placement.duplicated() });
const labels = { app: "web" };
new FederatedDeployment(chart, "web", {
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels, annotations: { version } },
      spec: {
        containers: [{ name: "web", image: "nginx" }],
        nodeSelector: healthy ? {} : { "kubernetes.io/hostname": "no-node" },
      },
    },
  },
});
const waves = [{ members: Members.named("a-cluster"), soakSeconds }];
federation.deploy("web", chart, inWaves ? { waves } : {});
export const federationKubeconfig = federation.kubeconfig;
