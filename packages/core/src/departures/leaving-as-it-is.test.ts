import { beginAnew, cluster, departed, onlyOnB, PROGRAM, silentB, world } from "./departed.test-support";

jest.mock("../federated-api/api-gate");
beginAnew();

test.each([true, false])("the last member leaves if its copies stay there (preview: %s)", async (dryRun) => {
  world.has = { clusters: [cluster("b")], bindings: [onlyOnB] };
  world.program = { ...PROGRAM, members: [] };
  const moving = await departed({}, true);
  expect((moving.done as Error).message).toMatch(/"b" is the last member/);
  world.told = [];
  const { done } = await departed({ leaving: { b: "orphan" }, timeoutSeconds: 0 }, dryRun);
  expect(world.told).toEqual(["b leaves, and what it has stays there: web 1 → no other member"]);
  const failure = expect.stringMatching(/^b leaves, and .*: not everything is free after 0 s: Deployment web /);
  expect(done).toEqual(dryRun ? undefined : expect.objectContaining({ message: failure }));
});

test("a member that does not respond does not leave, even if its copies are to stay", async () => {
  world.has = { clusters: [cluster("a"), silentB()], bindings: [onlyOnB] };
  const { done } = await departed({ leaving: { b: "orphan" } });
  expect((done as Error).message).toMatch(/^b leaves: the member does not respond/);
});
