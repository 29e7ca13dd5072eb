import { asTheyWere, inventory, list } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { podsOf, unready } from "./pods";
import { Stack } from "./stack";
import { type Sightings, SteadyClient } from "./steady-client";

type Outputs = Record<string, { readonly kubeconfig: string }>;

const SYSTEM = "steady-system";
const CONTROL_PLANE = 15;
const federation = { name: "steady", zone: "steady.example.", members: ["a"], dns: { records: { kind: "etcd" } } };
const MEMBERS = ["etcd-0", "etcd-1", "etcd-2"];
const KEPT = 100;
/** Slower than this on any machine would be an outage. */
const LONGEST_SILENCE_MILLISECONDS = 30_000;

const stack = new Stack("test/live/programs/federations");
let before: Record<string, string>;
let kubeconfig: string;
let kept: string;

const etcdctl = (namespace: string, pod: string, ...command: string[]): Promise<string> => {
  const folder = "/etc/etcd/peer";
  const flags = [`--cacert=${folder}/ca.crt`, `--cert=${folder}/tls.crt`, `--key=${folder}/tls.key`];
  const endpoint = "--endpoints=https://127.0.0.1:2379";
  return kubectl("f", "-n", namespace, "exec", pod, "--", "etcdctl", endpoint, ...flags, ...command);
};

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

const seen = (what: string, sightings: Sightings): void => console.info(what, JSON.stringify(sightings));

afterAll(() => stack.remove());

live("A federation starts with one etcd member, whose data the test knows", async () => {
  before = await inventory("uid");
  await stack.init({ federations: [federation] });
  await stack.up("up of a small federation");
  kubeconfig = (await stack.outputs<{ federations: Outputs }>()).federations["steady"]!.kubeconfig;
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
  const client = new SteadyClient(kubeconfig);
  const pods = (await podsOf(SYSTEM)).map(({ name }) => name.split("/")[1]!);
  expect(pods).toHaveLength(CONTROL_PLANE);
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

live("A destroy of a federation that has grown leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
