import { givesAnEnd, repairsEnded } from "./ending-tokens";
import { INTRUSIONS } from "./intrusions";
import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { Stack } from "./stack";
import { storedIn } from "./stored";
import { printed, withTokenOf } from "./tokens";

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
/** Kubeconfigs of an administrator and a person that the first authorities have signed. */
let old: { readonly administrator: { readonly file: string }; readonly jane: { readonly file: string } };

/** The federated API, as kubectl takes it. */
async function federatedApi(): Promise<{ readonly file: string }> {
  const { federatedKubeconfig } = await stack.outputs<{ federatedKubeconfig: string }>();
  return stack.keep("federation.conf", federatedKubeconfig);
}

/** What kubectl answers to a question that both may ask: names of namespaces, or the error. */
async function answers(): Promise<string[]> {
  const ask = (file: { readonly file: string }): Promise<string> =>
    kubectl(file, "get", "namespace", "shop", "-o", "name").catch(({ stderr }: { stderr: string }) => stderr);
  return Promise.all([old.administrator, old.jane].map(ask)).then((all) => all.map((answer) => answer.trim()));
}

/** Pods that the federation runs in the members. */
async function podsInMembers(): Promise<string[]> {
  const pods = await Promise.all(
    (["a", "b"] as const).map((member) => list<KubernetesObject>(member, "pods", "-n", "shop")),
  );
  return pods
    .flat()
    .map(({ metadata }) => metadata.uid!)
    .sort();
}

/** Taints of a member, except those that Karmada sets while it is not ready. */
async function taintsOf(member: "a" | "b"): Promise<unknown[]> {
  const { spec } = JSON.parse(
    await kubectl(await federatedApi(), "get", "clusters.cluster.karmada.io", `${member}-cluster`, "-o", "json"),
  ) as { readonly spec: { readonly taints?: readonly { readonly key: string }[] } };
  return (spec.taints ?? []).filter(({ key }) => !key.startsWith("cluster.karmada.io/"));
}

/** How etcd stores the Secret that the program deploys: with which key, and whether its text is there. */
async function stored(): Promise<string> {
  const value = (await storedIn("narrow-system", "/registry/secrets/shop/password")) ?? "nothing";
  const [, key = "no key"] = /^k8s:enc:secretbox:v1:(\w+):/.exec(value) ?? [];
  return value.includes("correct horse battery staple") ? `plain text, ${key}` : key;
}

/** Waits until etcd stores that Secret in a way: its database is written a little later than it answers. */
const storedAs = (way: string): Promise<string> =>
  eventually(`etcd stores a Secret with ${way}`, 5, stored, (seen) => seen === way);

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

live("Without encryption, etcd has the text of a Secret", async () => {
  await storedAs("plain text, no key");
});

live("A member has the taints of the program", async () => {
  expect(await taintsOf("a")).toEqual([]);
  expect(await taintsOf("b")).toEqual([{ key: "example.com/edge", value: "far", effect: "NoSchedule" }]);
});

live("An up with another image completes when every pod runs it, although each takes its time", async () => {
  await kubectl(
    await federatedApi(),
    ...["patch", "clusters.cluster.karmada.io", "b-cluster", "--type=json", "-p", JSON.stringify(OF_OTHERS)],
  );
  await stack.configure({ image: "nginx:1.29", taint: "none", encrypt: true });
  await stack.up("up with another image and encryption");
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

live("Turning encryption on, rotating its key and turning it off are an up each", async () => {
  await storedAs("key1");
  const { federatedKubeconfig, jane } = await stack.outputs<{ federatedKubeconfig: string; jane: string }>();
  old = { administrator: stack.keep("old.conf", federatedKubeconfig), jane: stack.keep("old-jane.conf", jane) };
  await stack.configure({ secretsKey: 3 });
  expect(await stack.upFails("up with a key that API servers do not know")).toContain(
    'apiServer.encryption.key: cannot change from "1" to "3"',
  );
  await stack.configure({ secretsKey: 2, authority: 2, rotation: "trust" });
  await stack.up("up with the next key, which trusts the next authorities");
  await storedAs("key2");
  const { items } = JSON.parse(await kubectl(await federatedApi(), "get", "secret", "-A", "-o", "json")) as {
    readonly items: readonly { readonly metadata: { readonly name: string } }[];
  };
  expect(items.map(({ metadata }) => metadata.name)).toContain("password");
  await stack.configure({ encrypt: false, rotation: "sign" });
  await stack.up("up without encryption, in which the next authorities sign");
  await storedAs("plain text, no key");
});

live("New authorities replace the old ones, whose kubeconfigs work until the last step", async () => {
  const pods = await podsInMembers();
  expect(await answers()).toEqual(["namespace/shop", "namespace/shop"]);
  const { federatedKubeconfig } = await stack.outputs<{ federatedKubeconfig: string }>();
  await stack.configure({ rotation: "" });
  await stack.up("up that trusts only the new authorities");
  expect(await answers()).toEqual([
    expect.stringMatching(/x509|Unauthorized|logged in/),
    expect.stringMatching(/x509|Unauthorized|logged in/),
  ]);
  const { file } = stack.keep("new.conf", federatedKubeconfig);
  expect(await kubectl({ file }, "get", "namespace", "shop", "-o", "name")).toBe("namespace/shop\n");
  await kubectl({ file }, "wait", "--for=condition=Ready", "clusters.cluster.karmada.io", "--all", "--timeout=60s");
  expect(await podsInMembers()).toEqual(pods);
  await stack.configure({ authority: 3 });
  expect(await stack.upFails("up with authorities that nobody trusts")).toContain(
    "certificates: cannot go from { authority: 2 } to { authority: 3 }",
  );
  await stack.configure({ authority: 2 });
});

live("The federated API logs who asked for what, but not what Secrets contain", async () => {
  const log = await kubectl("f", "-n", "narrow-system", "logs", "deployment/karmada-apiserver", "--tail=-1");
  const events = log.split("\n").filter((line) => line.startsWith('{"kind":"Event","apiVersion":"audit.k8s.io/v1"'));
  expect(events.some((event) => event.includes('"name":"password"') && event.includes("fedstack:"))).toBe(true);
  expect(log).not.toContain(Buffer.from("correct horse battery staple").toString("base64"));
  expect(log).not.toContain("correct horse battery staple");
});

live("A member's token gets an end: the one before is refused at once, and another up changes nothing", () =>
  givesAnEnd(stack),
);

live("The control plane watches a member with the new token: it puts back what somebody deletes there", async () => {
  await kubectl("a", "-n", "shop", "delete", "deployment", "web", "--wait=false");
  await eventually(
    "the Deployment is back",
    20,
    () => printed("a", "-n", "shop", "get", "deployment", "web", "-o", "jsonpath={.metadata.deletionTimestamp}"),
    (seen) => seen === "",
  );
});

live("A member whose token has ended is not Ready, and the next up repairs it", async () => {
  await repairsEnded(stack, await federatedApi());
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
  live(`The control plane's token is no way to anything else in ${member}`, async () => {
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
    await expect(kubectl(await federatedApi(), "get", "--raw", proxy)).rejects.toThrow("impersonatorSecretRef");
  });
}

live("What a member has of the federation opens no other API", async () => {
  const apis = { host: "f", federation: await federatedApi(), "the other member": "b" } as const;
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
  await stack.configure({ secrets: "allowed", tokenSeconds: 0 });
  await stack.up("up without Secrets, whose tokens do not end any more");
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
