import * as fc from "fast-check";
import { planReplicasV1 } from "./planner";
import { CLUSTERS, SELECTOR, chartOf, object, deployment, faultsOf, messages, placedIn } from "./migrated.test-support";

test("without annotations, a Deployment is divided equally among all clusters", () => {
  const chart = chartOf(deployment(6));
  expect(placedIn(chart)).toEqual({ a: 2, b: 2, c: 2 });
  expect(chart.findings).toEqual([]);
});

test("weights and * are kept, for the clusters that a selector selects", () => {
  const chart = chartOf(
    deployment(6, { rebalance: true, clusters: { a: { weight: 2 }, "*": { weight: 1 } } }, [
      { key: "region", operator: "in", values: ["tw"] },
    ]),
  );
  expect(placedIn(chart)).toEqual({ a: 4, b: 2 });
  expect(chart.findings).toEqual([]);
});

test("counts that Karmada divides differently are reported by cluster", () => {
  const clusters = { a: { weight: 3 }, b: { weight: 2 }, c: { weight: 2 } };
  expect(messages(chartOf(deployment(4, { rebalance: true, clusters })))).toEqual([
    'chart/shop.web-deployment/Policy: document 1: Deployment web: metadata.annotations["federation.kubernetes.io/deployment-preferences"]: ' +
      "the old federation placed 4 replicas as a 2, b 0, c 2; Karmada places a 2, b 1, c 1",
  ]);
});

test("a warning says that replicas may move if Federation v1 left them where they ran", () => {
  expect(messages(chartOf(deployment(6, { clusters: { "*": { weight: 1 } } })))).toEqual([
    expect.stringContaining("without rebalance, Federation v1 left replicas"),
  ]);
});

test("limits become the resulting counts, and are promised only for these counts", () => {
  const chart = chartOf(
    deployment(10, {
      rebalance: true,
      clusters: { a: { minReplicas: 7, maxReplicas: 7 }, "*": { weight: 1, maxReplicas: 2 } },
    }),
  );
  expect(placedIn(chart)).toEqual(
    planReplicasV1({
      preferences: { clusters: { a: { minReplicas: 7, maxReplicas: 7 }, "*": { weight: 1, maxReplicas: 2 } } },
      replicas: 10,
      clusters: ["a", "b", "c"],
      key: "shop/web",
    }).replicas,
  );
  expect(messages(chart)).toEqual([
    expect.stringContaining("The limits hold for 10 replicas on a, b, c, but not if these change"),
  ]);
});

test.each<[object, string]>([
  [{ clusters: { "*": { weight: 1, maxReplicas: 2 } } }, 'its limits place 6 of "50" replicas'],
  [{ clusters: { "*": { minReplicas: 2 } } }, 'its limits place 6 of "50" replicas'],
  [{ clusters: { a: {} } }, "no cluster has a weight, so that it runs nowhere"],
  [{}, "no cluster has a weight, so that it runs nowhere"],
])("%j, which Karmada cannot keep for 50 replicas, is refused", (preferences, fault) => {
  expect(faultsOf(deployment(50, preferences))).toEqual([
    expect.stringMatching(
      /^document 1: Deployment web: metadata\.annotations\["federation\.kubernetes\.io\/deployment-pref/,
    ),
  ]);
  expect(faultsOf(deployment(50, preferences))[0]).toContain(fault);
});

test("a Job's parallelism and completions are divided; its selector applies, which Federation v1 ignored", () => {
  const annotations = {
    "federation.kubernetes.io/job-preferences": '{"clusters":{"a":{"weight":1},"b":{"weight":1}}}',
    [SELECTOR]: '[{"key":"region","operator":"in","values":["tw"]}]',
  };
  const chart = chartOf(object("Job", annotations, { spec: { parallelism: 4, completions: 8, template: {} } }));
  expect(placedIn(chart)).toEqual({ a: 2, b: 2 });
  expect(messages(chart)).toEqual([expect.stringContaining("Federation v1 ignored it on Jobs")]);
});

const count = fc.nat({ max: 12 });
const preference = fc.record({ weight: count, minReplicas: count, maxReplicas: count }, { requiredKeys: [] });

const preferences = fc.record({
  rebalance: fc.constant(true),
  clusters: fc.dictionary(fc.constantFrom("a", "b", "c", "d", "*"), preference),
});

test("what is accepted lands as Federation v1 placed it, or a warning shows how; limits are kept or refused", () => {
  fc.assert(
    fc.property(preferences, fc.integer({ min: 1, max: 30 }), (given, replicas) => {
      const chart = chartOf(deployment(replicas, given));
      if (chart.node.validate().length > 0) return;
      const names = CLUSTERS.map(({ name }) => name);
      const v1 = planReplicasV1({ preferences: given, replicas, clusters: names, key: "shop/web" }).replicas;
      const now = chart.plan().workloads[0]!;
      const warned = messages(chart).some((message) => message.includes("Karmada places"));
      for (const name of names) {
        const { replicas: one = 0, alternative = one } = now.assignments.find(({ member }) => member === name) ?? {};
        const { minReplicas = 0, maxReplicas = Infinity } = given.clusters[name] ?? given.clusters["*"] ?? {};
        for (const outcome of [one, alternative]) {
          if (!warned) expect([name, outcome]).toEqual([name, v1[name]]);
          expect(outcome).toBeGreaterThanOrEqual(Math.min(minReplicas, v1[name]!));
          expect(outcome).toBeLessThanOrEqual(maxReplicas);
        }
      }
    }),
    { numRuns: 150 },
  );
});
