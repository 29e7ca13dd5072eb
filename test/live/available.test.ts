import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./dns";
import { etcdctl } from "./etcdctl";
import { asTheyWere, inventory, list } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { type Pod, podsOf, unready } from "./pods";
import { Stack } from "./stack";
import { type Sightings, SteadyClient } from "./steady-client";
import { type Answers, SteadyResolver } from "./steady-resolver";

type Outputs = Record<string, { readonly kubeconfig: string; readonly nameServers: readonly [string] }>;

const SYSTEM = "steady-system";
const CONTROL_PLANE = 15;
const federation = { name: "steady", zone: "steady.example.", members: ["a"], dns: { records: { kind: "etcd" } } };
const MEMBERS = ["etcd-0", "etcd-1", "etcd-2"];
const KEPT = 100;
const RECORD = {
  key: "/skydns/example/steady/svc/steady/default/kept",
  name: "kept.default.steady.svc.steady.example",
  address: "198.51.100.7",
};
const NEVER_ASKED = "other.default.steady.svc.steady.example";
/** The only answer that is right. */
const RIGHT = `NOERROR ${RECORD.address}`;
/** Twice as long as name servers cache an answer. */
const UNCACHED_MILLISECONDS = 10_000;
/** Slower than this on any machine would be an outage. */
const LONGEST_SILENCE_MILLISECONDS = 30_000;

const stack = new Stack("test/live/programs/federations");
let before: Record<string, string>;
let kubeconfig: string;
let nameServer: string;
let kept: string;

/** Names of an etcd's members, and whether they vote. */
async function members(namespace: string, pod: string): Promise<string[]> {
  const lines = (await etcdctl(namespace, pod, "member", "list")).trim().split("\n");
  return lines
    .map((line) => line.split(", "))
    .map(([, , name, , , learner]) => `${name}${learner === "true" ? "?" : ""}`);
}

/** What a member itself stores of the objects that were there before it joined. */
const stored = (pod: string): Promise<string> =>
  etcdctl(SYSTEM, pod, "get", "/registry/configmaps/default/kept-", "--prefix", "--consistency=s", "-w", "fields");

/** Without what each member says of itself. */
const dataOf = (fields: string): string =>
  fields
    .split("\n")
    .filter((line) => /^"(Key|Value|ModRevision)"/.test(line))
    .join("\n");

const coreDns = async (): Promise<Pod[]> =>
  (await podsOf("steady")).filter(({ name }) => name.startsWith("steady/coredns-"));

/** Stops or starts the etcd of the records, and waits until its pods are gone or ready. */
async function scaleRecords(replicas: number): Promise<void> {
  await kubectl("f", "-n", "steady", "scale", "statefulset", "etcd-cluster", `--replicas=${replicas}`);
  await eventually(
    `etcd has ${replicas} pods`,
    60,
    async () => (await podsOf("steady")).filter(({ name }) => name.startsWith("steady/etcd-cluster-")),
    (found) => found.length === replicas && unready(found).length === 0,
  );
}

const seen = (what: string, sightings: Sightings | Answers): void => console.info(what, JSON.stringify(sightings));

afterAll(() => stack.remove());

live("A federation starts with one etcd member, whose data the test knows", async () => {
  before = await inventory("uid");
  await stack.init({ federations: [federation] });
  await stack.up("up of a small federation");
  const outputs = (await stack.outputs<{ federations: Outputs }>()).federations["steady"]!;
  kubeconfig = outputs.kubeconfig;
  [nameServer] = outputs.nameServers;
  const items = Array.from({ length: KEPT }, (_, index) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `kept-${index}`, namespace: "default" },
    data: { text: `${index}`.repeat(100) },
  }));
  const file = stack.keep("kept.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  await kubectl(stack.keep("steady.conf", kubeconfig), "create", "-f", file.file);
  kept = dataOf(await stored("etcd-0"));
  expect(kept.match(/"Key"/g)).toHaveLength(KEPT);
});

live("An up that is killed while etcd grows has lost nothing, and the API answers", async () => {
  const client = new SteadyClient(kubeconfig);
  await stack.configure({ federations: [{ ...federation, highlyAvailable: true }] });
  const joining = (): Promise<unknown> =>
    eventually(
      "new members are known",
      60,
      () => members(SYSTEM, "etcd-0"),
      (found) => found.length === 3,
    );
  await stack.upInterrupted({ at: joining, signal: "SIGKILL" });
  const sightings = await client.end();
  seen("while growth is killed:", sightings);
  expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
  expect(dataOf(await stored("etcd-0"))).toBe(kept);
  await stack.cancel();
  await stack.refresh("--clear-pending-creates");
});

