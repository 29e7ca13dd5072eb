import { asTheyWere, difference, inventory, list } from "./kubernetes";
import { kubectl, live, PATIENCE } from "./lab";
import { Stack } from "./stack";

/** Long enough for a slow node to make the volume, schedule the pod and give up on its image. */
const WAIT_SECONDS = 60;
/** Long enough for everything to become ready on a busy machine. */
const LONGER_SECONDS = 300;
/**
 * Time that a failing update takes on a fast machine in addition to the timeout: for the engine, the program, and
 * everything before etcd.
 */
const OVERHEAD_SECONDS = 60;

const stack = new Stack("test/live/programs/federations");
const federation = { name: "faulty", zone: "faulty.example.", members: ["a"], timeoutSeconds: WAIT_SECONDS };
let before: Record<string, string>;

const failing = async (step: string, config: Record<string, unknown>): Promise<string> => {
  await stack.configure(config);
  return stack.upFails(step);
};

beforeAll(async () => {
  before = await inventory("uid");
  await stack.init({});
});
afterAll(async () => {
  await stack.remove();
  await kubectl("f", "delete", "namespace", "faulty-system", "strangers", "--ignore-not-found");
});

live("A context that is not in the kubeconfig stops the update before anything is created", async () => {
  const output = await failing("up with a context that does not exist", {
    federations: [federation],
    hostContext: "g-cluster-context",
  });
  expect(output).toMatch(/cluster "f-cluster".*"g-cluster-context"/);
  expect(await difference(before)).toEqual([]);
  await stack.configure({ hostContext: "f-cluster-context" });
});

live("A node port that a stranger's Service has stops the preview, which names the Service", async () => {
  await kubectl("f", "create", "namespace", "strangers");
  const nodePort = 32444;
  await kubectl("f", "create", "service", "nodeport", "web", "-n", "strangers", "--tcp=80", `--node-port=${nodePort}`);
  const apiServer = { service: { nodePort } };
  await stack.configure({ federations: [{ ...federation, apiServer }] });
  const output = await stack.previewFails("preview with a node port that is taken");
  expect(output).toMatch(/apiServer\.service\.nodePort: "32444" is a node port of the Service "strangers\/web"/);
  await kubectl("f", "delete", "namespace", "strangers");
  expect(await difference(before)).toEqual([]);
});

live("A namespace on the host that is not the federation's is an error, and is left as it is", async () => {
  await kubectl("f", "create", "namespace", "faulty-system");
  await kubectl("f", "create", "configmap", "of-a-stranger", "-n", "faulty-system", "--from-literal=kept=yes");
  const stranger = (): Promise<string> =>
    kubectl("f", "get", "namespace/faulty-system", "configmap/of-a-stranger", "-n", "faulty-system", "-o", "yaml");
  const found = await stranger();
  const output = await failing("up onto a namespace that exists", { federations: [federation] });
  expect(output).toMatch(/"faulty-system" already exists/);
  await stack.destroy();
  expect(await stranger()).toBe(found);
  await kubectl("f", "delete", "namespace", "faulty-system");
});

live("An image that cannot be pulled fails the update within the timeout, with the pod's reason", async () => {
  const images = { overrides: { etcd: "lab.local/none:1" } };
  const start = Date.now();
  const output = await failing("up with an image that does not exist", { federations: [{ ...federation, images }] });
  expect(Date.now() - start).toBeLessThan((WAIT_SECONDS + OVERHEAD_SECONDS * PATIENCE) * 1000);
  expect(output).toMatch(
    /(ErrImagePull|ImagePullBackOff)[^]*lab\.local\/none:1|lab\.local\/none:1[^]*(ErrImagePull|ImagePullBackOff)/,
  );
  expect(await list("f", "pods", "-n", "faulty-system")).not.toEqual([]);
});

live("The next up, once the image can be pulled, goes on with what the failed one made", async () => {
  const kept = async (): Promise<Record<string, string>> => {
    const objects = await list("f", "namespaces,services,secrets,statefulsets,networkpolicies", "-A");
    const ours = objects.filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/part-of"] === "faulty");
    return Object.fromEntries(
      ours.map(({ kind, metadata }) => [`${kind} ${metadata.namespace ?? ""}/${metadata.name}`, metadata.uid]),
    );
  };
  const made = await kept();
  expect(Object.keys(made)).toEqual(
    expect.arrayContaining(["StatefulSet faulty-system/etcd", "Namespace /faulty-system"]),
  );
  await stack.configure({ federations: [{ ...federation, timeoutSeconds: LONGER_SECONDS }] });
  await stack.up("up after the image can be pulled");
  expect(await kept()).toMatchObject(made);
  await stack.up("second up after the image could be pulled", "--expect-no-changes");
  await stack.destroy();
  await asTheyWere(before);
});
