import * as pulumi from "@pulumi/pulumi";
import { askApi } from "../federated-api/api-gate";
import { InvalidInputError } from "../validation/errors";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { beginAnew, cluster, departed, evicted, onlyOnB, PROGRAM, silentB, world } from "./departed.test-support";
import { Departures, type DeparturesArgs } from "./departures";
import type { Program } from "./planned-departure";

jest.mock("../federated-api/api-gate");
beginAnew();

test("without an engine, as in unit tests, nothing is asked", async () => {
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  jest.mocked(askApi).mockClear();
  new Departures({} as DeparturesArgs);
  expect(askApi).not.toHaveBeenCalled();
});

test("with every member joined, nothing changes", async () => {
  world.program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }] };
  const { departures, opened, done } = await departed();
  expect([opened, done, world.changed, world.told]).toEqual([undefined, undefined, [], []]);
  expect([departures.lateJoinFaults("join", "b"), departures.lateDeployFaults("deploy")]).toEqual([[], []]);
});

test("a member that the program no longer joins is marked and left", async () => {
  const { opened, done } = await departed();
  expect([opened, done, world.told]).toEqual([undefined, undefined, ["b leaves: no workload runs there"]]);
  expect(world.changed).toContain('b {"annotations":{"departure.fedstack.dev/fedstack":"true"}}');
});

test("a member that is to be left with all that it has is not touched", async () => {
  const { done } = await departed({ leaving: { b: "delete" } });
  expect([done, world.changed, world.told]).toEqual([undefined, [], []]);
});

test.each(["move", "delete"] as const)(
  "a member that does not respond is not left with what it has (%s)",
  async (leaving) => {
    const silent = { ...cluster("b"), status: { conditions: [{ type: "Ready", status: "False" }] } };
    world.has = { clusters: [cluster("a"), silent], bindings: [] };
    expect((await departed({ leaving: { b: leaving } })).done).toBeUndefined();
    world.has = { ...world.has, bindings: [onlyOnB] };
    const before = [...world.changed];
    const { done } = await departed({ leaving: { b: leaving } });
    expect((done as Error).message).toMatch(
      /^b leaves: the member does not respond, so that nothing can be deleted there: Deployment web; .*drop\("b"\)/,
    );
    expect(world.changed).toEqual(before);
  },
);

test("a member that does not respond is not left with copies that were moved away meanwhile", async () => {
  world.has = { clusters: [cluster("a"), silentB()], bindings: [], works: [evicted] };
  const { done } = await departed();
  expect((done as Error).message).toMatch(/^b leaves: .* nothing can be deleted there: Deployment old; /);
});

test("a member that is drained is left, although it stays", async () => {
  world.program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }], drained: ["b"] };
  world.has = { ...world.has, clusters: [cluster("a")] };
  expect((await departed()).done).toBeUndefined();
  expect(world.told).toEqual([]);
  world.has = { ...world.has, clusters: [cluster("a"), cluster("b")] };
  await departed();
  expect(world.told).toEqual(["b is drained: no workload runs there"]);
});

test("a member that stays gets back what an earlier run held there, and loses its mark", async () => {
  world.program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }] };
  world.has = { ...world.has, clusters: [cluster("a"), cluster("b", { "departure.fedstack.dev/fedstack": "true" })] };
  expect((await departed()).done).toBeUndefined();
  expect(world.changed).toEqual(['b {"annotations":{"departure.fedstack.dev/fedstack":null}}']);
});

test("a Cluster whose deletion an earlier run began is waited for, whether its member leaves or joins again", async () => {
  const ending = { ...cluster("b"), metadata: { ...cluster("b").metadata, deletionTimestamp: "2026-01-01T00:00:00Z" } };
  world.has = { clusters: [cluster("a"), ending], bindings: [] };
  for (const members of [[{ name: "a" }], [{ name: "a" }, { name: "b" }]]) {
    world.changed = [];
    world.program = { ...PROGRAM, members };
    expect((await departed()).done).toBeUndefined();
    expect(world.changed).toEqual(["DELETE b"]);
  }
});

test("joining and deploying are too late once a departure is decided", async () => {
  const { departures } = await departed();
  expect(departures.lateJoinFaults("join", "b")).toMatchObject([
    { path: "join", problem: expect.stringMatching(/^is too late/) },
  ]);
  expect(departures.lateJoinFaults("join", "c")).toEqual([]);
  expect(departures.lateDeployFaults("deploy")).toMatchObject([
    { path: "deploy", problem: expect.stringMatching(/^is too late: what leaves "b" was decided/) },
  ]);
});

test("a member whose deletion is accepted is too late to join, and deploying is not", async () => {
  const { departures } = await departed({ leaving: { b: "delete" } });
  expect(departures.lateJoinFaults("join", "b")).toHaveLength(1);
  expect(departures.lateDeployFaults("deploy")).toEqual([]);
});

