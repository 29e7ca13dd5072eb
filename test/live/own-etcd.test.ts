import { runKmsPlugin } from "./kms-plugin";
import { asTheyWere, inventory, list, readyOn } from "./kubernetes";
import { live as inLab, missingWith } from "./lab";
import { OwnEtcd } from "./own-etcd";
import { podsOf, unready } from "./pods";
import { Stack } from "./stack";

const PREFIX = "/fedstack/own";
/** Keys of others. One begins like the federation's. */
const OTHERS = {
  "/registry/secrets/default/other": "theirs",
  "/fedstack/own2/secrets/default/password": "theirs, too",
};
const lacking = missingWith("kms");

const stack = new Stack("test/live/programs/own-etcd");
const etcd = new OwnEtcd();
let before: Record<string, string>;

const live = (name: string, run: () => Promise<void>): void => inLab(name, run, lacking);

beforeAll(async () => {
  if (lacking.length === 0) await etcd.start();
});
afterAll(async () => {
  if (lacking.length > 0) return;
  await stack.remove();
  await etcd.remove();
});

live("A federation without DNS runs on an etcd and a KMS plugin that it does not make", async () => {
  await Promise.all(Object.entries(OTHERS).map(([key, value]) => etcd.put(key, value)));
  before = await inventory("uid");
  const { endpoint, credentials } = etcd;
  await stack.init({ endpoint, credentials, prefix: PREFIX, dns: false });
  await Promise.all([
    stack.up("up without DNS, with an etcd and a KMS plugin that are there"),
    runKmsPlugin("own-system", (text) => stack.keep("kms.json", text)),
  ]);
  expect(await readyOn("a")).toEqual({ nginx: 2 });
  const namespaces = await list("f", "namespaces");
  expect(namespaces.map(({ metadata }) => metadata.name)).not.toContain("own");
  const pods = (await podsOf("own-system")).map(({ name }) => name.replace(/(-[a-z0-9]+){2}$/, ""));
  expect(pods.sort()).toEqual(
    [
      "karmada-aggregated-apiserver",
      "karmada-apiserver",
      "karmada-controller-manager",
      "karmada-scheduler",
      "karmada-webhook",
      "kms",
      "kube-controller-manager",
    ].map((name) => `own-system/${name}`),
  );
});

live("A second up changes nothing", async () => {
  await stack.up("second up", "--expect-no-changes");
});

live("Every key of the federation is below its prefix", async () => {
  const keys = await etcd.keys();
  expect(keys).toContain(`${PREFIX}/secrets/default/password`);
  expect(keys.filter((key) => !key.startsWith(`${PREFIX}/`)).sort()).toEqual(Object.keys(OTHERS).sort());
});

live("The plugin has encrypted every Secret and every Work", async () => {
  const keys = (await etcd.keys()).filter((key) => /^\/fedstack\/own\/(secrets|work\.karmada\.io\/works)\//.test(key));
  expect(keys.filter((key) => key.includes("/works/"))).not.toHaveLength(0);
  const values = await Promise.all(keys.map((key) => etcd.value(key)));
  expect(keys.filter((_, index) => !values[index]!.startsWith("k8s:enc:kms:v2:lab:"))).toEqual([]);
  for (const text of ["correct horse", Buffer.from("correct horse battery staple").toString("base64")]) {
    expect(values.filter((value) => value.includes(text))).toEqual([]);
  }
});

live("A later up adds DNS", async () => {
  await stack.configure({ dns: true });
  await stack.up("up that adds DNS");
  const pods = await podsOf("own");
  const names = pods.map(({ name }) => name.replace(/^own\/(coredns|external-dns|etcd-cluster).*/, "$1"));
  expect([...new Set(names)].sort()).toEqual(["coredns", "etcd-cluster", "external-dns"]);
  expect(unready(pods)).toEqual([]);
  expect(await readyOn("a")).toEqual({ nginx: 2 });
});

live(
  "Destroy leaves the clusters as they were, and in etcd the keys of others and what it did not deploy",
  async () => {
    await stack.destroy();
    await asTheyWere(before);
    const keys = await etcd.keys();
    expect(keys).toContain(`${PREFIX}/namespaces/kube-system`);
    expect(keys).not.toContain(`${PREFIX}/secrets/default/password`);
    for (const [key, value] of Object.entries(OTHERS)) expect((await etcd.value(key)).trim()).toBe(value);
  },
);
