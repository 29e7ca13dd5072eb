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
/** Whether member B is dropped. */
const dropped = config.getBoolean("dropped") ?? false;
/** Annotation of the pods. Another one goes to member A first. */
const version = config.get("version") ?? "v1";

const cluster = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, kubeconfig, { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "pull.example.", {
  name: "pull",
  dns: { records: { kind: "etcd" } },
  timeoutSeconds: 120,
});
for (const letter of letters) {
  const maintenance = drained ? ("drain" as const) : undefined;
  const options = letter === "b" ? { mode, maintenance, access: { namespaces: ["default"] } } : {};
  federation.join(cluster(letter), options);
}
if (dropped) federation.drop("b-cluster");

const placement = Placement.evenly(Members.all());
const chart = new FederatedChart(new App(), "web", { namespace: "default", placement });
const labels = { app: "web" };
const containers = [{ name: "web", image: "nginx", ports: [{ containerPort: 80 }] }];
const web = new FederatedDeployment(chart, "web", {
  spec: {
    replicas: 4,
    selector: { matchLabels: labels },
    template: { metadata: { labels, annotations: { version } }, spec: { containers } },
  },
});
web.exposeViaService({ port: 80, type: "LoadBalancer" });
federation.deploy("web", chart, { waves: [{ members: Members.named("a-cluster"), soakSeconds: 5 }] });

export const federationKubeconfig = federation.kubeconfig;
export const nameServers = federation.dns.nameServers;
export const certificates = federation.certificates.map(({ name }) => name);
