import { FederatedChart, FederatedDeployment, Placement } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";

const config = new pulumi.Config();

export = async () => {
  const karmada = Cluster.fromFile("karmada", config.require("karmada"));
  const federation = await Federation.existing("shop", karmada, { timeoutSeconds: 300 });
  for (const letter of config.requireObject<readonly string[]>("joins")) {
    federation.join(
      Cluster.fromFile(`${letter}-cluster`, config.require("kubeconfig"), { context: `${letter}-cluster-context` }),
    );
  }
  const zone = config.get("zone");
  const host = Cluster.fromFile("host", config.require("kubeconfig"), { context: "f-cluster-context" });
  const dns = zone === undefined ? undefined : federation.runDns(host, zone, { dns: { records: { kind: "etcd" } } });
  const { members } = federation;
  const placed = config.requireObject<readonly string[]>("members");
  const chart = new FederatedChart(new App(), "web", { members, placement: Placement.evenly(placed) });
  const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", port: 80, replicas: 4 });
  if (dns) nginx.exposeViaService({ port: 80, type: "LoadBalancer" });
  federation.deploy("web", chart);
  return { diagram: federation.diagram(), status: federation.status(), nameServers: dns?.nameServers };
};
