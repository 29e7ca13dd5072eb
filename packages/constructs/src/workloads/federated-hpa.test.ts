import { App, Cron } from "cdk8s";
import { CronFederatedHPA } from "./cron-federated-hpa";
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
  expect(chart.warnings).toEqual([
    {
      path: "shop/autoscaler",
      message: 'target: "shop/web" runs all replicas on each member, so each change applies to all of them.',
    },
    {
      path: "shop/autoscaler",
      message: 'target: "shop/web" sets its replicas, so each deployment overrides the autoscaler. Leave replicas out.',
    },
  ]);
});

test("a divided target that does not set its replicas gives no warning", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.evenly() });
  new FederatedHPA(chart, "autoscaler", {
    target: new FederatedDeployment(chart, "web", { image: "nginx" }),
    maxReplicas: 9,
  });
  expect(chart.warnings).toEqual([]);
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
      'target: "DaemonSet" is unknown; use "Deployment" or "StatefulSet"',
      'maxReplicas: "4" is out of range; use a whole number from 5',
      'cpuPercent: "0" is out of range; use a whole number from 1',
      'metrics[0].type: "External" is unknown; use "Resource", "ContainerResource", "Pods" or "Object"',
    ].map((fault) => `[shop/autoscaler] ${fault}`),
  );
});

test("rules for an autoscaler set its limits, rules for a workload set its replicas", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.evenly() });
  const web = new FederatedDeployment(chart, "web", { image: "nginx" });
  const autoscaler = new FederatedHPA(chart, "autoscaler", { target: web, maxReplicas: 9 });
  const schedule = Cron.daily();
  // @ts-expect-error an autoscaler has limits, not replicas
  new CronFederatedHPA(chart, "one", { target: autoscaler, rules: [{ name: "a", schedule, replicas: 3 }] });
  // @ts-expect-error a workload has replicas, not limits
  new CronFederatedHPA(chart, "two", { target: web, rules: [{ name: "a", schedule, minReplicas: 3 }] });
  // @ts-expect-error a rule sets something
  new CronFederatedHPA(chart, "three", { target: autoscaler, rules: [{ name: "a", schedule }] });
  expect(faultsOf(chart)).toEqual([
    "[shop/one] rules[0]: sets nothing; set minReplicas, maxReplicas or both",
    "[shop/two] rules[0].replicas: is missing; use a whole number from 0",
    "[shop/three] rules[0]: sets nothing; set minReplicas, maxReplicas or both",
  ]);
});

test("rules that Karmada's webhook refuses are faults", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.evenly() });
  const target = new FederatedDeployment(chart, "web", { image: "nginx" });
  const rules = [
    { name: "same", schedule: Cron.schedule({ hour: "24" }), replicas: -1 },
    { name: "same", schedule: Cron.daily(), timeZone: "Mars/Olympus", replicas: 0 },
    { name: "x".repeat(33), schedule: Cron.daily(), replicas: 1 },
  ];
  new CronFederatedHPA(chart, "hours", { target, rules });
  expect(faultsOf(chart)).toEqual(
    [
      'rules[0].schedule: "* 24 * * *" has no valid hour; use *, 0-23, or a list or step of these',
      'rules[0].replicas: "-1" is out of range; use a whole number from 0',
      'rules[1].timeZone: "Mars/Olympus" is not a time zone; use one such as "Asia/Taipei"',
      `rules[2].name: "${"x".repeat(33)}" is not a valid name of a rule; use 1 to 32 characters`,
      'rules: "same" is the name of two rules; rename one',
    ].map((fault) => `[shop/hours] ${fault}`),
  );
});
