import { keptIn, KEPT_OBJECTS } from "./kept-objects";
import { commandsIn, follow } from "./guide";
import { asTheyWere, inventory, list } from "./kubernetes";
import { giveAddresses, kubectl, live } from "./lab";
import { membersOf } from "./etcdctl";
import { podsOfMembers } from "./pods";
import { Stack } from "./stack";

const SYSTEM = "leaving-system";
const NAMES = { "federation-system": SYSTEM, federation: "leaving" };
const MEMBERS = ["etcd-0", "etcd-1", "etcd-2"];
const PART_OF = "app.kubernetes.io/part-of";
const labeled = `jsonpath={.metadata.labels.${PART_OF.replaceAll(".", "\\.")}}`;

/** What others change, how, and the field that it is about. */
const CHANGES = [
  {
    of: "host",
    object: ["deployment", "karmada-scheduler", "-n", SYSTEM],
    field: "jsonpath={.spec.replicas}",
    change: ["scale", "deployment", "karmada-scheduler", "-n", SYSTEM, "--replicas=0"],
  },
  {
    of: "host",
    object: ["deployment", "coredns", "-n", "leaving"],
    field: "jsonpath={.spec.template.spec.containers[0].resources.requests.cpu}",
    change: ["set", "resources", "deployment", "coredns", "-n", "leaving", "--requests=cpu=11m"],
  },
  {
    of: "member",
    object: ["serviceaccount", "karmada-a-cluster", "-n", "karmada-cluster"],
    field: labeled,
    change: ["label", "serviceaccount", "karmada-a-cluster", "-n", "karmada-cluster", `${PART_OF}=it`, "--overwrite"],
  },
  {
    of: "federation",
    object: ["validatingwebhookconfiguration", "validating-config"],
    field: "jsonpath={.webhooks[0].failurePolicy}",
    change: [
      ...["patch", "validatingwebhookconfiguration", "validating-config", "--type=json"],
      ...["--patch", '[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Ignore"}]'],
    ],
  },
  {
    of: "federation",
    object: ["cluster", "a-cluster"],
    field: labeled,
    change: ["label", "cluster", "a-cluster", `${PART_OF}=it`, "--overwrite"],
  },
] as const;

const stack = new Stack("test/live/programs/leaving");
let before: Record<string, string>;
let federation: { readonly file: string };
let pods: readonly string[];

const place = (of: (typeof CHANGES)[number]["of"]): Parameters<typeof kubectl>[0] =>
  of === "host" ? "f" : of === "member" ? "a" : federation;
const settings = (): Promise<string[]> =>
  Promise.all(CHANGES.map(({ of, object, field }) => kubectl(place(of), "get", ...object, "-o", field)));
const scaled = (replicas: number): Promise<string> =>
  kubectl(federation, "scale", "deployment", "named", "-n", "default", `--replicas=${replicas}`);

afterAll(() => stack.remove());

live("a federation runs workloads on both members", async () => {
  before = await inventory("uid");
  await stack.init({ members: ["a", "b"], placed: ["a", "b"], repaired: "true" });
  await stack.up("up of a federation");
  await giveAddresses();
  federation = stack.keep(
    "federation.conf",
    (await stack.outputs<{ readonly federationKubeconfig: string }>()).federationKubeconfig,
  );
  pods = await podsOfMembers();
  expect(pods.length).toBeGreaterThan(1);
});

live(
  "an up with refresh sets back what others have changed on the host, in a member and in the federated API",
  async () => {
    const known = await settings();
    for (const { of, change } of CHANGES) await kubectl(place(of), ...change);
    for (const [index, setting] of (await settings()).entries()) expect(setting).not.toBe(known[index]);
    await stack.up("up with refresh after others have changed what is there", "--refresh");
    expect(await settings()).toEqual(known);
    await stack.up("up after what others have changed was set back", "--expect-no-changes");
  },
);

live("a workload that others have scaled in the federated API is a conflict until it is scaled back", async () => {
  await scaled(5);
  expect(await stack.upFails("up with refresh after a workload was scaled", "--refresh")).toMatch(
    /server-side apply field conflict detected[^]*\.spec\.replicas/,
  );
  await scaled(4);
  await stack.up("up with refresh after a workload was scaled back", "--refresh");
});

live("after an etcd that has grown is lost, an up brings it back without a restart of a member's pod", async () => {
  await stack.configure({ etcdReplicas: "3" });
  await stack.up("up that grows etcd");
  pods = await podsOfMembers();
  for (const section of ["Stop what could delete", "Etcd is lost"]) {
    for (const commands of commandsIn("worst-days", section)) {
      await follow(
        commands.replace("scale statefulset etcd --replicas=1", "scale statefulset etcd --replicas=3"),
        NAMES,
        stack.files,
      );
    }
  }
  expect(await kubectl(federation, "api-resources")).not.toContain("karmada");
  expect(await membersOf(SYSTEM, "etcd-2")).toEqual(MEMBERS);
  await stack.configure({ adopt: "true" });
  await stack.up("up after an etcd that has grown is lost", "--refresh");
  await stack.configure({ adopt: "false" });
  await stack.up("up as usual after an etcd that has grown was lost");
  await stack.up("second up after an etcd that has grown was lost", "--expect-no-changes");
  expect(await podsOfMembers()).toEqual(pods);
  expect((await list(federation, "clusters")).map(({ metadata }) => metadata.name)).toEqual(["a-cluster", "b-cluster"]);
  const file = stack.keep("kept.json", JSON.stringify(KEPT_OBJECTS));
  await kubectl(federation, "create", "-f", file.file);
  const kept = await keptIn(SYSTEM, "etcd-0");
  for (const member of MEMBERS) expect([member, await keptIn(SYSTEM, member)]).toEqual([member, kept]);
});

live("a destroy leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
