import { INTRUSIONS } from "./intrusions";
import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { Stack } from "./stack";
import { federatedApi, printed, withTokenOf } from "./tokens";

interface Workload extends KubernetesObject {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly image: string }] } };
  };
  readonly status: object;
}

const PLACED = "deployments,statefulsets,daemonsets,jobs,cronjobs,services,ingresses,configmaps,secrets";

const stack = new Stack("test/live/programs/access");
/** What the program deploys, by kind and name. */
const KINDS = [
  "ConfigMap settings",
  "CronJob nightly",
  "DaemonSet agent",
  "Deployment web",
  "Ingress front",
  "Job once",
  "Secret password",
  "Service web",
  "StatefulSet store",
];
/** Adds a taint to a Cluster that has one. */
const OF_OTHERS = [
  { op: "add", path: "/spec/taints/-", value: { key: "example.com/of-others", effect: "NoSchedule" } },
] as const;
let before: Record<string, string>;

/** Taints of a member, except those that Karmada sets while it is not ready. */
async function taintsOf(member: "a" | "b"): Promise<unknown[]> {
  const { spec } = JSON.parse(
    await kubectl(await federatedApi(stack), "get", "clusters.cluster.karmada.io", `${member}-cluster`, "-o", "json"),
  ) as { readonly spec: { readonly taints?: readonly { readonly key: string }[] } };
  return (spec.taints ?? []).filter(({ key }) => !key.startsWith("cluster.karmada.io/"));
}

/** Answer of kubectl with the token that the federation has for a member. */
async function asControlPlane(cluster: "a" | "b", ...args: string[]): Promise<string> {
  return printed(await withTokenOf(stack, cluster, cluster), ...args);
}

/** Answer of kubectl with that token to creating an object. */
const creating = (cluster: "a" | "b", object: object): Promise<string> =>
  asControlPlane(cluster, "create", "-f", stack.keep("object.json", JSON.stringify(object)).file);

afterAll(() => stack.remove());

