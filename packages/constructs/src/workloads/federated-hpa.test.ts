import { tell } from "../faults";
import { App } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedDaemonSet } from "./federated-daemon-set";
import { FederatedDeployment } from "./federated-deployment";
import { FederatedHPA } from "./federated-hpa";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";

test("a target that is not divided, or that sets its replicas, gives a warning", () => {
  const chart = new FederatedChart(new App(), "shop");
  const target = new FederatedDeployment(chart, "web", {
    image: "nginx",
    replicas: 2,
    placement: Placement.duplicated(),
  });
  new FederatedHPA(chart, "autoscaler", { target, maxReplicas: 9 });
  expect(chart.toJson()).toHaveLength(3);
  expect(chart.findings.map(tell)).toEqual([
    'shop/autoscaler: target: "shop/web" runs all replicas on each member, so each change applies to all of them',
    'shop/autoscaler: target: "shop/web" sets its replicas, so each deployment overrides the autoscaler; leave replicas out',
  ]);
});

test("a divided target that does not set its replicas gives no warning", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.evenly() });
  new FederatedHPA(chart, "autoscaler", {
    target: new FederatedDeployment(chart, "web", { image: "nginx" }),
    maxReplicas: 9,
  });
  expect(chart.findings).toEqual([]);
  expect(chart.toJson()[2].spec).toEqual({
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    maxReplicas: 9,
  });
});

test("limits that Karmada's webhook refuses are faults", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.evenly() });
  const agent = new FederatedDaemonSet(chart, "agent", { image: "agent" });
  const metrics = [{ type: "External" as never }];
  new FederatedHPA(chart, "autoscaler", { target: agent, minReplicas: 5, maxReplicas: 4, cpuPercent: 0, metrics });
  expect(faultsOf(chart)).toEqual(
    [
      'target: "DaemonSet" is not supported; use "Deployment" or "StatefulSet"',
      'maxReplicas: "4" is out of range; use a whole number from 5',
      'cpuPercent: "0" is out of range; use a whole number from 1',
      'metrics[0].type: "External" is not supported; use "Resource", "ContainerResource", "Pods" or "Object"',
    ].map((fault) => `[shop/autoscaler] ${fault}`),
  );
});
