import { renewNext, signedIn } from "./expiry";
import { asTheyWere, inventory } from "./kubernetes";
import { live } from "./lab";
import { podsOf } from "./pods";
import { Stack } from "./stack";
import { keepName, type Outputs, outputsOf, served } from "./watching";

const NAME = "rolling";
const SYSTEM = `${NAME}-system`;
/** Requests that leave room on a node of two cores for another API server, while those that run are replaced. */
const resources = { requests: { cpu: "80m", memory: "128Mi" } };
const federation = {
  name: NAME,
  zone: `${NAME}.example.`,
  members: ["a"],
  highlyAvailable: true,
  dns: { records: { kind: "etcd", resources } },
};

const stack = new Stack("test/live/programs/federations", NAME);
let before: Record<string, string>;
let outputs: Outputs;

const uids = async (): Promise<string[]> => (await podsOf(SYSTEM, NAME)).map(({ uid }) => uid);

afterAll(() => stack.remove());

live("A highly available federation answers its clients", async () => {
  before = await inventory("uid");
  await stack.init({ federations: [federation] });
  await stack.up("up of a highly available federation");
  outputs = await outputsOf(stack, NAME);
  await keepName(outputs);
});

live("Clients that repeat a request once see no error while an up renews every certificate", async () => {
  const old = await signedIn(stack);
  const running = await uids();
  await renewNext(stack);
  await served("certificates are renewed", outputs, () => stack.up("up that renews all certificates"));
  const renewed = await signedIn(stack);
  expect(Object.keys(renewed).sort()).toEqual(Object.keys(old).sort());
  expect(Object.keys(old).filter((urn) => renewed[urn] === old[urn])).toEqual([]);
  expect((await uids()).filter((uid) => running.includes(uid))).toEqual([]);
});

live("A destroy after a renewal leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