live("Members that restrict their access run one of each kind", async () => {
  await kubectl("b", "create", "namespace", "shop");
  // Kubernetes adds these to every namespace.
  await kubectl("b", "-n", "shop", "wait", "--for=create", "serviceaccount/default", "configmap/kube-root-ca.crt");
  before = await inventory("uid");
  await stack.init({ taint: "b" });
  await stack.up("up of a federation whose members restrict their access");
  for (const member of ["a", "b"] as const) {
    const placed = await eventually(
      `each kind is in ${member}`,
      30,
      () => list<KubernetesObject>(member, PLACED, "-n", "shop", "-l", "karmada.io/managed=true"),
      (found) => found.length === PLACED.split(",").length,
    );
    expect(placed.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual(KINDS);
  }
});

live("A member has the taints of the program", async () => {
  expect(await taintsOf("a")).toEqual([]);
  expect(await taintsOf("b")).toEqual([{ key: "example.com/edge", value: "far", effect: "NoSchedule" }]);
});

live("An up with another image completes when every pod runs it, although each takes its time", async () => {
  await kubectl(
    await federatedApi(stack),
    ...["patch", "clusters.cluster.karmada.io", "b-cluster", "--type=json", "-p", JSON.stringify(OF_OTHERS)],
  );
  await stack.configure({ image: "nginx:1.29", taint: "none" });
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

live("The federated API logs who asked for what, but not what Secrets contain", async () => {
  const log = await kubectl("f", "-n", "narrow-system", "logs", "deployment/karmada-apiserver", "--tail=-1");
  const events = log.split("\n").filter((line) => line.startsWith('{"kind":"Event","apiVersion":"audit.k8s.io/v1"'));
  expect(events.some((event) => event.includes('"name":"password"') && event.includes("fedstack:"))).toBe(true);
  expect(log).not.toContain(Buffer.from("correct horse battery staple").toString("base64"));
  expect(log).not.toContain("correct horse battery staple");
});

live("A person's kubeconfig opens what the person may see and change, and nothing else", async () => {
  const { jane } = await stack.outputs<{ jane: string }>();
  const file = stack.keep("jane.conf", jane);
  const may = (...asked: string[]): Promise<string> =>
    kubectl(file, "auth", "can-i", ...asked).catch(({ stdout }: { stdout: string }) => stdout);
  const allowed = [
    ["create", "deployments", "-n", "shop"],
    ["create", "propagationpolicies.policy.karmada.io", "-n", "shop"],
    ["list", "deployments", "-A"],
    ["list", "clusters.cluster.karmada.io"],
  ];
  const denied = [
    ["*", "*"],
    ["create", "deployments", "-n", "default"],
    ["get", "secrets", "-n", "karmada-cluster"],
    ["create", "resourcebindings.work.karmada.io", "-n", "shop"],
    ["create", "clusters.cluster.karmada.io", "--subresource=proxy"],
    ["create", "rolebindings", "-n", "shop"],
  ];
  for (const asked of allowed) expect([asked, (await may(...asked)).split("\n")[0]]).toEqual([asked, "yes"]);
  for (const asked of denied) expect([asked, (await may(...asked)).split("\n")[0]]).toEqual([asked, "no"]);
});

live("A taint that goes from the program goes from the member, and those of others stay", async () => {
  expect(await taintsOf("b")).toEqual([OF_OTHERS[0]!.value]);
});

for (const member of ["a", "b"] as const) {
  live(`The control plane's token opens nothing else in ${member}`, async () => {
    for (const [what, object] of Object.entries(INTRUSIONS)) {
      expect([what, await creating(member, object)]).toEqual([what, expect.stringMatching(/forbidden/i)]);
    }
    await kubectl(member, "-n", "default", "create", "configmap", "of-others", "--from-literal=kept=yes");
    for (const change of [
      ["label", "namespace", "kube-system", "karmada.io/managed=true"],
      ["label", "configmap", "of-others", "-n", "default", "karmada.io/managed=true"],
      ["delete", "configmap", "of-others", "-n", "default"],
      ["delete", "namespace", "default"],
    ]) {
      expect([change, await asControlPlane(member, ...change)]).toEqual([change, expect.stringMatching(/forbidden/i)]);
    }
    await kubectl(member, "-n", "default", "delete", "configmap", "of-others");
    expect(await asControlPlane(member, "auth", "can-i", "*", "*")).toContain("no");
    for (const subresource of ["exec", "attach", "portforward", "proxy", "ephemeralcontainers"]) {
      const asked = ["auth", "can-i", "create", "pods", `--subresource=${subresource}`, "-n", "shop"];
      expect([subresource, await asControlPlane(member, ...asked)]).toEqual([subresource, "no\n"]);
    }
  });

  live(`The control plane cannot act as anybody else in ${member}`, async () => {
    const asMasters = ["--as=system:admin", "--as-group=system:masters"];
    expect(await asControlPlane(member, "auth", "can-i", "*", "*", ...asMasters)).toContain("cannot impersonate");
    const proxy = `/apis/cluster.karmada.io/v1alpha1/clusters/${member}-cluster/proxy/api/v1/namespaces`;
    await expect(kubectl(await federatedApi(stack), "get", "--raw", proxy)).rejects.toThrow("impersonatorSecretRef");
  });
}

live("What a member has of the federation opens no other API", async () => {
  const apis = { host: "f", federation: await federatedApi(stack), "the other member": "b" } as const;
  for (const [name, api] of Object.entries(apis)) {
    const answer = await printed(await withTokenOf(stack, "a", api), "get", "namespaces");
    expect([name, answer]).toEqual([name, expect.stringMatching(/Unauthorized|must be logged in/)]);
  }
});

live("Members that let no Secrets be written let none be read either", async () => {
  await stack.configure({ secrets: "forbidden" });
  expect(await stack.previewFails("preview that takes a Secret away with the right to delete it")).toContain(
    'join("a-cluster"): cannot be given less access while it has Secret shop/password: ',
  );
  await stack.configure({ secrets: "allowed" });
  await stack.up("up without Secrets");
  await stack.configure({ secrets: "forbidden" });
  await stack.up("up in which members forbid Secrets");
  for (const member of ["a", "b"] as const) {
    for (const asked of [
      ["get", "secrets", "-n", "kube-system"],
      ["list", "secrets", "-A"],
      ["get", "secrets", "-n", "shop"],
      ["create", "secrets", "-n", "shop"],
    ]) {
      const answer = await asControlPlane(member, "auth", "can-i", ...asked);
      expect([member, asked, answer.trim().split("\n").at(-1)]).toEqual([member, asked, "no"]);
    }
  }
});

live("Such a federation leaves nothing behind", async () => {
  await stack.destroy();
  await asTheyWere(before);
  await kubectl("b", "delete", "namespace", "shop");
});
