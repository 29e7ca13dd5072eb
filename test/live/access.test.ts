import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { Stack } from "./stack";

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
