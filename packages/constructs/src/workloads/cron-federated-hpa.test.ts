import { App, Cron } from "cdk8s";
import { CronFederatedHPA } from "./cron-federated-hpa";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedDeployment } from "./federated-deployment";
import { FederatedHPA } from "./federated-hpa";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";

test("rules become those of the object, which comes after its target and in its namespace", () => {
  const chart = new FederatedChart(new App(), "shop", { namespace: "shop", placement: Placement.evenly() });
  const target = new FederatedDeployment(chart, "web", { image: "nginx" });
  const rules = [
    { name: "morning", schedule: "0 7 * * 1-5", timeZone: "Asia/Taipei", replicas: 10 },
    { name: "night", schedule: Cron.daily(), suspended: true, replicas: 0 },
  ];
  new CronFederatedHPA(chart, "hours", { target, rules });
  const objects = chart.toJson();
  expect(objects.at(-1)).toEqual({
    apiVersion: "autoscaling.karmada.io/v1alpha1",
    kind: "CronFederatedHPA",
    metadata: { name: "hours", namespace: "shop" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      rules: [
        { name: "morning", schedule: "0 7 * * 1-5", timeZone: "Asia/Taipei", targetReplicas: 10 },
        { name: "night", schedule: "0 0 * * *", suspend: true, targetReplicas: 0 },
      ],
    },
  });
});

test("without rules it changes nothing, which is a fault", () => {
  const chart = new FederatedChart(new App(), "shop", { placement: Placement.evenly() });
  const target = new FederatedDeployment(chart, "web", { image: "nginx" });
  new CronFederatedHPA(chart, "none", { target, rules: [] });
  expect(faultsOf(chart)).toEqual(["[shop/none] rules: [] changes nothing; add at least one"]);
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
