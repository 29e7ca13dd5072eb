import { etcdctl } from "./etcdctl";
import { halted } from "./halts";
import { asTheyWere, inventory, list } from "./kubernetes";
import { eventually, HAS_OPERATOR, kubectl, live, within } from "./lab";
import { podsOf, unready } from "./pods";
import { processWith, restart } from "./processes";
import { Stack } from "./stack";
import { resourcesIn } from "./state";
import { SteadyClient } from "./steady-client";
import { SteadyResolver } from "./steady-resolver";
import { outputsOf } from "./watching";
import { commandsOf } from "./workloads";

const NAME = "restarts";
const SYSTEM = `${NAME}-system`;
const OPERATOR = "etcd-operator";

const federation = {
  name: NAME,
  zone: `${NAME}.example.`,
  members: ["a"],
  etcd: { replicas: 3 },
  dns: { records: { kind: HAS_OPERATOR ? "operator" : "etcd" } },
};
const joined = { ...federation, members: ["a", "b"] };
const deployed = { ...joined, backups: true };
const changed = {
  ...deployed,
  scheduler: { logLevel: 5 },
  webhook: { logLevel: 5 },
  controllerManager: { logLevel: 5 },
};
const HALTED = ["etcd-0", "etcd-1"];
const HALT = { turns: 1, milliseconds: 120_000 };

const stack = new Stack("test/live/programs/federations", NAME);
let before: Record<string, string>;
let federated: { readonly file: string };

/** Deletes the pods of some components at once. */
async function restartPods(namespace: string, ...components: readonly string[]): Promise<void> {
  const old = (await podsOf(namespace))
    .map(({ name }) => name.split("/")[1]!)
    .filter((name) => components.some((component) => name.startsWith(`${component}-`)));
  expect(old).toHaveLength(components.length);
  await kubectl("f", "-n", namespace, "delete", "pod", "--now", ...old);
}

/**
 * An `up` during which something happens, from a moment on. Resolves to how often it had to run until it completed: once, or
 * twice if the first one failed, which leaves no operation with an unknown outcome.
 */
async function upDespite(step: string, moment: () => Promise<unknown>, happens: () => Promise<void>): Promise<number> {
  const [up, disturbed] = await Promise.allSettled([stack.up(step), moment().then(happens)]);
  if (disturbed.status === "rejected") throw disturbed.reason;
  if (up.status === "fulfilled") return 1;
  console.info(`${step} failed:`, (up.reason as Error).message);
  expect((await resourcesIn(stack)).pending).toEqual([]);
  await stack.up(`${step}, once more`);
  return 2;
}

const names = async (...args: Parameters<typeof list>): Promise<string[]> =>
  (await list(...args)).map(({ metadata }) => metadata.name);

const appears =
  (name: string, ...args: Parameters<typeof list>) =>
  (): Promise<unknown> =>
    eventually(
      `${name} appears`,
      120,
      () => names(...args).catch((): string[] => []),
      (found) => found.includes(name),
    );

/** An `up` during which the federated API and Karmada's controllers restart, from a moment on. Another one changes nothing. */
async function upDespiteRestart(what: string, moment: () => Promise<unknown>): Promise<void> {
  const runs = await upDespite(`up in which ${what}`, moment, () =>
    restartPods(SYSTEM, "karmada-apiserver", "karmada-controller-manager"),
  );
  console.info(`ups until ${what}: ${runs}`);
  await stack.up(`second up after ${what}`, "--expect-no-changes");
  expect(await names(federated, "clusters")).toEqual(["a-cluster", "b-cluster"]);
  await kubectl(federated, "wait", "--for=condition=Ready", "clusters", "--all", within(90));
}

afterAll(() => stack.remove());

live("An up completes although etcd-operator, if there is one, restarts while it makes the records' etcd", async () => {
  before = await inventory("uid");
  await stack.init({ federations: [federation] });
  const runs = await upDespite(
    "up while etcd-operator restarts",
    appears("etcd-cluster-0", "f", "pods", "-n", NAME),
    () => (HAS_OPERATOR ? restartPods(NAME, OPERATOR) : Promise.resolve()),
  );
  expect(runs).toBe(1);
  federated = stack.keep("restarts.conf", (await outputsOf(stack, NAME)).kubeconfig);
});

live("An up or the next one joins a member once although the federated API and its controllers restart", async () => {
  await stack.configure({ federations: [joined] });
  await upDespiteRestart("a member joins", appears("karmada-cluster", "b", "namespaces"));
});

live(
  "An up or the next one deploys to all members although the federated API and its controllers restart",
  async () => {
    await stack.configure({ federations: [deployed] });
    await upDespiteRestart("objects are deployed", appears("backups.example.com", federated, "crds"));
    for (const member of ["a", "b"] as const) await appears("nightly", member, "backups.example.com")();
  },
);

live("An up or the next one completes although the host's API server restarts meanwhile", async () => {
  const changes = (): Promise<unknown> =>
    eventually(
      "a component changes",
      120,
      () => commandsOf(SYSTEM),
      (commands) => Object.values(commands).some((command) => command.includes("--v=5")),
    );
  await stack.configure({ federations: [changed] });
  const runs = await upDespite("up while the host's API server restarts", changes, () => restart("apiserver-f"));
  console.info(`ups until the host's API server has restarted: ${runs}`);
  expect(unready(await podsOf(SYSTEM, NAME))).toEqual([]);
  await stack.up("second up after the host's API server has restarted", "--expect-no-changes");
});

live("Without a majority of etcd, writes fail clearly and names go on, and then no write is lost", async () => {
  const outputs = await outputsOf(stack, NAME);
  const client = new SteadyClient(outputs.kubeconfig);
  const resolver = new SteadyResolver(outputs.nameServers[0], `nobody.default.${NAME}.svc.${NAME}.example`);
  await Promise.all(HALTED.map((member) => halted(processWith(`--name=${member}`), HALT)));
  await eventually(
    "etcd has a leader, and all pods are ready",
    120,
    async () => [
      await etcdctl(SYSTEM, "etcd-2", "endpoint", "health").catch(({ stderr }: { stderr: string }) => stderr),
      ...unready(await podsOf(SYSTEM)),
    ],
    ([health, ...others]) => health!.includes("is healthy") && others.length === 0,
  );
  const [sightings, answers] = await Promise.all([client.end(), resolver.end()]);
  console.info("without a majority of etcd:", JSON.stringify([sightings, answers]));
  expect(sightings.lost).toBe(0);
  expect(sightings.unanswered.length).toBeGreaterThan(0);
  expect(sightings.unanswered.filter((error) => !/: (status 50[034]|no answer|ECONN\w+)$/.test(error))).toEqual([]);
  expect(answers).toEqual({ answers: { NXDOMAIN: expect.any(Number) }, unanswered: [] });
  await stack.up("up after etcd has a majority again", "--expect-no-changes");
});

live("A destroy after all restarts leaves the clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
