import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { beginAnew, conversations, departed, onlyOnB, PROGRAM, world } from "./departed.test-support";

jest.mock("../federated-api/api-gate");
beginAnew();

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
  world.program = { ...PROGRAM, members };
  const { departures } = await departed();
  world.program = { ...world.program, plans: [plan], objects: [web, policy] };
  return async () => {
    const asked = conversations();
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
  world.has = { ...world.has, bindings: [placedOnB] };
  expect(await deployed()).toMatchObject({
    message: expect.stringMatching(/^deploy: is too late: new placements no longer select b/),
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
