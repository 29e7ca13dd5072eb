import { Bucket } from "./bucket";
import { etcdctl, membersOf } from "./etcdctl";
import { commandsIn, follow } from "./guide";
import { runJob } from "./jobs";
import { asTheyWere, inventory, list } from "./kubernetes";
import { kubectl, live as inLab, missingWith, within } from "./lab";
import { podsOf, unready } from "./pods";
import { Stack } from "./stack";

interface Backups {
  readonly repository: string;
  readonly password: string;
  readonly lastSuccess?: string;
}

const NAME = "restored";
const SYSTEM = `${NAME}-system`;
const MEMBERS = ["etcd-0", "etcd-1", "etcd-2"];
/** What is in the federated API when each backup is made. */
const MARKS = ["first", "second", "third"];
const KEPT = 2;
/** Pods that have ended. */
const OF_JOBS = /\/(backup|restore)-/;
const TEXT = "what nobody reads in the bucket";

const lacking = missingWith("gofakes3");
const live = (name: string, run: () => Promise<void>): void => inLab(name, run, lacking);

const stack = new Stack("test/live/programs/federations", NAME);
const bucket = new Bucket();
let before: Record<string, string>;
let federated: { readonly file: string };
let snapshots: readonly string[];

async function backups(): Promise<Backups> {
  const { federations } = await stack.outputs<{
    federations: Record<string, { kubeconfig: string; backups: Backups }>;
  }>();
  federated = stack.keep("federation.conf", federations[NAME]!.kubeconfig);
  return federations[NAME]!.backups;
}

/** Keys of the marks that a member of etcd itself has. */
const marksIn = async (member: string): Promise<string[]> => {
  const path = "/registry/configmaps/default/mark-";
  const keys = await etcdctl(SYSTEM, member, "get", path, "--prefix", "--keys-only", "--consistency=s");
  return keys
    .split("\n")
    .filter((key) => key !== "")
    .map((key) => key.slice(path.length));
};

beforeAll(async () => {
  if (lacking.length === 0) await bucket.start();
});
afterAll(async () => {
  await stack.remove();
  bucket.remove();
});

live(
  "Three backups go to a bucket, which keeps the last two, encrypted, and an up tells when the last succeeded",
  async () => {
    before = await inventory("uid");
    const backup = { schedule: "@yearly", to: bucket.args, keep: { last: KEPT } };
    const dns = { records: { kind: "etcd" } };
    await stack.init({
      federations: [{ name: NAME, zone: `${NAME}.example.`, members: ["a"], etcd: { replicas: 3 }, dns, backup }],
    });
    await stack.up("up with backups to a bucket");
    expect((await backups()).lastSuccess).toBeUndefined();
    for (const mark of MARKS) {
      await kubectl(federated, "create", "configmap", `mark-${mark}`, `--from-literal=text=${TEXT}`);
      expect(await etcdctl(SYSTEM, "etcd-0", "get", `/registry/configmaps/default/mark-${mark}`)).toContain(TEXT);
      await runJob(SYSTEM, "backup", `backup-${mark}`);
    }
    await stack.up("up after backups", "--refresh");
    const made = await backups();
    expect(Date.parse(made.lastSuccess!)).toBeGreaterThan(Date.now() - 600_000);
    snapshots = await bucket.snapshots(made);
    expect(snapshots).toHaveLength(KEPT);
    expect(bucket.has(TEXT)).toBe(false);
  },
);

live(
  "A restore of the backup before the last, by its ID, gives all three members what it had, and nothing else",
  async () => {
    const [stop, restore, start, look] = commandsIn("backup", "Restore etcd") as [string, string, string, string];
    const guided = (commands: string): Promise<string> =>
      follow(commands, { "federation-system": SYSTEM }, stack.files);
    await guided(stop);
    for (const [index, member] of MEMBERS.entries()) {
      const cronJob = `cronjob/restore-${member}`;
      await kubectl("f", "-n", SYSTEM, "set", "env", cronJob, `SNAPSHOT=${snapshots[0]!.slice(0, 8)}`);
      await guided(restore.replaceAll("etcd-0", member).replaceAll("restore-0", `restore-${index}`));
    }
    await guided(start.replace("etcd --replicas=1", `etcd --replicas=${MEMBERS.length}`));
    expect(await guided(look)).not.toMatch(/^(Cluster|Work|Namespace) /m);
    await kubectl("f", "-n", SYSTEM, "scale", "deployment", "--all", "--replicas=1");
    for (const member of MEMBERS) expect([member, await marksIn(member)]).toEqual([member, MARKS.slice(0, KEPT)]);
    expect(await membersOf(SYSTEM, "etcd-2")).toEqual(MEMBERS);
  },
);

live("The next up finds everything as the program says, and the member is Ready", async () => {
  await stack.up("up with refresh after a restore of three members", "--refresh");
  await stack.up("second up after a restore of three members", "--expect-no-changes");
  await kubectl(federated, "wait", "--for=condition=Ready", "clusters", "--all", within(90));
  expect(unready((await podsOf(SYSTEM)).filter(({ name }) => !OF_JOBS.test(name)))).toEqual([]);
  expect((await list(federated, "configmaps")).map(({ metadata }) => metadata.name)).not.toContain("mark-third");
});

live("A destroy after a restore of three members leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
