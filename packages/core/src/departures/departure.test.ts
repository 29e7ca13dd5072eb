import type { Answer, Ask, Question } from "../kubeconfig/ask";
import type { TaintedCluster } from "../federated-api/taint-gate";
import { NotAnswered } from "./api";
import { bindingOf } from "./bindings.test-support";
import { comeBack, depart, type Departure, giveUp, OutOfTime, untilNothingLacks } from "./departure";
import { ACTIONS, SimulatedFederation } from "./simulated-federation.test-support";

const LEAVING = { key: "fedstack.dev/leaving", effect: "NoSchedule" as const };
const BACK = { member: "b", staying: [{ name: "a" }, { name: "b" }], manager: "fedstack", isRescheduled: () => false };
const PATIENCE = { deadline: Date.now() + 60_000, pauseMilliseconds: 0 };
const STAYING = [{ name: "a" }];
const departure: Departure = {
  member: "b",
  staying: STAYING,
  manager: "fedstack",
  taints: [LEAVING],
  isReady: true,
  movable: (bindings) => bindings,
  isRescheduled: () => false,
};

/** A federated API with a simulated federation behind it, in which everything happens between two rounds. */
function served(federation: SimulatedFederation): { ask: Ask; cluster: TaintedCluster; asked: string[] } {
  const cluster = { metadata: { resourceVersion: "1", annotations: {} }, spec: { taints: [] } };
  const asked: string[] = [];
  const answer = (body: unknown): Answer => ({ status: 200, body, message: "" });
  const ask: Ask = async (question) => {
    asked.push(`${question.method} ${question.path}`);
    if (question.path.includes("/clusters/")) {
      ACTIONS.forEach((action) => federation.act(action));
      const { metadata, spec } = (question.body ?? {}) as Partial<TaintedCluster>;
      Object.assign(cluster.metadata.annotations, metadata?.annotations);
      Object.assign(cluster.spec, spec);
      if (cluster.spec.taints.length > 0) federation.cordoned = "b";
      return answer(cluster);
    }
    if (question.method === "PATCH") return answer(federation.patch(question));
    if (question.path.endsWith("/works")) return answer({ items: federation.situationOf("b").works });
    return answer({ items: question.path.endsWith("/resourcebindings") ? federation.bindings : [] });
  };
  return { ask, cluster, asked };
}

const DIVIDED = { members: ["a", "b"], replicas: 4, divided: true };

test("a member that leaves is tainted and marked before anything is held, and then left", async () => {
  const federation = new SimulatedFederation(DIVIDED);
  const { ask, cluster, asked } = served(federation);
  const heldWith: unknown[] = [];
  await untilNothingLacks(
    PATIENCE,
    depart(ask, departure, 0, () => heldWith.push(Object.fromEntries(federation.ready))),
  );
  expect(cluster.spec.taints).toEqual([LEAVING]);
  expect(cluster.metadata.annotations).toMatchObject({ "departure.fedstack.dev/fedstack": "true" });
  const writes = asked.filter((one) => one.startsWith("PATCH"));
  const [first] = writes.filter((one) => one.includes("resourcebindings"));
  expect(writes.indexOf(first!)).toBe(2);
  expect(writes.slice(0, 2).every((one) => one.includes("/clusters/b"))).toBe(true);
  expect(heldWith[0]).toMatchObject({ b: 2 });
  expect(Object.fromEntries(federation.ready)).toEqual({ a: 4 });
});

test("a member that is gone has nothing to leave", async () => {
  const ask: Ask = async ({ path }) =>
    path.includes("/clusters/")
      ? { status: 404, body: undefined, message: "not found" }
      : { status: 200, body: { items: [] }, message: "" };
  expect(await depart(ask, departure, 0, () => {})()).toEqual([]);
});

