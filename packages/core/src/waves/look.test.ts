import { SimulatedWaves } from "./simulated-waves.test-support";
import { generationsOf, heldChanges, isHoldable, lookAt, lookAtPlaced } from "./look";

const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } };
const override = { apiVersion: "policy.karmada.io/v1alpha1", kind: "OverridePolicy", metadata: { name: "web" } };

test("a look has the call's policies, what they place and whom they hold back", async () => {
  const world = new SimulatedWaves(["a", "b"]);
  world.suspended = ["b"];
  const { policies, bindings, held } = await lookAtPlaced(world.ask, world.call("v1"));
  expect(policies.map(({ metadata }) => metadata.name)).toEqual(["web"]);
  expect(bindings.map(({ spec }) => spec.resource.name)).toEqual(["web"]);
  expect(held).toEqual(["b"]);
  const another = await lookAtPlaced(world.ask, { objects: [] });
  expect(another).toEqual({ policies: [], bindings: [], held: [] });
});

test("what the call's policies place can wait, and so can an override, even a new one", async () => {
  const world = new SimulatedWaves(["a", "b"]);
  const look = await lookAt(world.ask, world.call("v2"));
  expect(heldChanges(look).map(({ object }) => object.metadata.name)).toEqual(["web"]);
  expect([isHoldable(look, override), isHoldable(look, settings)]).toEqual([true, false]);
  const change = { isNew: true, content: true, replicas: false };
  const changes = [
    { ...change, object: override },
    { ...change, object: settings },
  ];
  expect(heldChanges({ ...look, changes }).map(({ object }) => object)).toEqual([override]);
  expect(heldChanges({ ...look, bindings: [], changes })).toEqual([]);
});

test("the generations of what is placed are those in the federated API", async () => {
  const world = new SimulatedWaves(["a"]);
  world.apply("v2");
  const { bindings } = await lookAtPlaced(world.ask, world.call("v2"));
  expect([...(await generationsOf(world.ask, bindings)).values()]).toEqual([2]);
  world.exists = false;
  await expect(generationsOf(world.ask, bindings)).rejects.toThrow("Deployment web: none");
});
