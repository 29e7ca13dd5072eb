import { setTimeout as pause } from "node:timers/promises";
import { untilAddressesAre } from "./answers";
import { ask } from "./dns";
import { CERTIFICATE, etcdctl, inPod, membersOf } from "./etcdctl";
import { halted, HALTS } from "./halts";
import { KEPT_OBJECTS, keptIn } from "./kept-objects";
import { loseVolume } from "./lost-volumes";
import { asTheyWere, inventory, list } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { componentOf, type Pod, podsOf, unready } from "./pods";
import { processWith } from "./processes";
import { Stack } from "./stack";
import { SteadyClient } from "./steady-client";
import { type Answers, SteadyResolver } from "./steady-resolver";

type Outputs = Record<string, { readonly kubeconfig: string; readonly nameServers: readonly [string] }>;

const SYSTEM = "steady-system";
const CONTROL_PLANE = 15;
/** The etcd of its records has three founders. That of the control plane grows from one. */
const federation = {
  name: "steady",
  zone: "steady.example.",
  members: ["a"],
  // Requests that leave room on a node of two cores for another API server, while those that run are replaced.
  dns: { records: { kind: "etcd", replicas: 3, resources: { requests: { cpu: "80m", memory: "128Mi" } } } },
};
const MEMBERS = ["etcd-0", "etcd-1", "etcd-2"];
const RECORDS_MEMBERS = MEMBERS.map((name) => name.replace("-", "-cluster-"));
const RECORD = {
  key: "/skydns/example/steady/svc/steady/default/kept",
  name: "kept.default.steady.svc.steady.example",
  address: "198.51.100.7",
};
/** A record whose address changes. */
const CHANGED = {
  key: "/skydns/example/steady/svc/steady/default/changed",
  name: "changed.default.steady.svc.steady.example",
  before: "198.51.100.8",
  after: "198.51.100.9",
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

const seen = (what: string, sightings: object): void => console.info(what, JSON.stringify(sightings));

afterAll(() => stack.remove());

live("A federation starts with one etcd member, whose data the test knows", async () => {
  before = await inventory("uid");
  await stack.init({ federations: [federation] });
  await stack.up("up of a small federation");
  const outputs = (await stack.outputs<{ federations: Outputs }>()).federations["steady"]!;
  kubeconfig = outputs.kubeconfig;
  [nameServer] = outputs.nameServers;
  const file = stack.keep("kept.json", JSON.stringify(KEPT_OBJECTS));
  await kubectl(stack.keep("steady.conf", kubeconfig), "create", "-f", file.file);
  kept = await keptIn(SYSTEM, "etcd-0");
  expect(kept.match(/"Key"/g)).toHaveLength(KEPT_OBJECTS.items.length);
});

live("A bigger volume is refused where its class does not let it grow, and etcd keeps what it has", async () => {
  await stack.configure({ federations: [{ ...federation, etcd: { storage: { size: "6Gi" } } }] });
  expect(await stack.upFails("up with a bigger volume of etcd")).toMatch(
    /etcd.storage.size: cannot change from "5Gi" to "6Gi", because the storage class "standard" does not let volumes grow/,
  );
  expect(await keptIn(SYSTEM, "etcd-0")).toBe(kept);
});

live("An up that is killed while etcd grows has lost nothing, and the API answers", async () => {
  const client = new SteadyClient(kubeconfig);
  await stack.configure({ federations: [{ ...federation, highlyAvailable: true }] });
  const joining = (): Promise<unknown> =>
    eventually(
      "new members are known",
      60,
      () => membersOf(SYSTEM, "etcd-0"),
      (found) => found.length === 3,
    );
  await stack.upInterrupted({ at: joining, signal: "SIGKILL" });
  const sightings = await client.end();
  seen("while growth is killed:", sightings);
  expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
  expect(await keptIn(SYSTEM, "etcd-0")).toBe(kept);
  await stack.cancel();
  await stack.refresh("--clear-pending-creates");
});

live("The next up grows etcd to three members that have all the data, and the API answers throughout", async () => {
  const client = new SteadyClient(kubeconfig);
  await stack.up("up that makes it highly available");
  const sightings = await client.end();
  seen("while etcd grows:", sightings);
  expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
  for (const member of MEMBERS) expect([member, await keptIn(SYSTEM, member)]).toEqual([member, kept]);
  expect(await membersOf(SYSTEM, "etcd-2")).toEqual(MEMBERS);
  await stack.up("second up of a highly available federation", "--expect-no-changes");
});

live("Neither etcd answers who has no certificate of its own authority", async () => {
  const own = "etcd-cluster-0.etcd-cluster.steady.svc";
  const others = `etcd-0.etcd.${SYSTEM}.svc`;
  for (const [server, namespace, pod] of [
    [own, SYSTEM, "etcd-0"],
    [others, "steady", "etcd-cluster-0"],
  ] as const) {
    const endpoint = [`--endpoints=https://${server}:2379`, "--insecure-skip-tls-verify", "--dial-timeout=5s"];
    for (const command of [
      ["get", "/", "--prefix", "--limit=1"],
      ["put", "/skydns/intruder", "{}"],
    ]) {
      for (const certificate of [[], CERTIFICATE]) {
        const attempt = (): Promise<string> =>
          inPod(namespace, pod, ...endpoint, ...certificate, ...command).then(
            (answer) => expect(answer).toBe("no answer") as never,
            ({ message }: Error) => message,
          );
        // A connection may also break before the client has read why.
        await eventually(`${server} says why it refuses`, 60, attempt, (told) => told.includes("remote error: tls: "));
      }
    }
  }
  expect(await etcdctl("steady", "etcd-cluster-0", "get", "/skydns/intruder")).toBe("");
});

live("A client that repeats a request once sees no error while every pod of the control plane is deleted", async () => {
  const pods = (await podsOf(SYSTEM)).map(({ name }) => name.split("/")[1]!);
  expect(pods).toHaveLength(CONTROL_PLANE);
  const client = new SteadyClient(kubeconfig);
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

live(
  "A member of each etcd that loses its volume comes back by the next up, and the API answers throughout",
  async () => {
    const lost = [
      [SYSTEM, "etcd-0"],
      ["steady", "etcd-cluster-1"],
    ] as const;
    await etcdctl("steady", "etcd-cluster-0", "put", "/kept", "in both");
    const client = new SteadyClient(kubeconfig);
    for (const [namespace, pod] of lost) await loseVolume(namespace, pod);
    expect(await stack.preview()).toContain("lost the data of etcd-0. The up puts it back");
    await stack.up("up after each etcd has lost a member's volume");
    const sightings = await client.end();
    seen("while members of etcd come back:", sightings);
    expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
    expect(await membersOf(SYSTEM, "etcd-1")).toEqual(MEMBERS);
    expect(await membersOf("steady", "etcd-cluster-1")).toEqual(RECORDS_MEMBERS);
    expect(await keptIn(SYSTEM, "etcd-0")).toBe(kept);
    expect(await etcdctl("steady", "etcd-cluster-1", "get", "/kept", "--consistency=s", "--print-value-only")).toBe(
      "in both\n",
    );
  },
);

live("etcd shrinks to one member and grows again with all the data, and the API answers throughout", async () => {
  const client = new SteadyClient(kubeconfig);
  await stack.configure({ federations: [{ ...federation, highlyAvailable: true, etcd: { replicas: 1 } }] });
  await stack.up("up that shrinks etcd");
  expect(await membersOf(SYSTEM, "etcd-0")).toEqual(["etcd-0"]);
  expect(await keptIn(SYSTEM, "etcd-0")).toBe(kept);
  await eventually(
    "only one volume is left",
    60,
    () => list("f", "persistentvolumeclaims", "-n", SYSTEM),
    (found) => found.map(({ metadata }) => metadata.name).join() === "data-etcd-0",
  );
  await stack.configure({ federations: [{ ...federation, highlyAvailable: true }] });
  await stack.up("up that grows etcd again");
  expect(await membersOf(SYSTEM, "etcd-2")).toEqual(MEMBERS);
  for (const member of MEMBERS) expect([member, await keptIn(SYSTEM, member)]).toEqual([member, kept]);
  const sightings = await client.end();
  seen("while etcd shrinks and grows again:", sightings);
  expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
});

live("A resolver that asks again once gets the address of a name while every CoreDNS pod is deleted", async () => {
  await etcdctl("steady", "etcd-cluster-0", "put", RECORD.key, JSON.stringify({ host: RECORD.address }));
  await untilAddressesAre(nameServer, RECORD.name, [RECORD.address]);
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

for (const [how, turns] of Object.entries(HALTS)) {
  live(`While a member of the records' etcd ${how}, names have their own addresses, old or new`, async () => {
    const put = (address: string): Promise<string> =>
      etcdctl("steady", "etcd-cluster-0", "put", CHANGED.key, JSON.stringify({ host: address }));
    await put(CHANGED.before);
    await untilAddressesAre(nameServer, CHANGED.name, [CHANGED.before]);
    const member = processWith("--name=etcd-cluster-1");
    const resolvers = [RECORD.name, CHANGED.name].map((name) => new SteadyResolver(nameServer, name));
    const halting = halted(member, turns);
    await eventually(
      "the record changes",
      60,
      () => put(CHANGED.after).catch(() => ""),
      (answer) => answer.startsWith("OK"),
    );
    await halting;
    await untilAddressesAre(nameServer, CHANGED.name, [CHANGED.after]);
    const [known, changed] = await Promise.all(resolvers.map((resolver) => resolver.end()));
    seen(`while a member ${how}:`, { known, changed });
    const wrong = ({ answers }: Answers, ...right: readonly string[]): readonly string[] =>
      Object.keys(answers).filter((answer) => ![...right, "SERVFAIL"].includes(answer));
    expect(wrong(known!, RIGHT)).toEqual([]);
    expect(wrong(changed!, `NOERROR ${CHANGED.before}`, `NOERROR ${CHANGED.after}`)).toEqual([]);
    expect(known!.answers[RIGHT]).toBeGreaterThan(0);
    expect([known!.unanswered, changed!.unanswered]).toEqual([[], []]);
  });
}

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