live(
  "The next up grows both etcds to three members that have all the data, and the API answers throughout",
  async () => {
    const client = new SteadyClient(kubeconfig);
    await stack.up("up that makes it highly available");
    const sightings = await client.end();
    seen("while etcd grows:", sightings);
    expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
    for (const member of MEMBERS) expect([member, dataOf(await stored(member))]).toEqual([member, kept]);
    expect((await members(SYSTEM, "etcd-2")).sort()).toEqual(MEMBERS);
    expect((await members("steady", "etcd-cluster-2")).sort()).toEqual(
      MEMBERS.map((name) => name.replace("-", "-cluster-")),
    );
    await stack.up("second up of a highly available federation", "--expect-no-changes");
  },
);

live("A client that repeats a request once sees no error while every pod of the control plane is deleted", async () => {
  const pods = (await podsOf(SYSTEM)).map(({ name }) => name.split("/")[1]!);
  expect(pods).toHaveLength(CONTROL_PLANE);
  const client = new SteadyClient(kubeconfig);
  const componentOf = (name: string): string => name.replace(/(-[a-z0-9]+-[a-z0-9]{5}|-\d)$/, "");
  const components = [...new Set(pods.map(componentOf))].sort();
  for (let round = 0; round < MEMBERS.length; round += 1) {
    // One of each component.
    const doomed = components.flatMap(
      (component) => pods.filter((name) => componentOf(name) === component)[round] ?? [],
    );
    await kubectl("f", "-n", SYSTEM, "delete", "pod", ...doomed);
    await eventually(
      `new pods are ready in place of ${doomed.join(", ")}`,
      60,
      () => podsOf(SYSTEM),
      (found) => found.length === CONTROL_PLANE && unready(found).length === 0,
    );
  }
  const sightings = await client.end();
  seen("while every pod is deleted:", sightings);
  expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
  expect(sightings.longestSilence).toBeLessThan(LONGEST_SILENCE_MILLISECONDS);
  expect((await list("f", "poddisruptionbudgets", "-n", SYSTEM)).map(({ metadata }) => metadata.name).sort()).toEqual(
    components,
  );
});

live("A resolver that asks again once gets the address of a name while every CoreDNS pod is deleted", async () => {
  await etcdctl("steady", "etcd-cluster-0", "put", RECORD.key, JSON.stringify({ host: RECORD.address }));
  await eventually(
    "the name is known",
    20,
    () => ask(nameServer, RECORD.name, "udp"),
    ({ addresses }) => addresses[0] === RECORD.address,
  );
  const pods = await coreDns();
  expect(pods).toHaveLength(2);
  const resolver = new SteadyResolver(nameServer, RECORD.name);
  for (const { name } of pods) {
    await kubectl("f", "-n", "steady", "delete", "pod", name.split("/")[1]!);
    await eventually(
      "two CoreDNS pods are ready",
      60,
      coreDns,
      (found) => found.length === 2 && !unready(found).length,
    );
  }
  const answers = await resolver.end();
  seen("while every CoreDNS pod is deleted:", answers);
  expect(answers).toEqual({ answers: { [RIGHT]: expect.any(Number) }, unanswered: [] });
});

live(
  "Without etcd, name servers give the last known address or an error, and names again once it is back",
  async () => {
    await scaleRecords(0);
    const resolver = new SteadyResolver(nameServer, RECORD.name);
    await pause(UNCACHED_MILLISECONDS);
    const answers = await resolver.end();
    seen("without etcd:", answers);
    expect(answers).toEqual({ answers: { [RIGHT]: expect.any(Number) }, unanswered: [] });
    expect(await ask(nameServer, NEVER_ASKED, "tcp")).toEqual({ code: "SERVFAIL", addresses: [] });
    await scaleRecords(3);
    await eventually(
      "a name that does not exist is known not to exist",
      60,
      () => ask(nameServer, NEVER_ASKED, "tcp"),
      ({ code }) => code === "NXDOMAIN",
    );
    expect((await ask(nameServer, RECORD.name, "tcp")).addresses).toEqual([RECORD.address]);
  },
);

live("A destroy of a federation that has grown leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