test("a member that stays gets everything back, and its mark goes last", async () => {
  const federation = new SimulatedFederation(DIVIDED);
  const { ask, cluster, asked } = served(federation);
  const round = depart(ask, departure, Infinity, () => {});
  for (let rounds = 0; rounds < 5; rounds++) await round();
  expect(federation.bindings.some(({ spec }) => spec.gracefulEvictionTasks!.length > 0)).toBe(true);
  const back = comeBack(ask, BACK, () => {});
  await untilNothingLacks(PATIENCE, () => {
    ACTIONS.forEach((action) => federation.act(action));
    return back();
  });
  expect(federation.bindings.flatMap(({ spec }) => spec.gracefulEvictionTasks)).toEqual([]);
  expect(cluster.metadata.annotations).toEqual({
    "departure.fedstack.dev/fedstack": null,
    "fedstack.dev/taints": "fedstack.dev/leaving:NoSchedule",
  });
  expect(asked.at(-1)).toBe("PATCH /apis/cluster.karmada.io/v1alpha1/clusters/b");
});

test("a member that is gone by now has nothing to get back", async () => {
  const ask: Ask = async ({ method }) =>
    method === "PATCH"
      ? { status: 404, body: undefined, message: "not found" }
      : { status: 200, body: { items: [] }, message: "" };
  expect(await comeBack(ask, BACK, () => {})()).toEqual([]);
});

test("a member that stays gets no taint, and its mark goes once what leaves it has gone", async () => {
  const federation = new SimulatedFederation(DIVIDED);
  const { ask, cluster } = served(federation);
  const isRescheduled = (): boolean => federation.allowed.includes("b");
  const moving: Departure = { ...departure, taints: undefined, isRescheduled };
  await untilNothingLacks(
    PATIENCE,
    depart(ask, moving, 0, () => (federation.allowed = ["a"])),
  );
  expect(cluster.spec.taints).toEqual([]);
  expect(cluster.metadata.annotations).toEqual({ "departure.fedstack.dev/fedstack": null });
  expect(Object.fromEntries(federation.ready)).toEqual({ a: 4 });
});

test("what still leaves a member does not come back to it", async () => {
  const federation = new SimulatedFederation(DIVIDED);
  const { ask, cluster } = served(federation);
  const round = depart(ask, departure, Infinity, () => {});
  for (let rounds = 0; rounds < 5; rounds++) await round();
  const tasks = (): number => federation.bindings.flatMap(({ spec }) => spec.gracefulEvictionTasks).length;
  const before = tasks();
  expect(
    await comeBack(
      ask,
      { member: "b", staying: STAYING, manager: "fedstack", isRescheduled: () => false, leaving: departure },
      () => {},
    )(),
  ).toEqual([]);
  expect([before, tasks()]).toEqual([3, 3]);
  expect(cluster.metadata.annotations).toMatchObject({ "departure.fedstack.dev/fedstack": "true" });
});

test("what an earlier run held on a member that is given up is released, and not put back", async () => {
  const federation = new SimulatedFederation(DIVIDED);
  const { ask } = served(federation);
  const round = depart(ask, departure, Infinity, () => {});
  for (let rounds = 0; rounds < 5; rounds++) await round();
  expect(federation.bindings.flatMap(({ spec }) => spec.gracefulEvictionTasks)).toHaveLength(3);
  await untilNothingLacks(PATIENCE, giveUp(ask, "b", "fedstack"));
  ACTIONS.forEach((action) => federation.act(action));
  expect(federation.bindings.flatMap(({ spec }) => spec.gracefulEvictionTasks)).toEqual([]);
  expect(Object.fromEntries(federation.ready)).toEqual({ a: 4 });
});

test("an API that does not answer is asked again until time is over, and any other error ends the rounds", async () => {
  const rounds = [new NotAnswered("no endpoints"), undefined];
  const round = async (): Promise<string[]> => {
    const error = rounds.shift();
    if (error) throw error;
    return [];
  };
  await untilNothingLacks(PATIENCE, round);
  expect(rounds).toEqual([]);
  const late = { deadline: 0, pauseMilliseconds: 0 };
  await expect(untilNothingLacks(late, async () => ["web"])).rejects.toEqual(new OutOfTime(["web"]));
  const broken = async (): Promise<string[]> => Promise.reject(new TypeError("a fault of the program"));
  await expect(untilNothingLacks(PATIENCE, broken)).rejects.toThrow("a fault of the program");
});

