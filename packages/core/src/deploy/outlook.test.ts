import { type Member, planManifests, planTable } from "@fedstack/constructs/plan";
import type { Binding } from "../departures/binding";
import { bindingOf } from "../departures/bindings.test-support";
import { Placements } from "../departures/placements";
import { type Outlook, outlookOf } from "./outlook";

const MEMBERS = [{ name: "a" }, { name: "b" }];
const UID = "0f5b2c9e-8a0d-4a51-9f0e-2f4b7a1c0d3e";

const weighted = (...weights: readonly (readonly [string, number])[]): object => ({
  clusterAffinity: { clusterNames: weights.map(([name]) => name) },
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: {
      staticWeightList: weights.map(([name, weight]) => ({ targetCluster: { clusterNames: [name] }, weight })),
    },
  },
});
const EVENLY = weighted(["a", 1], ["b", 1]);
const BY_ROOM = {
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: { dynamicWeight: "AvailableReplicas" },
  },
};

/** A Deployment `web` that runs on members, placed by a policy of its name. */
function running(placement: object, on: Readonly<Record<string, number>>, replicas?: number): Binding {
  const clusters = Object.entries(on).map(([name, each]) => ({ name, replicas: each }));
  const resource = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "default", uid: UID };
  const sum = clusters.reduce((total, one) => total + one.replicas, 0);
  return bindingOf({
    resource,
    replicas: replicas ?? sum,
    clusters,
    placement: placement as Binding["spec"]["placement"],
  });
}

interface Program {
  readonly placement?: object | undefined;
  readonly replicas?: number | undefined;
  readonly members?: readonly Member[];
  readonly staying?: readonly Member[];
  readonly schedulerName?: string;
  readonly rebalances?: boolean;
  readonly template?: object;
  readonly more?: readonly object[];
}

/** What becomes of `web` when a program deploys it with a placement, or with none. */
function outlookWith(bindings: readonly Binding[], program: Program): Outlook {
  const {
    placement,
    replicas,
    members = MEMBERS,
    staying = members,
    schedulerName,
    more = [],
    rebalances = false,
    template = {},
  } = program;
  const metadata = { name: "web", namespace: "default" };
  const objects = [
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas, template } },
    placement && {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
        placement,
        schedulerName,
      },
    },
    ...more,
  ].filter((one) => one !== undefined) as never[];
  const planWith: Parameters<typeof outlookOf>[0]["planWith"] = (others, stateOf) =>
    planManifests(objects, others, { stateOf });
  const plan = planWith(members);
  const placements = new Placements({ plans: [plan], objects });
  return outlookOf({ plan, planWith }, members, {
    bindings,
    placements,
    staying,
    rebalances,
    losesPolicy: () => true,
    isOthers: () => false,
  });
}

function outlook(bindings: readonly Binding[], program: Program): { table: string; changes: readonly string[] } {
  const { plan, changes } = outlookWith(bindings, program);
  return { table: planTable({ ...plan, findings: [] }), changes };
}

test("a change names each member, with what it loses", () => {
  const to = (placement: object, replicas: number) =>
    outlook([running(EVENLY, { a: 2, b: 2 })], { placement, replicas });
  expect(to(EVENLY, 6)).toEqual({ table: "web  6 → a 3, b 3", changes: ["Deployment web: a 2 → 3, b 2 → 3"] });
  expect(to(EVENLY, 2).changes).toEqual(["Deployment web: a 2 → 1 (loses 1), b 2 → 1 (loses 1)"]);
  expect(to(weighted(["a", 3], ["b", 1]), 4).changes).toEqual(["Deployment web: a 2 → 3, b 2 → 1 (loses 1)"]);
  expect(to(weighted(["b", 1]), 4)).toEqual({
    table: "web  4 → b 4",
    changes: ["Deployment web: a 2 → 0 (loses 2), b 2 → 4"],
  });
});

test("the plan says what will be, and a line names what stays although a new schedule would be another one", () => {
  expect(outlook([running(EVENLY, { a: 4 })], { placement: EVENLY, replicas: 4 })).toEqual({
    table: "web  4 → a 4",
    changes: ["Deployment web: stays a 4 (a new schedule would be a 2, b 2)"],
  });
});

test("a workload that stays where a new schedule would place it has no line, and so has one that is new", () => {
  const program = { placement: EVENLY, replicas: 4 };
  expect(outlook([running(EVENLY, { a: 2, b: 2 })], program)).toEqual({ table: "web  4 → a 2, b 2", changes: [] });
  expect(outlook([], program)).toEqual({ table: "web  4 → a 2, b 2", changes: [] });
  expect(outlook([running(EVENLY, {}, 4)], program).changes).toEqual([]);
});

test("the workload's UID decides a tie", () => {
  const { table, changes } = outlook([running(EVENLY, { a: 1, b: 1 })], { placement: EVENLY, replicas: 3 });
  expect(table).toMatch(/^web {2}3 → (a 2, b 1|a 1, b 2)$/);
  expect(changes).toEqual([expect.stringMatching(/^Deployment web: [ab] 1 → 2$/)]);
  const stays = [
    { a: 2, b: 1 },
    { a: 1, b: 2 },
  ].map((on) => outlook([running(EVENLY, on)], { placement: EVENLY, replicas: 3 }).changes.length);
  expect(stays.sort()).toEqual([0, 1]);
});

