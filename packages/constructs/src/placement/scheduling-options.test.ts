import { App } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { faultsOf } from "../synthesis.test-support";
import { Placement } from "./placement";
import type { PolicyOptions } from "./placement-options";

const members = [{ name: "f-a-cluster" }, { name: "f-b-cluster" }];

function chartOf(options: PolicyOptions): FederatedChart {
  const chart = new FederatedChart(new App(), "web", { members });
  const placement = Placement.evenly(members, options);
  new FederatedDeployment(chart, "web", { image: "nginx", replicas: 4, placement });
  return chart;
}

const policySpec = (options: PolicyOptions): unknown =>
  (chartOf(options).toJson() as { kind: string; spec: unknown }[]).find(({ kind }) => kind === "PropagationPolicy")
    ?.spec;

test("what Karmada offers for scheduling is written in its own terms", () => {
  expect(
    policySpec({
      suspended: ["f-a-cluster"],
      schedulerName: "default-scheduler",
      priorityClassName: "urgent",
      workloadAffinity: { affinity: "app", antiAffinity: "example.com/shard" },
      lazy: true,
    }),
  ).toMatchObject({
    suspension: { dispatchingOnClusters: { clusterNames: ["f-a-cluster"] } },
    schedulerName: "default-scheduler",
    schedulePriority: { priorityClassSource: "KubePriorityClass", priorityClassName: "urgent" },
    placement: {
      workloadAffinity: {
        affinity: { groupByLabelKey: "app" },
        antiAffinity: { groupByLabelKey: "example.com/shard" },
      },
    },
    activationPreference: "Lazy",
  });
  expect(policySpec({ suspended: "all" })).toMatchObject({ suspension: { dispatching: true } });
});

test("a plan leaves out suspended members, and names what it does not follow", () => {
  const { workloads } = chartOf({ suspended: ["f-b-cluster"] }).plan();
  expect(workloads[0]).toMatchObject({ members: ["f-a-cluster"], total: 2 });
  const [affinity, priority] = chartOf({ priorityClassName: "urgent", workloadAffinity: { affinity: "app" } }).findings;
  expect([affinity!.path, priority!.path]).toEqual([
    "web: spec.placement.workloadAffinity of PropagationPolicy web-deployment",
    "web: spec.schedulePriority of PropagationPolicy web-deployment",
  ]);
});

test.each<[PolicyOptions, string]>([
  [{ suspended: [] }, "placement.suspended: [] suspends nothing; leave it out, or name members"],
  [{ suspended: ["c"] }, 'placement: "c" is not a member of this federation; use one of "f-a-cluster", "f-b-cluster"'],
  [{ schedulerName: "My scheduler" }, 'placement.schedulerName: "My scheduler" is not a DNS name'],
  [{ priorityClassName: "" }, 'placement.priorityClassName: "" is not a DNS name'],
  [{ workloadAffinity: {} }, "placement.workloadAffinity: is empty; set affinity or antiAffinity"],
  [{ workloadAffinity: { affinity: "a b" } }, 'placement.workloadAffinity.affinity: "a b" is not a label key'],
  [
    { workloadAffinity: { affinity: "app", antiAffinity: "app" } },
    'placement.workloadAffinity: affinity and antiAffinity are both "app"; use different labels',
  ],
])("%j is refused as by Karmada's webhook", (options, told) => {
  expect(faultsOf(chartOf(options))).toEqual([expect.stringContaining(told)]);
});
