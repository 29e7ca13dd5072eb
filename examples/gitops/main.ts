import { FederatedDeployment, FederatedService, Placement } from "@fedstack/constructs";
import { App, Chart } from "cdk8s";

const app = new App({ outdir: process.env["CDK8S_OUTDIR"] ?? "dist" });
const web = new Chart(app, "web");

const everywhere = Placement.weighted([
  ["f-a-cluster", 1],
  ["f-b-cluster", 1],
]);
const nginx = new FederatedDeployment(web, "nginx", { image: "nginx", port: 80, replicas: 4, placement: everywhere });
new FederatedService(web, "nginx-service", {
  metadata: { name: "nginx" },
  type: "LoadBalancer",
  port: 80,
  for: nginx,
  placement: everywhere,
});

app.synth();