test("what runs on a member that leaves or is drained is scheduled again", () => {
  const on = [running(EVENLY, { a: 2, b: 2 })];
  expect(outlook(on, { placement: EVENLY, replicas: 4, members: [{ name: "a" }] })).toEqual({
    table: "web  4 → a 4",
    changes: ["Deployment web: a 2 → 4, b 2 → 0 (loses 2)"],
  });
  const taints = [{ key: "fedstack.dev/maintenance", effect: "NoSchedule" as const }];
  const members = [{ name: "a" }, { name: "b", taints }];
  expect(outlook(on, { placement: EVENLY, replicas: 4, members, staying: [{ name: "a" }] }).changes).toEqual([
    "Deployment web: a 2 → 4, b 2 → 0 (loses 2)",
  ]);
});

test("a member that leaves takes nothing from one that runs more than its share", () => {
  const members = [{ name: "a" }, { name: "c" }];
  const THIRDS = weighted(["a", 1], ["b", 1], ["c", 1]);
  expect(outlook([running(THIRDS, { a: 4, b: 2 })], { placement: THIRDS, replicas: 6, members })).toEqual({
    table: "web  6 → a 4, c 2",
    changes: ["Deployment web: b 2 → 0 (loses 2), c 0 → 2"],
  });
});

test("what runs on a member that is cordoned stays, although nothing new is scheduled there", () => {
  const taints = [{ key: "fedstack.dev/maintenance", effect: "NoSchedule" as const }];
  const members = [{ name: "a" }, { name: "b", taints }];
  expect(outlook([running(EVENLY, { a: 2, b: 2 })], { placement: EVENLY, replicas: 4, members }).changes).toEqual([
    "Deployment web: stays a 2, b 2 (a new schedule would be a 4)",
  ]);
});

test("copies that each member has are scheduled again when a member joins", () => {
  expect(outlook([running({}, { a: 2 }, 2)], { placement: {}, replicas: 2 })).toEqual({
    table: "web  2 → a 2, b 2",
    changes: ["Deployment web: b 0 → 2"],
  });
});

test("what free capacity decides is said to be unknown, and what it keeps has no line", () => {
  const on = [running(BY_ROOM, { a: 3, b: 1 })];
  const to = (replicas: number) => outlook(on, { placement: BY_ROOM, replicas }).changes;
  expect(to(6)).toEqual(["Deployment web: a 3, b 1 now, and what changes depends on free capacity"]);
  expect(to(4)).toEqual([]);
  expect(to(2)).toEqual([expect.stringMatching(/^Deployment web: a 3 → \d \(loses \d\)/)]);
});

test("a number of replicas that the chart leaves to an autoscaler is shown as it is", () => {
  expect(outlook([running(EVENLY, { a: 3, b: 2 })], { placement: EVENLY })).toEqual({
    table: "web  5 → a 3, b 2",
    changes: [],
  });
});

test("overrides of the number of replicas count before as after a change", () => {
  const override = {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "OverridePolicy",
    metadata: { name: "web", namespace: "default" },
    spec: {
      resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment" }],
      overrideRules: [
        {
          targetCluster: { clusterNames: ["b"] },
          overriders: { plaintext: [{ path: "/spec/replicas", operator: "replace", value: 1 }] },
        },
      ],
    },
  };
  const to = (replicas: number) =>
    outlook([running(EVENLY, { a: 2, b: 2 })], { placement: EVENLY, replicas, more: [override] });
  expect(to(4)).toEqual({ table: "web  4 → a 2, b 1", changes: [] });
  expect(to(6)).toEqual({ table: "web  6 → a 3, b 1", changes: ["Deployment web: a 2 → 3"] });
});

test("a warning names what runs although no policy places it any more", () => {
  const on = [running(EVENLY, { a: 4 })];
  expect(outlookWith(on, { replicas: 4 }).warnings).toEqual([
    expect.stringMatching(/^Deployment web runs on a \(4 replicas\), stays there/),
  ]);
  expect(outlookWith(on, { placement: EVENLY, replicas: 4 }).warnings).toEqual([]);
});

test("what no policy places any more has no line, and so has what another scheduler places", () => {
  const on = [running(EVENLY, { a: 4 })];
  expect(outlook(on, { replicas: 4 }).changes).toEqual([]);
  expect(outlook(on, { placement: EVENLY, replicas: 6, schedulerName: "mine" }).changes).toEqual([]);
});

test("a warning names a Service whose address does not answer, since its pods stay elsewhere", () => {
  const metadata = { name: "front", namespace: "default" };
  const more = [
    { apiVersion: "v1", kind: "Service", metadata, spec: { type: "LoadBalancer", selector: { app: "web" } } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: { resourceSelectors: [{ apiVersion: "v1", kind: "Service", name: "front" }], placement: EVENLY },
    },
  ];
  const template = { metadata: { labels: { app: "web" } } };
  const program = { placement: EVENLY, replicas: 4, more, template };
  expect(outlookWith([running(EVENLY, { a: 4 })], program).warnings).toEqual([
    "Service front: is on b, where nothing of Deployment web runs: its address there does not answer; " +
      "place it where its pods run, or give each of these members a replica",
  ]);
  expect(outlookWith([running(EVENLY, { a: 4 })], { ...program, rebalances: true }).warnings).toEqual([]);
  expect(outlookWith([running(EVENLY, { a: 2, b: 2 })], program).warnings).toEqual([]);
});
