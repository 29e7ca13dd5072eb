import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { dividedBy, PLACED_BY_WEB } from "./bindings.test-support";
import { beginAnew, conversations, departed, onlyOnB, PROGRAM, world } from "./departed.test-support";

jest.mock("../federated-api/api-gate");
beginAnew();

/** A program after it is decided what moves, and a deploy of a workload to some members then. */
async function lateDeploy(
  clusterNames: readonly string[],
  replicas = 1,
  division: object = {},
): Promise<() => Promise<unknown>> {
  const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas } };
  const policy = {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "web" },
    spec: {
      resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
      placement: { clusterAffinity: { clusterNames }, ...division },
    },
  };
  const members = [{ name: "a" }, { name: "b" }];
  const plan = planManifests([web, policy], members);
  world.program = { ...PROGRAM, members };
  const { departures } = await departed();
  world.program = { ...world.program, plans: [plan], objects: [web, policy] };
  return async () => {
    const asked = conversations();
    departures.openFor("deploy", plan, []);
    return asked[0];
  };
}

/** The workload once a policy of the program places it. */
const placedOnB: Binding = {
  ...onlyOnB,
  metadata: {
    ...onlyOnB.metadata,
    annotations: PLACED_BY_WEB,
  },
};

test("a deploy after it is decided what moves is refused if a workload would move, and else is not", async () => {
  const deployed = await lateDeploy(["a"]);
  expect(await deployed()).toBeUndefined();
  world.has = { ...world.has, bindings: [placedOnB] };
  expect(await deployed()).toMatchObject({
    message: expect.stringMatching(/^deploy: is too late: new placements no longer select b/),
  });
});

test("a deploy after it is decided what moves is refused if a workload would be divided otherwise", async () => {
  const deployed = await lateDeploy(["a", "b"], 4, dividedBy({ a: 3, b: 1 }));
  const now = { ...placedOnB, spec: { ...placedOnB.spec, replicas: 4, placement: dividedBy({ a: 1, b: 1 }) } };
  const clusters = ["a", "b"].map((name) => ({ name, replicas: 2 }));
  const aggregatedStatus = clusters.map(({ name }) => ({ clusterName: name, status: { availableReplicas: 2 } }));
  world.has = { ...world.has, bindings: [{ ...now, spec: { ...now.spec, clusters }, status: { aggregatedStatus } }] };
  expect(await deployed()).toMatchObject({
    message: expect.stringMatching(/^deploy: is too late: new placements divide web: a 2 → 3, b 2 → 1, and what moves/),
  });
});

test("a deploy after it is decided what moves is refused if a workload would run nowhere any more", async () => {
  const deployed = await lateDeploy(["gone"]);
  world.has = { ...world.has, bindings: [placedOnB] };
  expect(await deployed()).toMatchObject({
    message: expect.stringMatching(/^Deployment web: runs on b, and its new placement allows no member/),
  });
});

test("a workload that runs and would run nowhere any more is refused before anything changes", async () => {
  await lateDeploy(["gone"]);
  world.has = { ...world.has, bindings: [placedOnB] };
  const { done } = await departed();
  expect((done as Error).message).toMatch(/^Deployment web: runs on b, and its new placement allows no member/);
  expect(world.changed).toEqual([]);
});
