import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { bindingOf, dividedBy, PLACED_BY_WEB } from "./bindings.test-support";
import type { Departures } from "./departures";
import { beginAnew, cluster, departed, PROGRAM, world } from "./departed.test-support";

jest.mock("../federated-api/api-gate");
beginAnew();

/** A program that divides a workload otherwise than it runs. */
function dividesOtherwise(): void {
  const members = [{ name: "a" }, { name: "b" }];
  const metadata = { name: "web", namespace: "default" };
  const objects = [
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas: 4 } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
        placement: dividedBy({ a: 3, b: 1 }),
      },
    },
  ];
  world.program = { ...PROGRAM, members, plans: [planManifests(objects, members)], objects };
  const binding = bindingOf(
    {
      replicas: 4,
      placement: dividedBy({ a: 1, b: 1 }),
      clusters: members.map(({ name }) => ({ name, replicas: 2 })),
    },
    {
      schedulerObservedGeneration: 3,
      conditions: [{ type: "Scheduled", status: "True" }],
      aggregatedStatus: members.map(({ name }) => ({ clusterName: name, status: { availableReplicas: 2 } })),
    },
  );
  world.has = {
    ...world.has,
    bindings: [{ ...binding, metadata: { ...binding.metadata, annotations: PLACED_BY_WEB } }],
  };
}

test("a preview says which replicas move before their placement changes", async () => {
  dividesOtherwise();
  const { done } = await departed({ disruptionBudget: { maxUnavailable: 0 } }, true);
  expect([done, world.told, world.changed]).toEqual([
    undefined,
    ["new placements divide web: a 2 → 3, b 2 → 1; no replica stops before another serves"],
    [],
  ]);
});

test("nothing may change while what new placements divide otherwise does not run there", async () => {
  dividesOtherwise();
  const { opened, done } = await departed({ timeoutSeconds: -1 });
  expect(world.changed[0]).toBe(
    'web-deployment {"resourceVersion":"7","annotations":{"rebalance.fedstack.dev/fedstack":"true"}}',
  );
  expect((done as Error).message).toMatch(
    /^new placements: not everything runs where they divide it, .*: Deployment web is being rebalanced\./,
  );
  expect(opened).toBe(done);
});

test("a preview refuses replicas that have no room where they move", async () => {
  dividesOtherwise();
  const full = { allocatable: { pods: "2" }, allocated: { pods: "2" } };
  const { metadata, status } = cluster("a");
  world.has = {
    ...world.has,
    clusters: [{ metadata, status: { ...status, resourceSummary: full } }, cluster("b")],
  };
  const { done } = await departed({}, true);
  expect((done as Error).message).toBe(
    'new placements: "a" does not have enough free capacity for what would move there: 1 pods needed, 0 free; ' +
      'make room there, or set leaving: "delete" in the deploy call to stop replicas before others serve',
  );
  expect(world.told).toEqual([]);
});

/** A program that also divides a workload to a member that joins in this run. */
function dividesToNewMember(): void {
  dividesOtherwise();
  const { objects } = world.program;
  const [web, policy] = objects as [(typeof objects)[0], (typeof objects)[0]];
  const spec = { ...(policy["spec"] as object), placement: dividedBy({ a: 1, c: 1 }) };
  const members = [{ name: "a" }, { name: "b" }, { name: "c" }];
  const changed = [web, { ...policy, spec }];
  world.program = { ...world.program, members, plans: [planManifests(changed, members)], objects: changed };
  const [binding] = world.has.bindings as [Binding];
  const clusters = [{ name: "a", replicas: 4 }];
  const aggregatedStatus = [{ clusterName: "a", status: { availableReplicas: 4 } }];
  world.has = {
    ...world.has,
    bindings: [{ ...binding, spec: { ...binding.spec, clusters }, status: { ...binding.status, aggregatedStatus } }],
  };
}

/** Whether what a program deploys may change. */
const mayChange = (departures: Departures): Promise<boolean> =>
  Promise.race([
    new Promise<boolean>((resolve) => {
      departures.openFor("deploy", world.program.plans[0]!, world.program.objects).apply(() => resolve(true));
    }),
    new Promise<boolean>((resolve) => setImmediate(() => setImmediate(() => resolve(false)))),
  ]);

test("what comes to a new member may not change, and is not kept from the scheduler, before that has joined", async () => {
  dividesToNewMember();
  const { departures, done } = await departed({ joined: () => Promise.reject(new Error("c has not joined")) });
  expect(world.told).toEqual(["new placements divide web: a 4 → 2, c 0 → 2; no replica stops before another serves"]);
  expect([(done as Error).message, world.changed, await mayChange(departures)]).toEqual([
    "c has not joined",
    [],
    false,
  ]);
});

test("once a new member has joined, the scheduler is kept from what comes to it, and then its policy may change", async () => {
  dividesToNewMember();
  let now = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => (now += 100));
  const applied = jest.fn(() => Promise.resolve());
  const { departures, done } = await departed({ timeoutSeconds: 5, applied });
  expect(world.changed[0]).toBe(
    'web-deployment {"resourceVersion":"7","annotations":{"rebalance.fedstack.dev/fedstack":"true"}}',
  );
  expect([await mayChange(departures), applied.mock.calls]).toMatchObject([
    true,
    [[[{ kind: "PropagationPolicy", name: "web" }]]],
  ]);
  expect((done as Error).message).toContain("Deployment web does not have its new placement yet");
});

/** A program of which a run was killed when it had given a its replicas, and not taken those of b. */
function killedOnTheWay(): void {
  dividesOtherwise();
  const [binding] = world.has.bindings as [Binding];
  const annotations = { ...binding.metadata.annotations, "rebalance.fedstack.dev/fedstack": "true" };
  const clusters = [
    { name: "a", replicas: 3 },
    { name: "b", replicas: 2 },
  ];
  const killed = { ...binding, metadata: { ...binding.metadata, annotations }, spec: { ...binding.spec, clusters } };
  world.has = { ...world.has, bindings: [killed] };
}

test("a preview after a run that was killed does not count again the room of what that has brought there", async () => {
  killedOnTheWay();
  const { metadata, status } = cluster("a");
  const resourceSummary = { allocatable: { pods: "3" }, allocated: { pods: "3" } };
  world.has = { ...world.has, clusters: [{ metadata, status: { ...status, resourceSummary } }, cluster("b")] };
  expect((await departed({}, true)).done).toBeUndefined();
});

test("a preview after a run that was killed says what the next one will do", async () => {
  killedOnTheWay();
  const { done } = await departed({ disruptionBudget: { maxUnavailable: 0 } }, true);
  expect([done, world.changed, world.told]).toEqual([
    undefined,
    [],
    ["new placements divide web: a 2 → 3, b 2 → 1; no replica stops before another serves"],
  ]);
});

test("a preview says which replicas stop at once, and why", async () => {
  dividesOtherwise();
  const [binding] = world.has.bindings as [Binding];
  world.has = { ...world.has, bindings: [{ ...binding, status: { ...binding.status, aggregatedStatus: [] } }] };
  await departed({}, true);
  expect(world.told).toEqual([
    "new placements divide web: a 2 → 3, b 2 → 1; replicas stop at once: not all of it serves",
  ]);
});
