import * as pulumi from "@pulumi/pulumi";
import type { Binding } from "./binding";
import type { ClusterObject } from "./clusters";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import { placed, placementOf, program, READY, readyClusters, running, WITH_C } from "./shifting.test-support";
import { type Shifts, shiftsIn, tellShift, tellShifts } from "./shifts";
import { SimulatedFederation } from "./simulated-federation.test-support";

/** What a program shifts, as messages begin. */
function told(
  federation: SimulatedFederation,
  { bindings = placed(federation), ...more }: { bindings?: Binding[] } & Partial<Program> = {},
  weights: Readonly<Record<string, number>> = { a: 2, b: 1 },
  clusters = readyClusters("a", "b", "c"),
): string[] {
  const done = program(weights, federation.setting.replicas, more);
  return shiftsIn(done, new Placements(done), { clusters, bindings }).shifts.map(tellShift);
}

test("a workload of which a new placement takes replicas from a member that keeps some is shifted", () => {
  expect(told(running(2, 4))).toEqual(["new placements divide web: a 2 → 4, b 4 → 2"]);
});

test("a workload is shifted late if a member has none of it, even one that is yet to join, and early otherwise", () => {
  const shiftsTo = (weights: Readonly<Record<string, number>>, ...joined: string[]): unknown => {
    const [federation, done] = [running(2, 4, 0), program(weights, 6)];
    const present = { clusters: readyClusters(...joined), bindings: placed(federation) };
    return shiftsIn(done, new Placements(done), present).shifts.map((one) => [tellShift(one), one.isLate]);
  };
  expect(shiftsTo(WITH_C, "a", "b", "c")).toEqual([["new placements divide web: b 4 → 1, c 0 → 3", true]]);
  expect(shiftsTo(WITH_C, "a", "b")).toEqual(shiftsTo(WITH_C, "a", "b", "c"));
  expect(shiftsTo({ a: 2, b: 1 }, "a", "b")).toEqual([["new placements divide web: a 2 → 4, b 4 → 2", false]]);
});

test("a workload is not shifted if its members only get more, or the same", () => {
  expect(told(running(4, 2))).toEqual([]);
  expect(told(running(2, 2, 2), {}, { a: 1, b: 1, c: 1 })).toEqual([]);
});

test.each<[string, () => string[]]>([
  ["a member gives up all of it, and is left", () => told(running(2, 4), {}, { a: 1 })],
  [
    "a member has none of it, and its call goes there in waves",
    () => told(running(4, 2, 0), { inWaves: program(WITH_C, 6).plans }, WITH_C),
  ],
  ["a member does not respond", () => told(running(2, 4), {}, undefined, [{ metadata: { name: "a" } }])],
  [
    "its number of replicas changes, too",
    () => {
      const more = program({ a: 2, b: 1 }, 9);
      return told(running(2, 4), { objects: more.objects, plans: more.plans });
    },
  ],
  [
    "its call deletes what a new placement leaves out",
    () => told(running(2, 4), { deleting: program({ a: 2, b: 1 }, 6).plans }),
  ],
  [
    "not all of it serves",
    () => {
      const federation = running(2, 4);
      const bindings = placed(federation).map((one) => ({ ...one, status: {} }));
      return told(federation, { bindings });
    },
  ],
  [
    "not all of it can be scheduled",
    () => {
      const federation = running(2, 4);
      const conditions = [{ type: "Scheduled", status: "False" }];
      const bindings = placed(federation).map((one) => ({ ...one, status: { ...one.status, conditions } }));
      return told(federation, { bindings });
    },
  ],
  [
    "it is copied to each member",
    () => {
      const federation = new SimulatedFederation({ members: ["a", "b"], replicas: 6, divided: false });
      return told(federation);
    },
  ],
])("a workload is not shifted if %s", (_, shifted) => {
  expect(shifted()).toEqual([]);
});

const APPLIED = "policy.karmada.io/applied-placement";
const MARK = "rebalance.fedstack.dev/fedstack";

/** What becomes of a workload that has the placement of a program, and that an earlier run has not brought there. */
function leftOpen(
  start: readonly number[],
  more: Partial<Program> = {},
  clusters = readyClusters("a", "b", "c"),
  change = (binding: Binding): Binding => binding,
): Shifts {
  const federation = running(...start);
  const placement = placementOf(program(WITH_C, 6));
  const [web] = placed(federation);
  const annotations = { ...web!.metadata.annotations, [APPLIED]: JSON.stringify(placement), [MARK]: "open" };
  const open = { ...web!, metadata: { ...web!.metadata, annotations }, spec: { ...web!.spec, placement } };
  const binding = change(open);
  const done = program(WITH_C, 6, more, binding.spec.placement);
  return shiftsIn(done, new Placements(done), { clusters, bindings: [binding] });
}

