import { untilAddressesAre } from "./answers";
import { etcdctl } from "./etcdctl";
import { commandsIn, follow } from "./guide";
import { runJob } from "./jobs";
import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, kubectl, live as inLab, missingWith, within } from "./lab";
import { podsOf, podsOfMembers } from "./pods";
import { Stack } from "./stack";
import { SteadyResolver } from "./steady-resolver";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nameServers: readonly [string];
}

const SYSTEM = "leaving-system";
const NAME = "named.default.leaving.svc.leaving.example";
const COMPONENTS = 6;

const lacking = missingWith("restic");
const live = (name: string, run: () => Promise<void>): void => inLab(name, run, lacking);

const stack = new Stack("test/live/programs/leaving");
let before: Record<string, string>;
let federation: { readonly file: string };
let nameServer: string;
let pods: readonly string[];

const host = (...args: readonly string[]): Promise<string> => kubectl("f", "-n", SYSTEM, ...args);
const bindings = async (): Promise<string[]> =>
  (await list(federation, "resourcebindings", "-A")).map(({ metadata }) => `${metadata.name} ${metadata.uid}`).sort();
const stored = async (): Promise<number> =>
  Number(
    /"Count" : (\d+)/.exec(
      await etcdctl(SYSTEM, "etcd-0", "get", "/registry/", "--prefix", "--count-only", "-w", "fields"),
    )?.[1],
  );

/** Stops or starts etcd, and waits until its pod is gone or ready. */
async function scaleEtcd(replicas: 0 | 1): Promise<void> {
  await host("scale", "statefulset", "etcd", `--replicas=${replicas}`);
  await eventually(
    `etcd has ${replicas} pods`,
    60,
    async () => (await podsOf(SYSTEM)).filter(({ name }) => name.startsWith(`${SYSTEM}/etcd-`)),
    (found) => found.length === replicas && found.every(({ ready }) => ready),
  );
}

/** The ConfigMaps of a test in the federated API. */
const marks = async (): Promise<string[]> =>
  (await list<KubernetesObject>(federation, "configmaps", "-n", "default", "-l", "marks=yes"))
    .map(({ metadata }) => metadata.name)
    .sort();

async function mark(name: string): Promise<void> {
  await kubectl(federation, "create", "configmap", name, "-n", "default");
  await kubectl(federation, "label", "configmap", name, "-n", "default", "marks=yes");
}

afterAll(() => stack.remove());

live("a federation with backups runs, and has made none yet", async () => {
  before = await inventory("uid");
  await stack.init({ members: ["a", "b"], placed: ["a", "b"], repaired: "true", backup: "true" });
  await stack.up("up with backups");
  await giveAddresses();
  const outputs = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", outputs.federationKubeconfig);
  [nameServer] = outputs.nameServers;
  await untilAddressesAre(nameServer, NAME, [BALANCERS.a, BALANCERS.b]);
  pods = await podsOfMembers();
  expect(pods.length).toBeGreaterThan(1);
});

live("two Jobs store two backups, and the CronJob tells when the last one succeeded", async () => {
  await mark("first");
  await runJob(SYSTEM, "backup", "backup-1");
  await mark("second");
  await runJob(SYSTEM, "backup", "backup-2");
  await eventually(
    "the CronJob has a last success",
    60,
    () => host("get", "cronjob", "backup", "-o", "jsonpath={.status.lastSuccessfulTime}"),
    (time) => time !== "",
  );
  await kubectl(federation, "delete", "configmap", "second", "-n", "default");
  await mark("after");
  expect(await marks()).toEqual(["after", "first"]);
});

live("a restore is refused while etcd runs, and changes nothing", async () => {
  await host("create", "job", "--from=cronjob/restore-etcd-0", "refused");
  await eventually(
    "the Job fails",
    120,
    () => host("get", "job", "refused", "-o", "jsonpath={.status.failed}"),
    (failed) => failed === "1",
  );
  expect(await host("logs", "job/refused", "-c", "fetch")).toMatch(/etcd still runs/);
  expect(await marks()).toEqual(["after", "first"]);
  await host("delete", "job", "refused");
});

live(
  "after etcd has lost its volume, a restore brings back the federated API while members and the zone stay as they are",
  async () => {
    const known = await bindings();
    const resolver = new SteadyResolver(nameServer, NAME);
    const [stop, restore, start, look] = commandsIn("backup", "Restore etcd");
    const guided = (commands?: string): Promise<string> =>
      follow(commands!, { "federation-system": SYSTEM }, stack.files);
    await guided(stop);
    await host("delete", "pvc", "data-etcd-0");
    await scaleEtcd(1);
    expect(await stored()).toBe(0);
    await scaleEtcd(0);

    await guided(restore);
    await guided(start);
    expect(await stored()).toBeGreaterThan(0);
    expect(await guided(look)).not.toMatch(/^(Cluster|Work|Namespace) /m);
    await host("scale", "deployment", "--all", "--replicas=1");
    await host("wait", "--for=condition=Available", "deployment", "--all", within(300));
    expect((await podsOf(SYSTEM)).filter(({ name }) => !name.includes("etcd")).length).toBeGreaterThanOrEqual(
      COMPONENTS,
    );

    expect(await marks()).toEqual(["first", "second"]);
    expect(await bindings()).toEqual(known);
    const answers = await resolver.end();
    console.info("while etcd is restored:", JSON.stringify(answers));
    expect(answers).toEqual({
      answers: { [`NOERROR ${BALANCERS.a} ${BALANCERS.b}`]: expect.any(Number) },
      unanswered: [],
    });
    expect(await podsOfMembers()).toEqual(pods);
  },
);

live(
  "the next up finds everything as the program says, changes reach the members, and their pods are the same",
  async () => {
    await stack.up("up with refresh after a restore", "--refresh");
    await stack.up("second up after a restore", "--expect-no-changes");
    await stack.configure({ replicas: "5" });
    await stack.up("up of a change after a restore");
    const now = await podsOfMembers();
    expect(now).toEqual(expect.arrayContaining([...pods]));
    expect(now.length).toBe(pods.length + 1);
  },
);

live("a destroy leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
