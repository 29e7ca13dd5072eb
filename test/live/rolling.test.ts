import { renewNext, signedIn } from "./expiry";
import { asTheyWere, inventory } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { podsOf, unready } from "./pods";
import { Stack } from "./stack";
import { printed } from "./tokens";
import { keepName, type Outputs, outputsOf, served } from "./watching";
import { commandsOf } from "./workloads";

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
const FLAGS = { etcd: ["max-request-bytes", "2097152"], "karmada-apiserver": ["max-requests-inflight", "500"] };
const changed = {
  etcd: { extraArgs: Object.fromEntries([FLAGS.etcd]) as object },
  apiServer: { extraArgs: Object.fromEntries([FLAGS["karmada-apiserver"]]) as object },
  scheduler: { logLevel: 3 },
};
const ACCOUNT = "robot";
const USER = `system:serviceaccount:default:${ACCOUNT}`;

const stack = new Stack("test/live/programs/federations", NAME);
let before: Record<string, string>;
let outputs: Outputs;
/** Token that a key of the first authorities signed. */
let token: string;

async function readOutputs(): Promise<{ readonly file: string }> {
  outputs = await outputsOf(stack, NAME);
  return stack.keep("rolling.conf", outputs.kubeconfig);
}

const uids = async (): Promise<string[]> => (await podsOf(SYSTEM, NAME)).map(({ uid }) => uid);

/** What the federated API answers to somebody who signs in with that token. */
async function whoami(): Promise<string> {
  const config = JSON.parse(outputs.kubeconfig) as { readonly users: readonly [{ readonly name: string }] };
  const users = [{ ...config.users[0], user: { token } }];
  const bearer = stack.keep("robot.conf", JSON.stringify({ ...config, users }));
  return printed(bearer, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username}");
}

/** A step in which new authorities replace the old ones. Another `up` changes nothing. */
async function rotates(what: string, certificates: object): Promise<void> {
  await stack.configure({ federations: [{ ...federation, certificates }] });
  await served(what, outputs, () => stack.up(`up after which ${what}`));
  await stack.up(`second up after which ${what}`, "--expect-no-changes");
  await readOutputs();
}

afterAll(() => stack.remove());

live("A highly available federation issues a token of a service account, and answers for a name", async () => {
  before = await inventory("uid");
  await stack.init({ federations: [federation] });
  await stack.up("up of a highly available federation");
  const administrator = await readOutputs();
  await keepName(outputs);
  await kubectl(administrator, "create", "serviceaccount", ACCOUNT);
  token = (await kubectl(administrator, "create", "token", ACCOUNT, "--duration=4h")).trim();
  expect(await whoami()).toBe(USER);
});

live("Clients that repeat a request once see no error while an up renews every certificate", async () => {
  const old = await signedIn(stack);
  const running = await uids();
  await renewNext(stack);
  await served("certificates are renewed", outputs, () => stack.up("up that renews all certificates"));
  const renewed = await signedIn(stack);
  expect(Object.keys(renewed).sort()).toEqual(Object.keys(old).sort());
  expect(Object.keys(old).filter((urn) => renewed[urn] === old[urn])).toEqual([]);
  await eventually(
    "the pods of before are gone",
    60,
    async () => (await uids()).filter((uid) => running.includes(uid)),
    (left) => left.length === 0,
  );
});

live(
  "Clients that repeat a request once see no error while an up has everything trust the next authorities",
  async () => {
    await rotates("the next authorities are trusted", { authority: 2, rotation: "trust" });
    expect(await whoami()).toBe(USER);
  },
);

live(
  "Clients that repeat a request once see no error while an up has the next authorities sign everything",
  async () => {
    await rotates("the next authorities sign", { authority: 2, rotation: "sign" });
    expect(await whoami()).toBe(USER);
  },
);

live(
  "Clients that repeat a request once see no error while an up ends the old authorities and their tokens",
  async () => {
    await rotates("the old authorities end", { authority: 2 });
    expect(await whoami()).toMatch(/Unauthorized|logged in/);
  },
);

live("Clients that repeat a request once see no error while an up changes flags of etcd and API servers", async () => {
  await stack.configure({ federations: [{ ...federation, ...changed, certificates: { authority: 2 } }] });
  await served("flags change", outputs, () => stack.up("up that changes flags"));
  const commands = await commandsOf(SYSTEM);
  for (const [workload, flag] of Object.entries(FLAGS)) expect(commands[workload]).toContain(`--${flag.join("=")}`);
  await eventually(
    "all pods are ready",
    60,
    async () => unready(await podsOf(SYSTEM, NAME)),
    (left) => left.length === 0,
  );
});

live("A destroy after a rotation leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
