import { FederatedDeployment, FederatedService, Placement, Propagation } from "@fedstack/constructs";
import type { PodSpec } from "@fedstack/constructs";
import { App, Chart } from "cdk8s";
import * as kplus from "cdk8s-plus-34";
import { k8s } from "cdk8s-plus-34";

const chart = new Chart(new App(), "web");
const placement = Placement.evenly();

const spec: k8s.DeploymentSpec = {
  selector: { matchLabels: { app: "web" } },
  template: {
    metadata: { labels: { app: "web" } },
    spec: {
      containers: [
        {
          name: "web",
          image: "nginx",
          livenessProbe: { httpGet: { port: k8s.IntOrString.fromNumber(80) } },
          resources: { limits: { memory: k8s.Quantity.fromString("1Gi") } },
        },
      ],
    },
  },
};
new FederatedDeployment(chart, "typed", { spec, placement });
const ports: k8s.ServicePort[] = [{ port: 80, targetPort: k8s.IntOrString.fromString("http") }];
new FederatedService(chart, "typed-service", { spec: { ports, clusterIP: "None" }, placement });

const plus = new kplus.Deployment(chart, "plus", { containers: [{ image: "nginx" }] });
new Propagation(chart, "plus-policy", { objects: [plus, plus.exposeViaService({ ports: [{ port: 80 }] })], placement });

// @ts-expect-error Kubernetes has no such field
const misspelled: PodSpec = { containers: [], hostPdi: true };
export default misspelled;
