import { FederatedDeployment, Placement } from "@fedstack/constructs";
import { App, Chart } from "cdk8s";

const app = new App({ outdir: process.env["CDK8S_OUTDIR"] ?? "dist" });
const web = new Chart(app, "web");

const nginx = new FederatedDeployment(web, "nginx", {
  image: "nginx",
  port: 80,
  replicas: 4,
  placement: Placement.weighted([
    ["f-a-cluster", 1],
    ["f-b-cluster", 1],
  ]),
});
nginx.exposeViaService({ port: 80, type: "LoadBalancer" });

app.synth();
