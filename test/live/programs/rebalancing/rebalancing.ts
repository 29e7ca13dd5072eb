import { FederatedChart, FederatedDeployment, Members, Placement } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
/** Of member B. */
const maintenance = config.get<"none" | "drain">("maintenance");
const rebalance = config.requireBoolean("rebalance");

const cluster = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, kubeconfig, { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "rebalancing.example.", { name: "rebalancing", timeoutSeconds: 120 });
federation.join(cluster("a"));
federation.join(cluster("b"), maintenance === "drain" ? { maintenance } : {});

const shop = new FederatedChart(new App(), "shop", { placement: Placement.evenly(Members.all()) });
new FederatedDeployment(shop, "web", { image: "nginx", replicas: 4 });
federation.deploy("shop", shop, { rebalance });

export const federationKubeconfig = federation.kubeconfig;