test("a member that the program joins while it is waited for does not leave", async () => {
  let looks = 0;
  const late = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }] };
  const { done } = await departed({ program: () => (looks++ < 4 ? PROGRAM : late) });
  expect([done, world.changed]).toEqual([undefined, []]);
});

test.each([true, false])(
  "what cannot move is refused before anything changes, in a preview (%s) as in an update",
  async (dryRun) => {
    world.has = { ...world.has, bindings: [onlyOnB] };
    const { done } = await departed({}, dryRun);
    expect(done).toBeInstanceOf(InvalidInputError);
    expect((done as Error).message).toMatch(/^b leaves: Deployment web /);
    expect(world.changed).toEqual([]);
  },
);

test("a preview says what would leave, and changes nothing", async () => {
  await departed({}, true);
  expect([world.told, world.changed]).toEqual([["b leaves: no workload runs there"], []]);
});

test("a preview goes on when the federated API does not answer, and an update fails when time is up", async () => {
  world.has = { ...world.has, down: true };
  expect((await departed({}, true)).done).toBeUndefined();
  expect(world.told).toEqual(["cannot tell what leaves which member: no endpoints"]);
  const { opened, done } = await departed({ timeoutSeconds: -1 });
  expect((done as Error).message).toBe(
    'the members cannot be looked at after -1 s: no endpoints. Run "pulumi up" again to go on.',
  );
  expect(opened).toBe(done);
});

const heldOnB: Partial<Binding["spec"]> = {
  gracefulEvictionTasks: [{ fromCluster: "b", reason: "MovesAway", producer: "fedstack", suppressDeletion: true }],
};

test("nothing may change while what leaves a member is not held, or what comes back is not back", async () => {
  const onB = bindingOf({ replicas: 1, placement: {}, clusters: [{ name: "b", replicas: 1 }] });
  world.has = { ...world.has, bindings: [onB] };
  const leaving = await departed({ timeoutSeconds: -1 });
  expect(leaving.done).toMatchObject({ message: expect.stringMatching(/^b leaves: not everything is elsewhere/) });
  expect(leaving.opened).toBe(leaving.done);
  world.program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }] };
  world.has = {
    clusters: [cluster("a"), cluster("b", { "departure.fedstack.dev/fedstack": "true" })],
    bindings: [bindingOf({ replicas: 1, placement: {}, clusters: [{ name: "a", replicas: 1 }], ...heldOnB })],
  };
  const back = await departed({ timeoutSeconds: -1 });
  expect(back.done).toMatchObject({ message: expect.stringMatching(/^b: not everything is back/) });
  expect(back.opened).toBe(back.done);
});

test("what is held on a member that leaves is not given up before it is elsewhere", async () => {
  world.has = {
    ...world.has,
    bindings: [bindingOf({ replicas: 1, placement: {}, clusters: [{ name: "a", replicas: 1 }], ...heldOnB })],
  };
  const { done } = await departed({ timeoutSeconds: -1 });
  expect((done as Error).message).toContain("Deployment web is not scheduled yet");
  expect(world.changed.filter((one) => one.startsWith("web-deployment"))).toEqual([]);
});

/** Lets the program go on while it is waited for. Returns for how long it was waited each time. */
function whileWaiting(...later: readonly Partial<Program>[]): number[] {
  const waited: number[] = [];
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void, milliseconds: number) => {
    world.program = { ...world.program, ...later[waited.length] };
    waited.push(milliseconds);
    return setImmediate(then);
  }) as never);
  return waited;
}

test("a program that goes on is waited for again, until it has called nothing for some seconds", async () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => ({ name }));
  const waited = whileWaiting({ members: [a!, c!] }, { members: [a!, b!, c!] });
  expect((await departed()).done).toBeUndefined();
  expect([waited, world.changed]).toEqual([[5000, 5000], []]);
});

test("a program is waited for that has not applied a policy of an earlier run", async () => {
  world.program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }] };
  const waited = whileWaiting();
  await departed();
  expect(waited).toEqual([]);
  const metadata = { name: "web", namespace: "shop", managedFields: [{ manager: PROGRAM.manager }] };
  world.has = { ...world.has, policies: [{ metadata }] };
  await departed();
  expect(waited).toEqual([5000]);
});

test("an up ends a rebalance that an earlier one has begun, whether it rebalances anything itself or not", async () => {
  const { metadata, ...web } = bindingOf({
    replicas: 2,
    placement: { replicaScheduling: { replicaSchedulingType: "Divided" } },
    clusters: [{ name: "a", replicas: 2 }],
    suspension: { scheduling: true },
  });
  const annotations = {
    "rebalance.fedstack.dev/fedstack": "true",
    "policy.karmada.io/applied-placement": JSON.stringify(web.spec.placement),
  };
  world.has = { clusters: [cluster("a")], bindings: [{ ...web, metadata: { ...metadata, annotations } }] };
  await departed();
  expect(world.changed).toEqual([
    'web-deployment {"resourceVersion":"7","annotations":{"rebalance.fedstack.dev/fedstack":null}}',
  ]);
});
