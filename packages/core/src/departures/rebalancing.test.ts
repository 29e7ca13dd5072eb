import { planManifests } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import { askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import type { Answer, Ask } from "../kubeconfig/ask";
import { withoutRecording } from "../unrecorded.test-support";
import type { Binding } from "./binding";
import { PLACED_BY_WEB } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { PROGRAM } from "./departed.test-support";
import { Rebalancing } from "./rebalancing";
import { ACTIONS, type Action, SimulatedFederation } from "./simulated-federation.test-support";

jest.mock("../federated-api/api-gate");

const MEMBERS = [{ name: "a" }, { name: "b" }];
const POLICY = { name: "web", namespace: "default" };
const resourceSelectors = [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }];
const objects = (replicas: number): object[] => [
  { apiVersion: "apps/v1", kind: "Deployment", metadata: POLICY, spec: { replicas } },
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: POLICY,
    spec: { resourceSelectors, placement: { replicaScheduling: { replicaSchedulingType: "Divided" } } },
  },
];
const READY = { conditions: [{ type: "Ready", status: "True" }] };

let federation: SimulatedFederation;
/** What happens between two rounds. */
let actions: readonly Action[];
let clusters: ClusterObject[];
let told: string[];
let failure: Error | undefined;
/** The fewest replicas that served at any time. */
let least: number;
let answers: boolean;

const bindings = (): Binding[] =>
  federation.bindings.map((one) => ({
    ...one,
    metadata: { ...one.metadata, annotations: { ...one.metadata.annotations, ...PLACED_BY_WEB } },
  }));
const ask: Ask = async (question) => {
  if (!answers) throw new Error("no response");
  const answer = (items: unknown): Answer => ({ status: 200, body: { items }, message: "" });
  if (question.method === "PATCH") federation.patch(question);
  if (question.path.endsWith("/clusters")) return answer(clusters);
  if (!question.path.endsWith("/resourcebindings")) return answer([]);
  for (const action of actions) {
    federation.act(action);
    least = Math.min(least, federation.total);
  }
  return answer(bindings());
};

beforeEach(async () => {
  await withoutRecording();
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
  jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void told.push(text)));
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never);
  jest
    .mocked(askApi)
    .mockImplementation(((_: ApiAccess, conversation: (ask: Ask) => Promise<unknown>) =>
      conversation(ask).catch((error: Error) => (failure = error))) as never);
  federation = new SimulatedFederation({ members: ["a", "b"], replicas: 4, divided: true, start: [4, 0] });
  [actions, told, failure, least, answers] = [ACTIONS, [], undefined, Infinity, true];
  clusters = MEMBERS.map(({ name }) => ({ metadata: { name }, status: READY }));
});
afterEach(() => jest.restoreAllMocks());

/** Rebalances what a program deploys. */
async function rebalanced(isDryRun: boolean, replicas = 4, timeoutSeconds = 60): Promise<void> {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(isDryRun);
  const plan = planManifests(objects(replicas), MEMBERS);
  const program = { ...PROGRAM, members: MEMBERS, plans: [plan], objects: objects(replicas) as never };
  const rebalancing = new Rebalancing({
    access: {} as ApiAccess,
    path: 'deploy("web")',
    plan,
    program: () => program,
    after: pulumi.output(undefined),
    timeoutSeconds,
  });
  await (rebalancing.finished(pulumi.output(undefined)) as unknown as Promise<void>);
}

const isSuspended = (): boolean => federation.bindings.some(({ spec }) => spec.suspension?.scheduling);

test("an up says what moves and moves it without a replica less, and the scheduler may divide again afterward", async () => {
  await rebalanced(false);
  expect(failure).toBeUndefined();
  expect(told).toEqual(['deploy("web"): web: a 4 → 2, b 0 → 2']);
  expect([Object.fromEntries(federation.ready), least]).toEqual([{ a: 2, b: 2 }, 4]);
  expect(isSuspended()).toBe(false);
});

test("a preview says what moves, and changes nothing", async () => {
  await rebalanced(true);
  expect(told).toEqual(['deploy("web"): web: a 4 → 2, b 0 → 2']);
  expect(Object.fromEntries(federation.ready)).toEqual({ a: 4 });
});

test("a preview does not compare what the program is about to change", async () => {
  await rebalanced(true, 6);
  expect(told).toEqual([]);
});

test("an up names what stays, and moves nothing of it", async () => {
  clusters[1] = { metadata: { name: "b" }, status: {} };
  await rebalanced(false);
  expect(told).toEqual(['deploy("web"): Deployment web is not rebalanced: b does not respond']);
  expect(Object.fromEntries(federation.ready)).toEqual({ a: 4 });
});

test("a member that others have tainted is given nothing", async () => {
  clusters[1] = {
    ...clusters[1]!,
    spec: {
      taints: [
        { key: "example.com/full", effect: "NoSchedule" },
        { key: "fedstack.dev/maintenance", effect: "NoSchedule" },
      ],
    },
  };
  await rebalanced(false);
  expect([told, Object.fromEntries(federation.ready)]).toEqual([[], { a: 4 }]);
  clusters[1] = { ...clusters[1], spec: { taints: [{ key: "fedstack.dev/maintenance", effect: "NoSchedule" }] } };
  await rebalanced(false);
  expect(Object.fromEntries(federation.ready)).toEqual({ a: 2, b: 2 });
});

test("an up in which the other members never serve fails, and leaves what serves, and nothing suspended", async () => {
  actions = ["schedule", "distribute", "collect", "report"];
  jest.spyOn(Date, "now").mockReturnValueOnce(0);
  await rebalanced(false, 4, 0);
  expect(failure?.message).toMatch(/^deploy\("web"\): not everything is rebalanced, and what serves stays after 0 s: /);
  expect(isSuspended()).toBe(false);
  expect(federation.bindings[0]!.spec.clusters).toEqual([{ name: "a", replicas: 4 }]);
});

test("a preview that gets no answer says so, and fails nothing", async () => {
  answers = false;
  await rebalanced(true);
  expect(failure).toBeUndefined();
  expect(told).toEqual(['deploy("web"): cannot tell what is rebalanced: no response']);
});
