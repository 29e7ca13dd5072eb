import { givesAnEnd, repairsEnded } from "./ending-tokens";
import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { eventually, kubectl, live, within } from "./lab";
import { Stack } from "./stack";
import { storedIn } from "./stored";
import { federatedApi, printed } from "./tokens";

const stack = new Stack("test/live/programs/access", "keys");
let before: Record<string, string>;
/** Kubeconfigs of an administrator and a person that the first authorities have signed. */
let old: { readonly administrator: { readonly file: string }; readonly jane: { readonly file: string } };

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

/** How etcd stores the Secret that the program deploys: with which key, and whether its text is there. */
async function stored(): Promise<string> {
  const value = (await storedIn("narrow-system", "/registry/secrets/shop/password")) ?? "nothing";
  const [, key = "no key"] = /^k8s:enc:secretbox:v1:(\w+):/.exec(value) ?? [];
  return value.includes("correct horse battery staple") ? `plain text, ${key}` : key;
}

/** Waits until etcd stores that Secret in a way: its database is written a little later than it answers. */
const storedAs = (way: string): Promise<string> =>
  eventually(`etcd stores a Secret with ${way}`, 5, stored, (seen) => seen === way);

afterAll(() => stack.remove());

live("Without encryption, etcd has the text of a Secret", async () => {
  await kubectl("b", "create", "namespace", "shop");
  await kubectl("b", "-n", "shop", "wait", "--for=create", "serviceaccount/default", "configmap/kube-root-ca.crt");
  before = await inventory("uid");
  await stack.init({});
  await stack.up("up of a federation without encryption");
  await storedAs("plain text, no key");
});

live("Turning encryption on, rotating its key and turning it off are an up each", async () => {
  await stack.configure({ encrypt: true });
  await stack.up("up with encryption");
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
  const { items } = JSON.parse(await kubectl(await federatedApi(stack), "get", "secret", "-A", "-o", "json")) as {
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
  await kubectl({ file }, "wait", "--for=condition=Ready", "clusters.cluster.karmada.io", "--all", within(60));
  expect(await podsInMembers()).toEqual(pods);
  await stack.configure({ authority: 3 });
  expect(await stack.upFails("up with authorities that nobody trusts")).toContain(
    "certificates: cannot go from { authority: 2 } to { authority: 3 }",
  );
  await stack.configure({ authority: 2 });
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
  await repairsEnded(stack, await federatedApi(stack));
});

live("Tokens that end are replaced by lasting ones", async () => {
  await stack.configure({ tokenSeconds: 0 });
  await stack.up("up whose tokens do not end any more");
  expect(await stack.outputs()).not.toHaveProperty("tokenExpires");
});

live("Such a federation leaves nothing behind", async () => {
  await stack.destroy();
  await asTheyWere(before);
  await kubectl("b", "delete", "namespace", "shop");
});
