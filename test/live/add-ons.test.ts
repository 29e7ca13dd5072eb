import { FederatedChart, FederatedDeployment, FederatedHPA, MemberGroups, Placement } from "@fedstack/constructs";
import { App } from "cdk8s";
import { asTheyWere, inventory, type KubernetesObject, list, readyOn } from "./kubernetes";
import { eventually, kubectl, type LabCluster, live } from "./lab";
import { MetricsApi } from "./metrics-api";
import { podsOf, unready } from "./pods";
import { Stack } from "./stack";

const SYSTEM = "roomy-system";
const federation = { name: "roomy", zone: "roomy.example.", members: ["a", "b"], dns: false };
/** Soon enough for a test: by default, the descheduler looks every two minutes for pods that have waited for five. */
const SOON = { extraArgs: { "descheduling-interval": "2s", "unschedulable-threshold": "5s" } };
const addOns = { estimators: true, descheduler: SOON, metricsAdapter: true };
const ESTIMATORS = ["estimator-a-cluster", "estimator-b-cluster"];
/** A simulated node has 8 CPUs and runs two of these pods: a member with two nodes runs four, although 16 CPUs are five times 3. */
const REPLICAS = 6;
const FITTING = { a: { encoder: 4 }, b: { encoder: 2 } };

const stack = new Stack("test/live/programs/federations");
let before: Record<string, string>;
let api: { readonly file: string };
let encoder: string;
let web: string;
/** What all pods of `web` together use, in thousandths of a CPU. */
let load = 100;
const members = (["a", "b"] as const).map(
  (member) =>
    new MetricsApi(member, async () => {
      const running = await Promise.all([readyOn("a"), readyOn("b")]);
      return load / running.reduce((sum, { web: pods = 0 }) => sum + pods, 0);
    }),
);

interface Binding extends KubernetesObject {
  readonly spec: { readonly clusters?: readonly { readonly name: string; readonly replicas: number }[] };
}

/** How many replicas the scheduler gives to each member. */
async function assigned(): Promise<Record<string, number>> {
  const bindings = await list<Binding>(api, "resourcebindings", "-n", "default");
  return Object.fromEntries(
    bindings.flatMap(({ spec }) => (spec.clusters ?? []).map(({ name, replicas }) => [name, replicas] as const)),
  );
}

const ready = async (): Promise<object> => ({ a: await readyOn("a"), b: await readyOn("b") });

/** Waits until so many pods are ready in each member. */
const untilReady = (wanted: object, seconds = 60): Promise<unknown> =>
  eventually("pods are ready", seconds, ready, (seen) => JSON.stringify(seen) === JSON.stringify(wanted));

/** Waits until the scheduler and the descheduler are connected to the estimator of each member. */
async function untilConnected(...components: readonly string[]): Promise<void> {
  for (const component of components) {
    await eventually(
      `${component} is connected`,
      60,
      () => kubectl("f", "-n", SYSTEM, "logs", `deployment/${component}`),
      (log) => ESTIMATORS.every((name) => new RegExp(`${name}\\..* has been established`).test(log)),
    );
  }
}

async function may(cluster: LabCluster, ...action: string[]): Promise<string> {
  const account = "--as=system:serviceaccount:karmada-cluster:karmada-scheduler-estimator";
  const asked = kubectl(cluster, "auth", "can-i", ...action, account);
  const answer = await asked.catch(({ stdout }: { stdout: string }) => stdout);
  return /^(yes|no)\b/m.exec(answer)?.[1] ?? answer;
}

beforeAll(() => {
  const ownFirst = MemberGroups.first("own", ["a-cluster"]).overflowingTo("rented", ["b-cluster"]);
  const chart = new FederatedChart(new App(), "media", { namespace: "default" });
  new FederatedDeployment(chart, "encoder", {
    image: "encoder",
    replicas: REPLICAS,
    resources: { requests: { cpu: "3", memory: "1Gi" } },
    placement: Placement.packed(ownFirst),
  });
  encoder = kept("encoder", chart);

  const elastic = new FederatedChart(new App(), "shop", { namespace: "default" });
  const target = new FederatedDeployment(elastic, "web", {
    image: "nginx",
    replicas: 2,
    resources: { requests: { cpu: "100m", memory: "16Mi" } },
    placement: Placement.evenly(["a-cluster", "b-cluster"]),
  });
  const behavior = { scaleDown: { stabilizationWindowSeconds: 0 } };
  new FederatedHPA(elastic, "web-load", { target, minReplicas: 2, maxReplicas: 10, cpuPercent: 50, behavior });
  web = kept("web", elastic);
});

function kept(name: string, chart: FederatedChart): string {
  return stack.keep(`${name}.json`, JSON.stringify({ apiVersion: "v1", kind: "List", items: chart.toJson() })).file;
}

afterAll(async () => {
  await kubectl("a", "uncordon", "k8s-a-n1").catch(() => undefined);
  await Promise.all(members.map((metrics) => metrics.stop().catch(() => undefined)));
  await stack.remove();
});

