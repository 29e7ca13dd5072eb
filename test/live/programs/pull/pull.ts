import { FederatedChart, FederatedDeployment, Members, Placement } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
/** Letters of the members. */
const letters = config.requireObject<readonly ("a" | "b")[]>("members");
/** Maintenance of member B. */
const drained = config.getBoolean("drained") ?? false;
/** Mode in which member B joins. */
const mode = config.get<"push" | "pull">("mode") ?? "pull";

const cluster = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, kubeconfig, { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "pull.example.", { name: "pull", dns: false, timeoutSeconds: 120 });
for (const letter of letters) {
  const options = letter === "b" ? { mode, maintenance: drained ? ("drain" as const) : undefined } : {};
  federation.join(cluster(letter), options);
}

const placement = Placement.evenly(Members.all());
const chart = new FederatedChart(new App(), "web", { namespace: "default", placement });
new FederatedDeployment(chart, "web", { image: "nginx", replicas: 4 });
federation.deploy("web", chart);

export const federationKubeconfig = federation.kubeconfig;
export const certificates = federation.certificates.map(({ name }) => name);
