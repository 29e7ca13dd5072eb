import { planManifests } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import { askApi, type Answer, type Ask } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import { federationLabels } from "../kube/labels";
import { InvalidInputError } from "../validation/errors";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { Departures, type DeparturesArgs } from "./departures";
import type { Program } from "./planned-departure";

jest.mock("../federated-api/api-gate");

const CLUSTERS = "/apis/cluster.karmada.io/v1alpha1/clusters";
const cluster = (name: string, annotations = {}): ClusterObject => ({
  metadata: { name, labels: federationLabels("prod"), annotations },
  status: { conditions: [{ type: "Ready", status: "True" }] },
});
const PROGRAM: Program = {
  members: [{ name: "a" }],
  drained: [],
  plans: [],
  deleting: [],
  objects: [],
  manager: "fedstack",
};
/** A workload that somebody else deploys, and that only b may run. */
const onlyOnB = bindingOf({
  replicas: 1,
  placement: { clusterAffinity: { clusterNames: ["b"] } } as Binding["spec"]["placement"],
  clusters: [{ name: "b", replicas: 1 }],
});

/** What the federated API has, and what it was asked to change. */
let has: { clusters: readonly ClusterObject[]; bindings: readonly Binding[]; down?: boolean };
let changed: string[];
let program: Program;
const ask: Ask = async ({ method, path, body }): Promise<Answer> => {
  if (has.down) return { status: 503, body: undefined, message: "no endpoints" };
  if (method !== "GET")
    changed.push(`${path.split("/").at(-1)} ${JSON.stringify((body as { metadata: object }).metadata)}`);
  const [found] = has.clusters.filter(({ metadata }) => path === `${CLUSTERS}/${metadata.name}`);
  const items = path === CLUSTERS ? has.clusters : path.endsWith("/resourcebindings") ? has.bindings : [];
  const resources = [{ name: "deployments", kind: "Deployment", namespaced: true }];
  const spec = { taints: [{ key: "fedstack.dev/leaving", effect: "NoSchedule" }] };
  const managedFields = [{ manager: "kubectl" }];
  const answer = found ? { ...found, spec } : { items, resources, metadata: { managedFields } };
  return { status: 200, body: answer, message: "" };
};

let told: string[];
beforeEach(async () => {
  await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never);
  told = [];
  jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void told.push(text)));
  has = { clusters: [cluster("a"), cluster("b")], bindings: [] };
  [changed, program] = [[], PROGRAM];
});
afterEach(() => jest.restoreAllMocks());

/** What a program's departures come to: when nothing may change before, and when they are done. */
async function departed(args: Partial<DeparturesArgs> = {}, dryRun = false) {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(dryRun);
  const results: Promise<unknown>[] = [];
  jest.mocked(askApi).mockImplementation(((_: ApiAccess, conversation: (ask: Ask) => Promise<unknown>) => {
    results.push(conversation(ask).catch((error: unknown) => error));
    return pulumi.output(undefined);
  }) as never);
  const departures = new Departures({
    access: {} as ApiAccess,
    federation: "prod",
    timeoutSeconds: 60,
    leaving: {},
    forgetSeconds: 0,
    program: () => program,
    ...args,
  });
  const answers = await Promise.all(results);
  const [opened, done] = dryRun ? [undefined, answers[0]] : answers;
  return { departures, opened, done };
}

test("without an engine, as in unit tests, nothing is asked", async () => {
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  jest.mocked(askApi).mockClear();
  new Departures({} as DeparturesArgs);
  expect(askApi).not.toHaveBeenCalled();
});

test("with every member joined, nothing changes", async () => {
  program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }] };
  const { departures, opened, done } = await departed();
  expect([opened, done, changed, told]).toEqual([undefined, undefined, [], []]);
  expect([departures.lateJoinFaults("join", "b"), departures.lateDeployFaults("deploy")]).toEqual([[], []]);
});

test("a member that the program no longer joins is marked and left", async () => {
  const { opened, done } = await departed();
  expect([opened, done, told]).toEqual([undefined, undefined, ["b leaves: no workload runs there"]]);
  expect(changed).toContain('b {"annotations":{"fedstack.dev/departure":"true"}}');
});

