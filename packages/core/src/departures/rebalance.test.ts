import fc from "fast-check";
import type { Manifest } from "@fedstack/constructs/plan";
import type { Balancing } from "./balancing";
import type { Binding } from "./binding";
import { bindingOf, dividedBy } from "./bindings.test-support";
import { balanceOf, nextStepToBalance, tellBalance } from "./rebalance";
import type { Shares } from "./shares";
import { ACTIONS, type Action, type Setting, SimulatedFederation } from "./simulated-federation.test-support";
import { endAll } from "./suspended";

const MANAGER = "fedstack";
const MARK = "rebalance.fedstack.dev/fedstack";
const RUNS = { numRuns: 50 };
const FAIR: readonly (readonly Action[])[] = Array.from({ length: 25 }, () => ACTIONS);
const course = fc.array(fc.array(fc.constantFrom<Action>(...ACTIONS), { maxLength: 6 }), { maxLength: 20 });

/** Replicas that are anywhere, and weights by which each member is given some. */
const setting: fc.Arbitrary<Setting> = fc
  .constantFrom(["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"])
  .chain((members) => {
    const each = (one: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
      fc.array(one, { minLength: members.length, maxLength: members.length });
    return fc.record({ weights: each(fc.integer({ min: 1, max: 4 })), start: each(fc.nat(8)) }).map((more) => ({
      ...more,
      members,
      divided: true,
      replicas: more.start.reduce((sum, count) => sum + count),
    }));
  })
  .filter(({ replicas, members }) => replicas >= 4 * members.length);

const named = (...names: readonly string[]): Balancing["members"] => names.map((name) => ({ name }));
const balancing = (more: Partial<Balancing> = {}): Balancing => ({
  members: named("a", "b"),
  silent: () => false,
  objects: [],
  manager: MANAGER,
  ...more,
});
const webOf = (federation: SimulatedFederation): Binding => ({ ...federation.bindings[0]!, holder: MANAGER });

/** One look at the federated API, and what follows from it. Returns what is still missing. */
function look(federation: SimulatedFederation): readonly string[] {
  const binding = webOf(federation);
  const balance = balanceOf(binding, balancing({ members: named(...federation.setting.members) }));
  const { changes, lacks } = nextStepToBalance(binding, (balance as { shares: Shares }).shares, MANAGER);
  changes.forEach((change) => federation.patch(change));
  return lacks;
}

/** Everything happens, and no replica is missed meanwhile. */
function run(federation: SimulatedFederation, actions: readonly Action[]): void {
  for (const action of actions) {
    federation.act(action);
    expect(federation.total).toBeGreaterThanOrEqual(federation.setting.replicas);
  }
}

/** The scheduler may divide again, and nothing says that it may not. */
function expectEnded(federation: SimulatedFederation): void {
  const { metadata, spec } = webOf(federation);
  expect([metadata.annotations?.[MARK] ?? null, spec.suspension?.scheduling ?? null]).toEqual([null, null]);
}

test("a workload comes to its weights with all replicas served at every moment, in whatever order things happen", () => {
  fc.assert(
    fc.property(setting, course, (given, actions) => {
      const federation = new SimulatedFederation(given);
      for (const between of [...actions, ...FAIR]) {
        look(federation);
        run(federation, between);
      }
      expect(look(federation)).toEqual([]);
      expectEnded(federation);
      const { weights, members, replicas } = given;
      const fresh = new SimulatedFederation({ weights: weights!, members, replicas, divided: true });
      expect(Object.fromEntries(federation.ready)).toEqual(Object.fromEntries(fresh.ready));
    }),
    RUNS,
  );
});

test("a rebalance that stops anywhere is ended without loss and without waiting, wherever it was", () => {
  fc.assert(
    fc.property(setting, course, course, (given, until, after) => {
      const federation = new SimulatedFederation(given);
      for (const between of until) {
        look(federation);
        run(federation, between);
      }
      const end = (): void => {
        const members = named(...given.members);
        endAll([webOf(federation)], members, MANAGER).forEach((change) => federation.patch(change));
      };
      end();
      expectEnded(federation);
      for (const between of [...after, ...FAIR]) run(federation, between);
      expect(federation.total).toBe(given.replicas);
    }),
    RUNS,
  );
});

test("what nobody rebalances is not ended", () => {
  const foreign = bindingOf({ suspension: { scheduling: true } });
  expect(endAll([foreign], named("a"), MANAGER)).toEqual([]);
});

const EVENLY = { replicaScheduling: { replicaSchedulingType: "Divided" } };
const settled = { schedulerObservedGeneration: 3, conditions: [{ type: "Scheduled", status: "True" }] };
const onA = (more: Partial<Binding["spec"]> = {}): Binding =>
  bindingOf({ replicas: 4, placement: EVENLY, clusters: [{ name: "a", replicas: 4 }], ...more }, settled);

test("a preview shows each member whose replicas change", () => {
  const balance = balanceOf(onA(), balancing());
  expect(tellBalance(onA(), (balance as { shares: Shares }).shares)).toBe("web: a 4 → 2, b 0 → 2");
  expect(tellBalance(onA(), new Map([["a", 4]]))).toBeUndefined();
});

test("the scheduler is kept away first, then members are given more, and only when they serve do others give up theirs", () => {
  const shares = new Map([
    ["a", 2],
    ["b", 2],
  ]);
  const bodyOf = (binding: Binding): unknown => nextStepToBalance(binding, shares, MANAGER).changes[0]?.body;
  expect(bodyOf(onA())).toEqual({
    metadata: { resourceVersion: "7", annotations: { [MARK]: "true" } },
    spec: { suspension: { scheduling: true } },
  });
  const begun = (spec: Partial<Binding["spec"]>, available: number): Binding => {
    const { metadata, ...more } = onA({ suspension: { scheduling: true }, ...spec });
    const aggregatedStatus = [
      { clusterName: "a", status: { availableReplicas: 4 } },
      { clusterName: "b", status: { availableReplicas: available } },
    ];
    return { ...more, metadata: { ...metadata, annotations: { [MARK]: "true" } }, status: { aggregatedStatus } };
  };
  const clusters = [
    { name: "a", replicas: 4 },
    { name: "b", replicas: 2 },
  ];
  expect(bodyOf(begun({}, 0))).toEqual({ metadata: { resourceVersion: "7" }, spec: { clusters } });
  expect(nextStepToBalance(begun({ clusters }, 1), shares, MANAGER)).toMatchObject({
    changes: [],
    lacks: ["Deployment web has 1 of 2 replicas available on b"],
  });
  expect(bodyOf(begun({ clusters }, 2))).toEqual({
    metadata: { resourceVersion: "7", annotations: { [MARK]: null } },
    spec: {
      clusters: [
        { name: "a", replicas: 2 },
        { name: "b", replicas: 2 },
      ],
      suspension: { scheduling: null },
    },
  });
});

test("nothing begins before the scheduler has seen the latest placement", () => {
  const late = { ...onA(), status: { ...settled, schedulerObservedGeneration: 2 } };
  const { changes, lacks } = nextStepToBalance(late, new Map([["a", 2]]), MANAGER);
  expect([changes, lacks]).toEqual([[], ["Deployment web is not scheduled yet"]]);
});

const AUTOSCALER: Manifest = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web", namespace: "default" },
  spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" } },
};
const RETAINING: Manifest = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default", labels: { "resourcetemplate.karmada.io/retain-replicas": "true" } },
};
const stateful = { ...onA().spec.resource, kind: "StatefulSet" };

