import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { untilAddressesAre } from "./answers";
import { commandsIn, follow } from "./guide";
import { asTheyWere, inventory, list } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, kubectl, labScript, live } from "./lab";
import { podsOfMembers } from "./pods";
import { Stack } from "./stack";
import { SteadyResolver } from "./steady-resolver";
import { timed } from "./times";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nameServers: readonly [string];
}

const NAME = "named.default.leaving.svc.leaving.example";
const RIGHT = `NOERROR ${BALANCERS.a} ${BALANCERS.b}`;
const NAMES = { "federation-system": "leaving-system", federation: "leaving", "f-a-cluster": "a-cluster" };
/** Twice as long as each name server caches an answer with one address. */
const UNCACHED_MILLISECONDS = 10_000;
const FORGETTING = "PULUMI_K8S_DELETE_UNREACHABLE";
const CONFIG = { members: ["a", "b"], placed: ["a", "b"], repaired: "true" };

const stack = new Stack("test/live/programs/leaving");
let before: Record<string, string>;
let federation: { readonly file: string };
let nameServer: string;
let pods: readonly string[];

const guided = async (section: string, blocks: (commands: readonly string[]) => readonly string[] = (all) => all) => {
  for (const commands of blocks(commandsIn("worst-days", section))) await follow(commands, NAMES, stack.files);
};

async function readOutputs(): Promise<void> {
  const outputs = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", outputs.federationKubeconfig);
  [nameServer] = outputs.nameServers;
}

const published = (): Promise<unknown> => untilAddressesAre(nameServer, NAME, [BALANCERS.a, BALANCERS.b]);

/** What the guide ends with: an `up` without `adopt`. */
async function upAsUsual(step: string): Promise<void> {
  await stack.configure({ adopt: "false" });
  await stack.up(step);
  await stack.up(`${step}, again`, "--expect-no-changes");
  expect(await podsOfMembers()).toEqual(pods);
}

/** Fails unless the zone always has the addresses of both members while something happens. */
async function whileResolving(happens: () => Promise<void>): Promise<void> {
  const resolver = new SteadyResolver(nameServer, NAME);
  await happens().finally(() => resolver.end());
  const answers = await resolver.end();
  console.info("meanwhile:", JSON.stringify(answers));
  expect(answers).toEqual({ answers: { [RIGHT]: expect.any(Number) }, unanswered: [] });
}

afterAll(() => stack.remove());

live("a federation runs workloads on both members, and the zone has their addresses", async () => {
  before = await inventory("uid");
  await stack.init(CONFIG);
  await stack.up("up of a federation");
  await giveAddresses();
  await readOutputs();
  await published();
  await pause(UNCACHED_MILLISECONDS);
  pods = await podsOfMembers();
  expect(pods.length).toBeGreaterThan(1);
});

live(
  "after etcd is lost without a backup, an up restarts no pod of a member, and the zone keeps its records",
  async () => {
    await whileResolving(async () => {
      await guided("Stop what could delete");
      await guided("Etcd is lost");
      expect(await kubectl(federation, "api-resources")).not.toContain("karmada");
      await stack.configure({ adopt: "true" });
      await stack.up("up after etcd is lost", "--refresh");
      expect(await podsOfMembers()).toEqual(pods);
      await upAsUsual("up as usual after etcd was lost");
    });
  },
);

live("an up without the state changes nothing that others could need, and says what is in the way", async () => {
  await stack.lose();
  expect(await stack.upFails("up without the state")).toMatch(/namespaces "leaving-system" already exists/);
  expect(await podsOfMembers()).toEqual(pods);
  await stack.lose();
});

live("after the state is lost, an up restarts no pod of a member, and the zone keeps its records", async () => {
  const known = nameServer;
  await whileResolving(async () => {
    await guided("Stop what could delete");
    await guided("The Pulumi state is lost");
    await stack.configure({ adopt: "true", everywhere: "false" });
    await stack.up("up after the state is lost");
    await readOutputs();
    expect(nameServer).toBe(known);
    expect(await podsOfMembers()).toEqual(pods);
    await upAsUsual("up as usual after the state was lost");
  });
});

live(
  "what the program no longer wants is listed as an orphan, and nothing else is, until it is taken away",
  async () => {
    const [listing, removing] = commandsIn("worst-days", "Orphans") as [string, string];
    await follow(listing, NAMES, stack.files);
    expect(readFileSync(join(stack.files, "orphans.txt"), "utf8")).toMatch(/^\S+ Deployment\/everywhere default\n$/);
    await follow(removing, NAMES, stack.files);
    const gone = /^default\/everywhere-/;
    const kept = pods.filter((pod) => !gone.test(pod));
    await eventually(
      "the orphan's pods are gone from A",
      60,
      podsOfMembers,
      (now) => now.length === (kept.length + pods.length) / 2,
    );
    expect(await podsOfMembers()).toEqual(expect.arrayContaining([...kept]));
    await follow(listing, NAMES, stack.files);
    expect(readFileSync(join(stack.files, "orphans.txt"), "utf8")).toBe("");
    pods = await podsOfMembers();
  },
);

live(
  "after the host is lost and built anew, an up restarts no pod of a member, and the zone has their addresses",
  async () => {
    await timed("the host is built anew", () => labScript("rebuild.sh"));
    expect(await podsOfMembers()).toEqual(pods);
    const ofHost = ([key]: [string, string]): boolean => key.startsWith("f/");
    const old = Object.entries(before).filter((entry) => !ofHost(entry));
    before = Object.fromEntries([...old, ...Object.entries(await inventory("uid")).filter(ofHost)]);
    await guided("The host is lost", ([, free]) => [free!]);
    process.env[FORGETTING] = "true";
    await stack.refresh().finally(() => delete process.env[FORGETTING]);
    const hostId = await kubectl("f", "get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}");
    await stack.configure({ adopt: "true", hostId });
    await stack.up("up after the host is lost");
    await readOutputs();
    await published();
    expect(await podsOfMembers()).toEqual(pods);
    await upAsUsual("up as usual after the host was lost");
    expect((await list(federation, "clusters")).map(({ metadata }) => metadata.name)).toEqual([
      "a-cluster",
      "b-cluster",
    ]);
  },
);

live("a destroy leaves nothing in the clusters but the orphans that were left there", async () => {
  await stack.destroy();
  await kubectl("b", "delete", "deployment", "everywhere");
  await asTheyWere(before);
});
