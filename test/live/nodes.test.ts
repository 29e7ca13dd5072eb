import { membersOf } from "./etcdctl";
import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { eventually, kubectl, labScript, live, missing, within } from "./lab";
import { componentOf, type Pod, podsOf, unready } from "./pods";
import { resizing } from "./resizer";
import { Stack } from "./stack";
import { keepName, type Outputs, outputsOf, served } from "./watching";

type Claim = KubernetesObject & { readonly status: { readonly capacity: { readonly storage: string } } };
type Node = KubernetesObject & {
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
};

const NODES = ["f-node", "f-node-2", "f-node-3"];
const DRAINED = "f-node-2";
const LOST = "f-node-3";
const NAME = "noded";
const SYSTEM = `${NAME}-system`;
const ETCDS = [
  [SYSTEM, "etcd"],
  [NAME, "etcd-cluster"],
] as const;
/** Each node has an API server and a name server, and answers with those only. */
const OF_EACH_NODE = { replicas: NODES.length, service: { externalTrafficPolicy: "Local" } };
const federation = {
  name: NAME,
  zone: "noded.example.",
  members: ["a"],
  highlyAvailable: true,
  apiServer: OF_EACH_NODE,
  dns: { records: { kind: "etcd" }, ...OF_EACH_NODE },
};
/** Slower than this on any machine would be an outage. */
const LONGEST_SILENCE_MILLISECONDS = 30_000;
/**
 * When etcd loses its leader, a request may fail. Repeated, it may use a connection to the lost member, and fail ten seconds
 * later, when the API server notices.
 */
const REPEATS = 2;
/** Tells Kubernetes that the pods of a node have stopped, and may start elsewhere with their volumes. */
const OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

const stack = new Stack("test/live/programs/federations");
let before: Record<string, string>;
let outputs: Outputs;
let count: number;

const pods = (): Promise<Pod[]> => podsOf(SYSTEM, NAME);
const on = (node: string, found: readonly Pod[]): string[] =>
  found.filter((pod) => pod.node === node).map(({ name }) => componentOf(name));
const ready = (found: readonly Pod[]): boolean => found.length === count && unready(found).length === 0;

/** Pods that share their node with another one of their component. */
function crowded(found: readonly Pod[]): string[] {
  const places = found.map(({ name, node }) => `${componentOf(name)} ${node}`);
  return found.filter((_, index) => places.indexOf(places[index]!) !== index).map(({ name }) => name);
}

async function readyNodes(): Promise<string[]> {
  return (await list<Node>("f", "nodes"))
    .filter(({ status }) => status.conditions.some(({ type, status: is }) => type === "Ready" && is === "True"))
    .map(({ metadata }) => metadata.name)
    .sort();
}

beforeAll(async () => {
  if (missing().length > 0) return;
  before = await inventory("uid");
  for (const node of ["2", "3"]) await labScript("node.sh", "up", node);
});
afterAll(async () => {
  await stack.remove();
  if (missing().length === 0) for (const node of ["2", "3"]) await labScript("node.sh", "remove", node);
});

live("A highly available federation has the pods of each component on different nodes", async () => {
  expect(await readyNodes()).toEqual(NODES);
  await stack.init({ federations: [federation] });
  await stack.up("up on three nodes");
  outputs = await outputsOf(stack, NAME);
  const found = await pods();
  count = found.length;
  expect([unready(found), crowded(found)]).toEqual([[], []]);
  await keepName(outputs);
});

live("Bigger volumes of etcd grow while it runs, where their class lets them", async () => {
  const uids = async (): Promise<string[]> => (await pods()).map(({ name, uid }) => `${name} ${uid}`).sort();
  const running = await uids();
  await stack.configure({ federations: [{ ...federation, etcd: { storage: { size: "6Gi" } } }] });
  await resizing(() => stack.up("up that grows the volumes of etcd"));
  const claims = await list<Claim>("f", "persistentvolumeclaims", "-n", SYSTEM);
  expect(claims.map(({ status }) => status.capacity.storage)).toEqual(["6Gi", "6Gi", "6Gi"]);
  expect(await uids()).toEqual(running);
});

live("Clients that repeat a request once see no error while a node is drained", async () => {
  expect(on(DRAINED, await pods())).toEqual(
    expect.arrayContaining(ETCDS.map(([namespace, name]) => `${namespace}/${name}`)),
  );
  const [client] = await served("a node is drained", outputs, async () => {
    await kubectl("f", "drain", DRAINED, "--ignore-daemonsets", "--delete-emptydir-data", within(270));
    await eventually("what was evicted is ready elsewhere", 120, pods, ready);
  });
  expect(on(DRAINED, await pods())).toEqual([]);
  expect(client.longestSilence).toBeLessThan(LONGEST_SILENCE_MILLISECONDS);
});

live("Pods that share a node after the drain are on different nodes again once they are deleted", async () => {
  await kubectl("f", "uncordon", DRAINED);
  await served("pods are spread again", outputs, async () => {
    for (const pod of crowded(await pods())) {
      const [namespace, name] = pod.split("/") as [string, string];
      await kubectl("f", "-n", namespace, "delete", "pod", name);
      await eventually(`there is another pod for ${pod}`, 120, pods, ready);
    }
  });
  expect(crowded(await pods())).toEqual([]);
});

live("Clients at another node that repeat a request twice see no error when a node is lost", async () => {
  const lost = on(LOST, await pods());
  expect(lost).toEqual(expect.arrayContaining(ETCDS.map(([namespace, name]) => `${namespace}/${name}`)));
  await served(
    "a node is lost",
    outputs,
    async () => {
      await labScript("node.sh", "lose", "3");
      await eventually("Kubernetes knows", 60, readyNodes, (found) => !found.includes(LOST));
      await eventually("its pods are not ready", 30, pods, (found) => unready(found).length === lost.length);
    },
    REPEATS,
  );
});

live("Clients that repeat a request once see no error while pods of a lost node start elsewhere", async () => {
  await served("pods of the lost node start elsewhere", outputs, async () => {
    await kubectl("f", "taint", "node", LOST, `${OUT_OF_SERVICE}=nodeshutdown:NoExecute`);
    await eventually(
      "its pods are ready elsewhere",
      120,
      pods,
      (found) => ready(found) && on(LOST, found).length === 0,
    );
  });
  for (const [namespace, etcd] of ETCDS) {
    expect(await membersOf(namespace, `${etcd}-0`)).toEqual([0, 1, 2].map((member) => `${etcd}-${member}`));
  }
});

live("An up after the node is back changes nothing, and a destroy leaves the clusters as they were", async () => {
  await labScript("node.sh", "up", "3");
  await kubectl("f", "taint", "node", LOST, `${OUT_OF_SERVICE}-`);
  await eventually("all nodes are ready", 60, readyNodes, (found) => found.length === NODES.length);
  await stack.up("second up on three nodes", "--expect-no-changes");
  await stack.destroy();
  await asTheyWere(before);
});
