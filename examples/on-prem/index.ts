import { FederatedDeployment, Placement } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App, Chart } from "cdk8s";

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
const contexts = config.requireObject<Record<string, string>>("memberContexts");
const maintenance = config.getObject<Record<string, "cordon" | "drain">>("maintenance") ?? {};

const host = Cluster.fromFile("f-cluster", kubeconfig, { context: config.require("hostContext") });
const federation = new Federation(host, config.require("zone"), {
  highlyAvailable: config.getBoolean("highlyAvailable") ?? false,
  apiServer: { service: { type: "NodePort", advertiseAddress: config.require("advertiseAddress") } },
  dns: { records: { kind: config.get<"operator" | "etcd">("records") ?? "operator" } },
});
const members = Object.entries(contexts).map(([name, context]) =>
  federation.join(Cluster.fromFile(name, kubeconfig, { context, region: "tw", zones: [name.split("-")[1]!] }), {
    maintenance: maintenance[name],
  }),
);

const web = new Chart(new App(), "web");
const nginx = new FederatedDeployment(web, "nginx", {
  image: "nginx",
  port: 80,
  replicas: config.requireNumber("replicas"),
  placement: Placement.weighted(members.map((member) => [member, 1])),
});
nginx.exposeViaService({ port: 80, type: "LoadBalancer" });
export const replicas = federation
  .deploy("web", web)
  .plan.workloads.map(({ name, assignments }) => ({ name, assignments }));

export const nginxName = federation.dns.nameOf("nginx");
export const nameServers = federation.dns.nameServers;
export const stubDomain = federation.dns.stubDomain;
export const endpoint = federation.endpoint;
export const certificates = federation.certificates;
export const status = federation.status();
export const clusters = federation.members.map(({ name, clusterId }) => ({ name, clusterId }));
export const federationKubeconfig = federation.kubeconfig;