test("nothing of a member is looked at before it has its taints", async () => {
  const asked: string[] = [];
  const ask: Ask = async ({ method, path }) => {
    asked.push(`${method} ${path}`);
    return { status: 503, body: undefined, message: "no endpoints" };
  };
  expect(await depart(ask, departure, 0, () => {})()).toEqual(["no endpoints"]);
  expect(asked).toEqual(["GET /apis/cluster.karmada.io/v1alpha1/clusters/b"]);
});

test("the program goes on only once all copies are held, and, when a member comes back, once none need to be", async () => {
  const federation = new SimulatedFederation(DIVIDED);
  const { ask } = served(federation);
  const told: string[] = [];
  const round = depart(ask, departure, Infinity, () => told.push("held"));
  await round();
  expect(told).toEqual([]);
  for (let rounds = 0; rounds < 4; rounds++) await round();
  expect(told).toContain("held");
  const back = comeBack(ask, BACK, () => told.push("back"));
  await back();
  expect(told).not.toContain("back");
  await untilNothingLacks(PATIENCE, () => {
    ACTIONS.forEach((action) => federation.act(action));
    return back();
  });
  expect(told).toContain("back");
});

test("addresses are remembered from when they first left the zone, and not longer than they may be", async () => {
  const federation = new SimulatedFederation(DIVIDED);
  const { ask } = served(federation);
  const now = jest.spyOn(Date, "now").mockReturnValue(0);
  const round = depart(ask, departure, 25, () => {});
  for (let rounds = 0; rounds < 10; rounds++) await round();
  const lacks: (readonly string[])[] = [];
  for (const seconds of [10, 20, 26]) {
    now.mockReturnValue(seconds * 1000);
    lacks.push(await round());
  }
  now.mockRestore();
  const remembered = ["its addresses are still remembered"];
  expect(lacks).toEqual([remembered, remembered, ["Deployment web is being moved"]]);
});

/** What is asked in one round about a workload that runs elsewhere and is held on a member without a name there. */
async function askedOf(leaving: Departure): Promise<Question[]> {
  const tasks = [{ fromCluster: "b", reason: "MovesAway", producer: "fedstack", suppressDeletion: true }];
  const workload = bindingOf(
    { replicas: 1, placement: {}, clusters: [{ name: "a", replicas: 1 }], gracefulEvictionTasks: tasks },
    {
      schedulerObservedGeneration: 3,
      conditions: [{ type: "Scheduled", status: "True" }],
      aggregatedStatus: [{ clusterName: "a", applied: true, status: { availableReplicas: 1 } }],
    },
  );
  const asked: Question[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    const items = question.path.endsWith("/resourcebindings") ? [workload] : [];
    const body = { items, metadata: { resourceVersion: "1" }, spec: { taints: [LEAVING] } };
    return { status: 200, body, message: "" };
  };
  await depart(ask, leaving, Infinity, () => {})();
  return asked;
}

test("what has no addresses is given up without waiting until they are forgotten", async () => {
  const written = (await askedOf(departure)).filter(({ path }) => path.endsWith("/web-deployment"));
  expect(written).toMatchObject([{ body: { spec: { gracefulEvictionTasks: [{ suppressDeletion: false }] } } }]);
});

test("a member that does not respond is not asked for its copies", async () => {
  const works = (asked: readonly Question[]): string[] =>
    asked.map(({ path }) => path).filter((path) => path.endsWith("/works"));
  expect(works(await askedOf(departure))).toEqual(["/apis/work.karmada.io/v1alpha1/namespaces/karmada-es-b/works"]);
  expect(works(await askedOf({ ...departure, isReady: false }))).toEqual([]);
});
