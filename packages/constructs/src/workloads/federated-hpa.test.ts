import { App, Cron } from "cdk8s";
import { CronFederatedHPA } from "./cron-federated-hpa";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedDaemonSet } from "./federated-daemon-set";
import { FederatedDeployment } from "./federated-deployment";
import { FederatedHPA } from "./federated-hpa";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";

test("a target that is not divided, or that says how many replicas, gives a warning", () => {
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
      message: 'target: "shop/web" runs all replicas on each member, so each change counts for every one.',
    },
    {
      path: "shop/autoscaler",
      message: 'target: "shop/web" has a number of replicas, which each deployment sets anew. Leave it out.',
    },
  ]);
});

test("a divided target without replicas gives none", () => {
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
      'target: "DaemonSet" is unknown. Use "Deployment" or "StatefulSet".',
      'maxReplicas: "4" is out of range. Use a whole number from 5.',
      'cpuPercent: "0" is out of range. Use a whole number from 1.',
      'metrics[0].type: "External" is unknown. Use "Resource", "ContainerResource", "Pods" or "Object".',
    ].map((fault) => `[shop/autoscaler] ${fault}`),
  );
});

test("rules of an autoscaler set its limits, rules of a workload its replicas", () => {
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
    "[shop/one] rules[0]: sets nothing. Set minReplicas, maxReplicas or both.",
    '[shop/two] rules[0].replicas: "undefined" is out of range. Use a whole number from 0.',
    "[shop/three] rules[0]: sets nothing. Set minReplicas, maxReplicas or both.",
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
      'rules[0].schedule: "* 24 * * *" has no valid hour. Use *, 0-23, or a list or step of these.',
      'rules[0].replicas: "-1" is out of range. Use a whole number from 0.',
      'rules[1].timeZone: "Mars/Olympus" is not a time zone. Use one such as "Asia/Taipei".',
      `rules[2].name: "${"x".repeat(33)}" is not a name for a rule. Use 1 to 32 characters.`,
      'rules: "same" names two rules. Use another name for one.',
    ].map((fault) => `[shop/hours] ${fault}`),
  );
});
