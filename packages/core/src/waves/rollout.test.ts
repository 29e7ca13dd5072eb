import * as pulumi from "@pulumi/pulumi";
import { askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import { InvalidInputError } from "../validation/errors";
import { withoutRecording } from "../unrecorded.test-support";
import type { WavesCall } from "./prepare";
import { Rollout } from "./rollout";
import { quickly, SimulatedWaves } from "./simulated-waves.test-support";

jest.mock("../federated-api/api-gate", () => ({
  ...jest.requireActual<object>("../federated-api/api-gate"),
  askApi: jest.fn(),
}));

const { told } = quickly();
let world: SimulatedWaves;
/** Why a conversation with the federated API has failed. */
let failure: unknown;

beforeEach(async () => {
  await withoutRecording();
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
  jest
    .mocked(askApi)
    .mockImplementation(
      (_, conversation, after) =>
        (pulumi.output(after) as pulumi.Output<unknown>).apply(() =>
          conversation(world.ask).catch((error: unknown) => (failure = error)),
        ) as never,
    );
  world = new SimulatedWaves(["a", "b"]);
  failure = undefined;
});

/** Runs a call to its end. */
async function rollOut(isDryRun: boolean, call: WavesCall): Promise<void> {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(isDryRun);
  const ill = pulumi.output<string[]>([]);
  const rollout = new Rollout({ ...call, access: {} as ApiAccess, ill, after: pulumi.output(undefined) });
  const applied = rollout.opened.apply(() => (isDryRun ? undefined : world.apply("v2")));
  const { promise } = rollout.finished(applied) as unknown as { promise: () => Promise<unknown> };
  await promise();
}

test("an up holds back before the objects of a call change, and ends when all members have the change", async () => {
  await rollOut(false, world.call("v2"));
  expect(world.got).toEqual([
    ["a", "v2"],
    ["b", "v2"],
  ]);
});

test("a preview tells what changes, and changes nothing", async () => {
  const call = world.call("v2");
  await rollOut(true, call);
  expect(told).toEqual(['deploy("web"): Deployment web changes: first a, then b']);
  expect(world.suspended).toEqual([]);
});

test("a preview refuses what the up would refuse", async () => {
  world.replicas = 5;
  await rollOut(true, world.call("v2"));
  expect(failure).toBeInstanceOf(InvalidInputError);
});

test("a preview that gets no answer says so, and fails nothing", async () => {
  jest.spyOn(world, "ask" as never).mockRejectedValue(new Error("no response") as never);
  await rollOut(true, world.call("v2"));
  expect(failure).toBeUndefined();
  expect(told).toEqual(['deploy("web"): cannot tell what changes: no response']);
});
