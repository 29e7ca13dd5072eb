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
import { type Answers, SteadyResolver } from "./steady-resolver";
import { KEPT_ADDRESS, keepName, keptName, type Outputs, outputsOf, served } from "./watching";

const SYSTEM = "steady-system";
const NAMESPACES = [SYSTEM, "steady"];
/** 15 of the control plane, and 6 of the names. */
const PODS = 21;
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
/** A record whose address changes. */
const CHANGED = {
  key: "/skydns/example/steady/svc/steady/default/changed",
  name: "changed.default.steady.svc.steady.example",
  before: "198.51.100.8",
  after: "198.51.100.9",
};
const NEVER_ASKED = "other.default.steady.svc.steady.example";
/** The only answer that is right. */
const RIGHT = `NOERROR ${KEPT_ADDRESS}`;
/** Twice as long as name servers cache an answer. */
const UNCACHED_MILLISECONDS = 10_000;
/** Slower than this on any machine would be an outage. */
const LONGEST_SILENCE_MILLISECONDS = 30_000;

const stack = new Stack("test/live/programs/federations");
let before: Record<string, string>;
let outputs: Outputs;
let nameServer: string;
let kept: string;

const pods = (): Promise<Pod[]> => podsOf(...NAMESPACES);

/** What a member of the records' etcd itself has of a key that each is to have. */
const keptInBoth = (member: string): Promise<string> =>
  etcdctl("steady", member, "get", "/kept", "--consistency=s", "--print-value-only");

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
  outputs = await outputsOf(stack, "steady");
  [nameServer] = outputs.nameServers;
  await keepName(outputs);
  const file = stack.keep("kept.json", JSON.stringify(KEPT_OBJECTS));
  await kubectl(stack.keep("steady.conf", outputs.kubeconfig), "create", "-f", file.file);
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
  await stack.configure({ federations: [{ ...federation, highlyAvailable: true }] });
  const joining = (): Promise<unknown> =>
    eventually(
      "new members are known",
      60,
      () => membersOf(SYSTEM, "etcd-0"),
      (found) => found.length === 3,
    );
  await served("growth is killed", outputs, () => stack.upInterrupted({ at: joining, signal: "SIGKILL" }));
  expect(await keptIn(SYSTEM, "etcd-0")).toBe(kept);
  await stack.cancel();
  await stack.refresh("--clear-pending-creates");
});

live("The next up grows etcd to three members that have all the data, and the API answers throughout", async () => {
  await served("etcd grows", outputs, () => stack.up("up that makes it highly available"));
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

live("Clients that repeat a request once see no error while every pod of the federation is deleted", async () => {
  const found = await pods();
  expect(found).toHaveLength(PODS);
  const components = [...new Set(found.map(({ name }) => componentOf(name)))].sort();
  const [client] = await served("every pod is deleted", outputs, async () => {
    for (let round = 0; round < MEMBERS.length; round += 1) {
      // One of each component.
      const doomed = components.flatMap(
        (component) => found.filter(({ name }) => componentOf(name) === component)[round]?.name ?? [],
      );
      await Promise.all(
        doomed.map((pod) => {
          const [namespace, name] = pod.split("/") as [string, string];
          return kubectl("f", "-n", namespace, "delete", "pod", name);
        }),
      );
      await eventually(
        `new pods are ready in place of ${doomed.join(", ")}`,
        60,
        pods,
        (now) => now.length === PODS && unready(now).length === 0,
      );
    }
  });
  expect(client.longestSilence).toBeLessThan(LONGEST_SILENCE_MILLISECONDS);
  const budgets = await Promise.all(NAMESPACES.map((namespace) => list("f", "poddisruptionbudgets", "-n", namespace)));
  expect(
    budgets
      .flat()
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
      .sort(),
  ).toEqual(components.filter((component) => !component.includes("external-dns")));
});

live(
  "A member of each etcd that loses its volume comes back by the next up, and clients are answered throughout",
  async () => {
    const lost = [
      [SYSTEM, "etcd-0"],
      ["steady", "etcd-cluster-1"],
    ] as const;
    await etcdctl("steady", "etcd-cluster-0", "put", "/kept", "in both");
    await served("members of etcd come back", outputs, async () => {
      for (const [namespace, pod] of lost) await loseVolume(namespace, pod);
      expect(await stack.preview()).toContain("lost the data of etcd-0. The up puts it back");
      await stack.up("up after each etcd has lost a member's volume");
    });
    expect(await membersOf(SYSTEM, "etcd-1")).toEqual(MEMBERS);
    expect(await membersOf("steady", "etcd-cluster-1")).toEqual(RECORDS_MEMBERS);
    expect(await keptIn(SYSTEM, "etcd-0")).toBe(kept);
    expect(await keptInBoth("etcd-cluster-1")).toBe("in both\n");
  },
);

live(
  "Each etcd shrinks to one member and grows again with all it had, and clients are answered throughout",
  async () => {
    const { records } = federation.dns;
    const small = { ...federation, etcd: { replicas: 1 }, dns: { records: { ...records, replicas: 1 } } };
    await served("etcd shrinks and grows again", outputs, async () => {
      await stack.configure({ federations: [{ ...small, highlyAvailable: true }] });
      await stack.up("up that shrinks each etcd");
      expect(await membersOf(SYSTEM, "etcd-0")).toEqual(["etcd-0"]);
      expect(await membersOf("steady", "etcd-cluster-0")).toEqual(["etcd-cluster-0"]);
      expect(await keptIn(SYSTEM, "etcd-0")).toBe(kept);
      await eventually(
        "only one volume of each is left",
        60,
        () => Promise.all(NAMESPACES.map((namespace) => list("f", "persistentvolumeclaims", "-n", namespace))),
        (found) =>
          found
            .flat()
            .map(({ metadata }) => metadata.name)
            .join() === "data-etcd-0,data-etcd-cluster-0",
      );
      await stack.configure({ federations: [{ ...federation, highlyAvailable: true }] });
      await stack.up("up that grows each etcd again");
    });
    expect(await membersOf(SYSTEM, "etcd-2")).toEqual(MEMBERS);
    for (const member of MEMBERS) expect([member, await keptIn(SYSTEM, member)]).toEqual([member, kept]);
    expect(await membersOf("steady", "etcd-cluster-2")).toEqual(RECORDS_MEMBERS);
    for (const member of RECORDS_MEMBERS) expect([member, await keptInBoth(member)]).toEqual([member, "in both\n"]);
  },
);

for (const [how, turns] of Object.entries(HALTS)) {
  live(`While a member of the records' etcd ${how}, names have their own addresses, old or new`, async () => {
    const put = (address: string): Promise<string> =>
      etcdctl("steady", "etcd-cluster-0", "put", CHANGED.key, JSON.stringify({ host: address }));
    await put(CHANGED.before);
    await untilAddressesAre(nameServer, CHANGED.name, [CHANGED.before]);
    const member = processWith("--name=etcd-cluster-1");
    const resolvers = [keptName(outputs), CHANGED.name].map((name) => new SteadyResolver(nameServer, name));
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
    const resolver = new SteadyResolver(nameServer, keptName(outputs));
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
    expect((await ask(nameServer, keptName(outputs), "tcp")).addresses).toEqual([KEPT_ADDRESS]);
  },
);

live("A destroy of a federation that has grown leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
