import { type Manifest, planManifests } from "@fedstack/constructs/plan";
import fc from "fast-check";
import type { Answer, Ask } from "../kubeconfig/ask";
import type { Binding } from "./binding";
import { dividedBy, PLACED_BY_WEB } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { PROGRAM } from "./departed.test-support";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import { type Shift, shift, shiftsIn, tellShift } from "./shifts";
import { ACTIONS, type Action, SimulatedFederation } from "./simulated-federation.test-support";

const READY = { conditions: [{ type: "Ready", status: "True" }] };

const readyClusters = (...names: readonly string[]): ClusterObject[] =>
  names.map((name) => ({ metadata: { name }, status: READY }));

/** A program that places a Deployment on members by weights. */
function program(weights: Readonly<Record<string, number>>, replicas: number, more: Partial<Program> = {}): Program {
  const members = Object.keys(weights).map((name) => ({ name }));
  const metadata = { name: "web", namespace: "default" };
  const objects: Manifest[] = [
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
        placement: {
          clusterAffinity: { clusterNames: members.map(({ name }) => name) },
          ...dividedBy(weights),
        },
      },
    },
  ];
  return { ...PROGRAM, members, plans: [planManifests(objects, members)], objects, ...more };
}

/** Bindings as the federated API has them once a policy has placed their objects. */
const placed = (federation: SimulatedFederation): Binding[] =>
  federation.bindings.map((one) => ({
    ...one,
    holder: PROGRAM.manager,
    metadata: { ...one.metadata, annotations: { ...one.metadata.annotations, ...PLACED_BY_WEB } },
  }));

const running = (...start: readonly number[]): SimulatedFederation => {
  const members = ["a", "b", "c"].slice(0, start.length);
  return new SimulatedFederation({ members, replicas: start.reduce((sum, one) => sum + one), divided: true, start });
};

/** What a program shifts, as messages begin. */
function told(
  federation: SimulatedFederation,
  { bindings = placed(federation), ...more }: { bindings?: Binding[] } & Partial<Program> = {},
  weights: Readonly<Record<string, number>> = { a: 2, b: 1 },
  clusters = readyClusters("a", "b", "c"),
): string[] {
  const done = program(weights, federation.setting.replicas, more);
  return shiftsIn(done, new Placements(done), { clusters, bindings }).map(tellShift);
}

test("a workload of which a new placement takes replicas from a member that keeps some is shifted", () => {
  expect(told(running(2, 4))).toEqual(["new placements divide web: a 2 → 4, b 4 → 2"]);
});

test("a workload is not shifted if its members only get more, or the same", () => {
  expect(told(running(4, 2))).toEqual([]);
  expect(told(running(2, 2, 2), {}, { a: 1, b: 1, c: 1 })).toEqual([]);
});

test.each<[string, () => string[]]>([
  ["a member gives up all of it, and is left", () => told(running(2, 4), {}, { a: 1 })],
  [
    "a member has none of it, and may not have what its pods need",
    () => told(running(4, 2, 0), {}, { a: 2, b: 1, c: 3 }),
  ],
  ["a member does not respond", () => told(running(2, 4), {}, undefined, readyClusters("b"))],
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

const planned = (federation: SimulatedFederation, done: Program): readonly Shift[] =>
  shiftsIn(done, new Placements(done), { clusters: readyClusters("a", "b"), bindings: placed(federation) });

describe("in an up", () => {
  beforeEach(() =>
    jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never),
  );
  afterEach(() => jest.restoreAllMocks());

  /** Answers for a federation, in which some things happen between two looks. */
  const asking =
    (federation: SimulatedFederation, happens: () => void): Ask =>
    (question) => {
      const answer = (items: unknown): Promise<Answer> =>
        Promise.resolve({ status: 200, body: { items }, message: "" });
      if (question.method === "PATCH") federation.patch(question);
      if (question.path.endsWith("/clusters")) return answer(readyClusters(...federation.setting.members));
      if (!question.path.endsWith("/resourcebindings")) return answer([]);
      happens();
      return answer(placed(federation));
    };

  test("a shift ends where the new placement divides, misses no replica, and lets the scheduler divide again", async () => {
    const weights = fc.record({ a: fc.integer({ min: 1, max: 3 }), b: fc.integer({ min: 1, max: 3 }) });
    const start = fc.tuple(fc.integer({ min: 4, max: 8 }), fc.integer({ min: 4, max: 8 }));
    const course = fc.array(fc.constantFrom<Action>(...ACTIONS), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(weights, start, course, async (wanted, counts, actions) => {
        const federation = running(...counts);
        const { replicas } = federation.setting;
        const done = program(wanted, replicas);
        const shifts = planned(federation, done);
        const shares = shifts.map((one) => Object.fromEntries(one.shares));
        const left = [...actions];
        let least = Infinity;
        const happens = (): void => {
          for (const action of left.length > 0 ? left.splice(0, 3) : ACTIONS) {
            federation.act(action);
            least = Math.min(least, federation.total);
          }
        };
        await shift(asking(federation, happens), shifts, () => done, 60);
        happens();
        expect(least).toBeGreaterThanOrEqual(replicas);
        expect(Object.fromEntries(federation.ready)).toEqual(shares[0] ?? { a: counts[0], b: counts[1] });
        expect(federation.bindings[0]!.spec.suspension?.scheduling).not.toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("a shift in which the other members never serve fails, and leaves what serves, and nothing suspended", async () => {
    const federation = running(2, 4);
    jest.spyOn(Date, "now").mockReturnValueOnce(0);
    const happens = (): void =>
      (["schedule", "distribute", "collect", "report"] as const).forEach((one) => federation.act(one));
    const done = program({ a: 2, b: 1 }, 6);
    await expect(shift(asking(federation, happens), planned(federation, done), () => done, 0)).rejects.toThrow(
      /^new placements: not everything runs where they divide it, and what serves stays after 0 s: /,
    );
    happens();
    const { clusters, suspension } = federation.bindings[0]!.spec;
    expect([clusters, suspension?.scheduling ?? false]).toEqual([
      [
        { name: "a", replicas: 2 },
        { name: "b", replicas: 4 },
      ],
      false,
    ]);
  });

  test("a shift goes on although a replica is not available for a while", async () => {
    const federation = running(2, 4);
    const done = program({ a: 2, b: 1 }, 6);
    const shifts = planned(federation, done);
    federation.ready.set("b", 3);
    federation.act("report");
    const seen: string[] = [];
    const happens = (): void => {
      ACTIONS.forEach((one) => federation.act(one));
      seen.push([...federation.ready.values()].join());
    };
    await shift(asking(federation, happens), shifts, () => done, 60);
    happens();
    expect([seen.at(0), seen.at(-1)]).toEqual(["2,4", "4,2"]);
  });

  test("a shift leaves a workload whose number of replicas changes meanwhile to the scheduler", async () => {
    const federation = running(2, 4);
    const done = program({ a: 2, b: 1 }, 6);
    const shifts = planned(federation, done).map((one) => ({
      ...one,
      binding: { ...one.binding, spec: { ...one.binding.spec, replicas: 7 } },
    }));
    await shift(
      asking(federation, () => undefined),
      shifts,
      () => done,
      60,
    );
    expect(Object.fromEntries(federation.ready)).toEqual({ a: 2, b: 4 });
  });
});