live("Without estimators, the scheduler does not know how many pods fit on the nodes of a member", async () => {
  before = await inventory("uid");
  await stack.init({ federations: [federation] });
  await stack.up("up without add-ons");
  const { federations } = await stack.outputs<{ federations: Record<string, { readonly kubeconfig: string }> }>();
  api = stack.keep("roomy.conf", federations["roomy"]!.kubeconfig);
  await kubectl(api, "apply", "-f", encoder);
  const [binding] = await eventually(
    "the scheduler has decided",
    60,
    () =>
      list<Binding & { readonly status: { readonly conditions?: readonly object[] } }>(
        api,
        "resourcebindings",
        "-n",
        "default",
      ),
    ([one]) => (one?.status.conditions ?? []).length > 0,
  );
  console.info("without estimators:", JSON.stringify([binding!.spec.clusters, binding!.status.conditions]));
  expect(await assigned()).not.toEqual({ "a-cluster": 4, "b-cluster": 2 });
  await kubectl(api, "delete", "-f", encoder);
});

live("An up adds estimators and a descheduler to a federation that runs", async () => {
  await stack.configure({ federations: [{ ...federation, addOns }] });
  await stack.up("up with estimators and a descheduler");
  const pods = await podsOf(SYSTEM);
  const added = pods.filter(({ name }) => /\/(estimator|karmada-descheduler|karmada-metrics-adapter)-/.test(name));
  expect(added).toHaveLength(4);
  expect(unready(added)).toEqual([]);
  expect(added.filter(({ token }) => token)).toEqual([]);
  await untilConnected("karmada-scheduler", "karmada-descheduler");
});

live("With them, what one member has no room for runs on the next, pod by pod", async () => {
  await kubectl(api, "apply", "-f", encoder);
  await untilReady(FITTING);
  expect(await assigned()).toEqual({ "a-cluster": 4, "b-cluster": 2 });
});

live("The descheduler takes away what finds no room any more, and another member runs it", async () => {
  await kubectl("a", "cordon", "k8s-a-n1");
  await kubectl("a", "-n", "default", "delete", "pods", "--field-selector=spec.nodeName=k8s-a-n1");
  await untilReady({ a: { encoder: 2 }, b: { encoder: 4 } });
  expect(await assigned()).toEqual({ "a-cluster": 2, "b-cluster": 4 });
});

live("In a member, an estimator reads nodes and pods, and neither reads nor writes anything else", async () => {
  for (const member of ["a", "b"] as const) {
    const allowed = await Promise.all([
      may(member, "list", "nodes"),
      may(member, "watch", "pods", "-A"),
      may(member, "list", "replicasets.apps", "-A"),
      may(member, "list", "deployments.apps", "-A"),
    ]);
    expect(allowed).toEqual(allowed.map(() => "yes"));
    const refused = await Promise.all([
      may(member, "get", "secrets", "-A"),
      may(member, "list", "configmaps", "-A"),
      may(member, "create", "pods", "-n", "default"),
      may(member, "delete", "pods", "-n", "default"),
      may(member, "update", "nodes"),
      may(member, "create", "pods", "--subresource=exec", "-n", "default"),
    ]);
    expect(refused).toEqual(refused.map(() => "no"));
  }
});

live("An estimator answers nobody without a certificate of the federation", async () => {
  const pod = (await podsOf(SYSTEM)).find(({ name }) => name.includes("/estimator-a-cluster-"))!.name.split("/")[1]!;
  const path = `/api/v1/namespaces/${SYSTEM}/pods/https:${pod}:10352/proxy/`;
  const answer = await kubectl("f", "get", "--raw", path).catch(({ stderr }: { stderr: string }) => stderr);
  expect(answer).toMatch(/tls: certificate required/);
});

live("A FederatedHPA follows the load of pods on two members, up and down", async () => {
  await kubectl(api, "delete", "-f", encoder);
  await kubectl("a", "uncordon", "k8s-a-n1");
  for (const metrics of members) await metrics.start();
  await kubectl(api, "apply", "-f", web);
  await untilReady({ a: { web: 1 }, b: { web: 1 } });
  load = 300;
  await untilReady({ a: { web: 3 }, b: { web: 3 } }, 90);
  load = 100;
  await untilReady({ a: { web: 1 }, b: { web: 1 } }, 90);
  await kubectl(api, "delete", "-f", web);
});

live("A member that leaves takes its estimator along, and a destroy leaves nothing", async () => {
  for (const metrics of members) await metrics.stop();
  await stack.up("up without a change", "--expect-no-changes");
  await stack.configure({ federations: [{ ...federation, members: ["a"], addOns }] });
  await stack.up("up without a member");
  const left = (await list("f", "deployments,services,secrets", "-n", SYSTEM)).map(({ metadata }) => metadata.name);
  expect(left.filter((name) => name.startsWith("estimator-")).sort()).toEqual([
    "estimator-a-cluster",
    "estimator-a-cluster",
    "estimator-a-cluster-member",
    "estimator-a-cluster-tls",
  ]);
  await stack.destroy();
  await asTheyWere(before);
});
