import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { Stack } from "./stack";

interface Workload extends KubernetesObject {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly image: string }] } };
  };
  readonly status: object;
}

const ACCOUNT = "system:serviceaccount:karmada-cluster:karmada-a-cluster";
const PLACED = "deployments,statefulsets,daemonsets,jobs,cronjobs,services,ingresses,configmaps,secrets";

const stack = new Stack("test/live/programs/access");
let before: Record<string, string>;

/** Whether the control plane may do something in the member. */
const may = async (...deed: string[]): Promise<boolean> =>
  // kubectl ends with 1 where the answer is no.
  (await kubectl("a", "auth", "can-i", ...deed, `--as=${ACCOUNT}`).catch(
    ({ stdout }: { stdout: string }) => stdout,
  )) === "yes\n";

afterAll(() => stack.remove());

live("A member that grants no more than workloads runs one of each kind", async () => {
  before = await inventory("uid");
  await stack.init({});
  await stack.up("up of a federation that may run workloads, no more");
  const placed = await eventually(
    "each kind is in the member",
    30,
    () => list<KubernetesObject>("a", PLACED, "-n", "shop", "-l", "karmada.io/managed=true"),
    (found) => found.length === PLACED.split(",").length,
  );
  expect(placed.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    "ConfigMap settings",
    "CronJob nightly",
    "DaemonSet agent",
    "Deployment web",
    "Ingress front",
    "Job once",
    "Secret password",
    "Service web",
    "StatefulSet store",
  ]);
});

live("An up with another image is done when every pod runs it, though each takes its time", async () => {
  await stack.configure({ image: "nginx:1.29" });
  await stack.up("up with another image");
  const [deployments, daemonSets] = await Promise.all([
    list<Workload>("a", "deployments", "-n", "shop"),
    list<Workload>("a", "daemonsets", "-n", "shop"),
  ]);
  const seen = [...deployments, ...daemonSets].map(({ spec, status }) => [
    spec.template.spec.containers[0].image,
    status,
  ]);
  expect(seen).toEqual([
    ["nginx:1.29", expect.objectContaining({ replicas: 2, updatedReplicas: 2, availableReplicas: 2 })],
    ["nginx:1.29", expect.objectContaining({ desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2 })],
  ]);
});

live("Of such a member the control plane may change neither nodes nor roles nor admission", async () => {
  expect(await may("create", "deployments.apps", "-n", "shop")).toBe(true);
  expect(await may("delete", "nodes")).toBe(false);
  expect(await may("update", "clusterroles.rbac.authorization.k8s.io/cluster-admin")).toBe(false);
  expect(await may("escalate", "clusterroles.rbac.authorization.k8s.io")).toBe(false);
  expect(await may("create", "rolebindings.rbac.authorization.k8s.io", "-n", "kube-system")).toBe(false);
  expect(await may("create", "validatingwebhookconfigurations.admissionregistration.k8s.io")).toBe(false);
  expect(await may("create", "customresourcedefinitions.apiextensions.k8s.io")).toBe(false);
  expect(await may("create", "pods", "--subresource=exec", "-n", "kube-system")).toBe(false);
});

live("What such a federation leaves behind is nothing", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