test.each<[string, Binding, Partial<Balancing>]>([
  ["only Deployments can move", onA({ resource: stateful }), {}],
  ["the members' own autoscalers set its replicas", onA(), { objects: [AUTOSCALER] }],
  ["the members' own autoscalers set its replicas", onA(), { objects: [RETAINING] }],
  ["it is suspended", onA({ suspension: { scheduling: true } }), {}],
  ["it is suspended", onA({ suspension: { dispatching: true } }), {}],
  ["it is suspended", onA({ suspension: { dispatchingOnClusters: { clusterNames: ["b"] } } }), {}],
  [
    "more than fixed weights decides where it runs",
    onA({
      placement: {
        replicaScheduling: { ...EVENLY.replicaScheduling, replicaDivisionPreference: "Aggregated" } as never,
      },
    }),
    {},
  ],
  ["it has not left a yet", onA(), { members: named("b") }],
  ["it has not left c yet", onA({ gracefulEvictionTasks: [{ fromCluster: "c", reason: "X", producer: "x" }] }), {}],
  ["b does not respond", onA(), { silent: (name) => name === "b" }],
  ["a would give up all of it", onA({ placement: dividedBy({ a: 1, b: 20 }) }), {}],
])("what cannot move without loss stays: %s", (stays, binding, more) => {
  expect(balanceOf(binding, balancing(more))).toEqual({ stays });
});

test("a rebalance ignores what is not divided or has no replicas", () => {
  expect(balanceOf(onA({ placement: {} }), balancing())).toBeUndefined();
  expect(balanceOf(onA({ replicas: 0, clusters: [] }), balancing())).toBeUndefined();
});