test("a member that is to be left with all that it has is not touched", async () => {
  const { done } = await departed({ leaving: { b: "delete" } });
  expect([done, changed, told]).toEqual([undefined, [], []]);
});

test("a member that is drained is left, although it stays", async () => {
  program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }], drained: ["b"] };
  has = { ...has, clusters: [cluster("a")] };
  expect((await departed()).done).toBeUndefined();
  expect(told).toEqual([]);
  has = { ...has, clusters: [cluster("a"), cluster("b")] };
  await departed();
  expect(told).toEqual(["b is drained: no workload runs there"]);
});

test("a member that stays gets back what an earlier run held there, and loses its mark", async () => {
  program = { ...PROGRAM, members: [{ name: "a" }, { name: "b" }] };
  has = { ...has, clusters: [cluster("a"), cluster("b", { "fedstack.dev/departure": "true" })] };
  expect((await departed()).done).toBeUndefined();
  expect(changed).toEqual(['b {"annotations":{"fedstack.dev/departure":null}}']);
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
  expect([done, changed]).toEqual([undefined, []]);
});

test.each([true, false])(
  "what cannot move is refused before anything changes, in a preview (%s) as in an update",
  async (dryRun) => {
    has = { ...has, bindings: [onlyOnB] };
    const { done } = await departed({}, dryRun);
    expect(done).toBeInstanceOf(InvalidInputError);
    expect((done as Error).message).toMatch(/^b leaves: Deployment web /);
    expect(changed).toEqual([]);
  },
);

test("a preview says what would leave, and changes nothing", async () => {
  await departed({}, true);
  expect([told, changed]).toEqual([["b leaves: no workload runs there"], []]);
});

test("a preview goes on when the federated API does not answer, and an update fails when time is up", async () => {
  has = { ...has, down: true };
  expect((await departed({}, true)).done).toBeUndefined();
  expect(told).toEqual(["what leaves which member is not known: no endpoints"]);
  const { opened, done } = await departed({ timeoutSeconds: -1 });
  expect((done as Error).message).toBe(
    'the members cannot be looked at after -1 s: no endpoints. Run "pulumi up" again to go on.',
  );
  expect(opened).toBe(done);
});

/** A program after it is decided what moves, and a deploy of a workload to some members then. */
async function lateDeploy(clusterNames: readonly string[]): Promise<() => Promise<unknown>> {
  const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 1 } };
  const policy = {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "web" },
    spec: {
      resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
      placement: { clusterAffinity: { clusterNames } },
    },
  };
  const members = [{ name: "a" }, { name: "b" }];
  const plan = planManifests([web, policy], members);
  program = { ...PROGRAM, members };
  const { departures } = await departed();
  program = { ...program, plans: [plan], objects: [web, policy] };
  return async () => {
    const asked: Promise<unknown>[] = [];
    jest.mocked(askApi).mockImplementation(((_: ApiAccess, conversation: (ask: Ask) => Promise<unknown>) => {
      asked.push(conversation(ask).catch((error: unknown) => error));
      return pulumi.output(undefined);
    }) as never);
    departures.openFor("deploy", plan);
    return asked[0];
  };
}

/** The workload once a policy of the program places it. */
const placedOnB: Binding = {
  ...onlyOnB,
  metadata: {
    ...onlyOnB.metadata,
    annotations: {
      "propagationpolicy.karmada.io/name": "web",
      "propagationpolicy.karmada.io/namespace": "default",
    },
  },
};

test("a deploy after it is decided what moves is refused if a workload would move, and else is not", async () => {
  const deployed = await lateDeploy(["a"]);
  expect(await deployed()).toBeUndefined();
  has = { ...has, bindings: [placedOnB] };
  expect(await deployed()).toMatchObject({
    message: expect.stringMatching(/^deploy: is too late: new placements leave out b/),
  });
});

test("a deploy after it is decided what moves is refused if a workload would run nowhere any more", async () => {
  const deployed = await lateDeploy(["gone"]);
  has = { ...has, bindings: [placedOnB] };
  expect(await deployed()).toMatchObject({
    message: expect.stringMatching(/^Deployment web: runs on b, and its new placement allows no member/),
  });
});