test("a workload that an earlier run has not brought to its placement is shifted late", () => {
  const { shifts, unshifted, closings } = leftOpen([2, 4, 0]);
  expect(shifts.map((one) => [tellShift(one), one.isLate])).toEqual([
    ["new placements divide web: b 4 → 1, c 0 → 3", true],
  ]);
  expect([unshifted, closings]).toEqual([[], []]);
});

test("a workload that cannot be brought to its placement now stays marked, and one says why", () => {
  const clusters = [...readyClusters("a", "b"), { metadata: { name: "c" } }];
  expect(leftOpen([2, 4, 0], {}, clusters)).toMatchObject({
    shifts: [],
    unshifted: [{ why: "c does not respond", stays: true }],
    closings: [],
  });
  expect(leftOpen([2, 4, 0], { inWaves: program(WITH_C, 6).plans })).toMatchObject({
    shifts: [],
    unshifted: [{ why: "its call goes to members in waves", stays: true }],
    closings: [],
  });
});

test.each<[string, (binding: Binding) => Binding, readonly ClusterObject[], string]>([
  [
    "it cannot be scheduled",
    (one) => ({ ...one, status: { ...one.status, conditions: [{ type: "Scheduled", status: "False" }] } }),
    [],
    "it cannot be scheduled",
  ],
  [
    "its new members are full",
    (one) => one,
    [{ metadata: { name: "c" }, status: { ...READY, resourceSummary: { allocatable: { pods: "2" } } } }],
    "its new members do not have enough free capacity",
  ],
  [
    "more than fixed weights decides",
    (one) => ({
      ...one,
      spec: {
        ...one.spec,
        placement: {
          replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" },
        } as Binding["spec"]["placement"],
      },
    }),
    [],
    "more than fixed weights decides where it runs",
  ],
])("a workload that an earlier run has not brought to its placement stays if %s", (_, change, more, why) => {
  const clusters = [...readyClusters("a", "b"), ...(more.length > 0 ? more : readyClusters("c"))];
  expect(leftOpen([2, 4, 0], {}, clusters, change)).toMatchObject({
    shifts: [],
    unshifted: [{ why, stays: true }],
    closings: [],
  });
});

test("the mark goes once the workload is there, or is no longer divided", () => {
  expect(leftOpen([2, 1, 3])).toMatchObject({
    shifts: [],
    unshifted: [],
    closings: [{ body: { metadata: { annotations: { [MARK]: null } }, spec: {} } }],
  });
  const copied = (one: Binding): Binding => {
    const placement = { replicaScheduling: { replicaSchedulingType: "Duplicated" } };
    return { ...one, spec: { ...one.spec, placement } };
  };
  const { unshifted, closings } = leftOpen([2, 4, 0], {}, undefined, copied);
  expect([unshifted, closings]).toMatchObject([[], [{ body: { metadata: { annotations: { [MARK]: null } } } }]]);
});

test("a workload that may stop replicas at once is divided anew by the scheduler", () => {
  const { shifts, unshifted, closings } = leftOpen([2, 4, 0], { deleting: program(WITH_C, 6).plans });
  expect([shifts, unshifted, closings]).toMatchObject([
    [],
    [{ why: 'its call has leaving: "delete"', stays: false }],
    [{ body: { spec: { rescheduleTriggeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) } } }],
  ]);
});

test("one says what is shifted, what stops at once, and what stays", () => {
  const said: string[] = [];
  const say = (level: string) => (text: string) => Promise.resolve(void said.push(`${level}: ${text}`));
  jest.spyOn(pulumi.log, "info").mockImplementation(say("info"));
  jest.spyOn(pulumi.log, "warn").mockImplementation(say("warning"));
  const { shifts } = leftOpen([2, 4, 0]);
  const why = "b does not respond";
  const unshifted = [
    { ...shifts[0]!, why, stays: false },
    { ...shifts[0]!, why, stays: true },
  ];
  tellShifts({ shifts, unshifted, closings: [] });
  expect(said).toEqual([
    "info: new placements divide web: b 4 → 1, c 0 → 3; no replica stops before another serves",
    "info: new placements divide web: b 4 → 1, c 0 → 3; replicas stop at once: b does not respond",
    "warning: Deployment web stays where it is: b does not respond. The next up goes on.",
  ]);
});
