import { App, Chart } from "cdk8s";
import { FederatedDeployment } from "./federated-deployment";
import { Placement } from "./placement";

test("a Deployment comes with its policy, policy first, under the names that were typed", () => {
  const web = new Chart(new App(), "web");
  const [a, b] = [{ name: "f-a-cluster" }, "f-b-cluster"];
  new FederatedDeployment(web, "nginx", {
    image: "nginx",
    port: 80,
    replicas: 4,
    placement: Placement.weighted([
      [a, 1],
      [b, 1],
    ]),
  });
  expect(web.toJson().map((o) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name}`)).toEqual([
    "PropagationPolicy default/nginx-deployment",
    "Deployment default/nginx",
  ]);
});
