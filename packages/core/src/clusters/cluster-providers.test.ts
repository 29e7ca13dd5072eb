import * as k8s from "@pulumi/kubernetes";
import { fakeKubeconfig, record } from "../testing";
import { Cluster } from "./cluster";

const KUBECONFIG = fakeKubeconfig("one");
const PROVIDER = "pulumi:providers:kubernetes";

/** Providers that a program makes: their names, and whether they adopt objects. */
async function made(program: () => unknown): Promise<unknown[]> {
  const resources = await record(() => void program());
  return resources
    .filter(({ type }) => type === PROVIDER)
    .map(({ name, inputs }) => [name, inputs["upsertExistingObjects"] !== undefined]);
}

test("the library itself needs one provider, which adopts objects", async () => {
  const cluster = (): Cluster => Cluster.fromKubeconfig("first", KUBECONFIG);
  expect(await made(cluster)).toEqual([]);
  const used = await made(() => {
    const { adoptingProvider, strictProvider } = cluster();
    expect(strictProvider).toBeUndefined();
    return adoptingProvider;
  });
  expect(used).toEqual([["first-adopting", true]]);
});

test("resources of users get a provider of their own, once, which does not", async () => {
  const used = await made(() => {
    const cluster = Cluster.fromKubeconfig("first", KUBECONFIG);
    expect(cluster.provider).toBe(cluster.provider);
  });
  expect(used).toEqual([["first", false]]);
});

test("a cluster that need not answer the program has a provider that refuses what exists already", async () => {
  const used = await made(() => {
    const cluster = Cluster.fromKubeconfig("first", KUBECONFIG, { id: "11111111-2222-3333-4444-555555555555" });
    expect(cluster.strictProvider).toBe(cluster.provider);
  });
  expect(used).toEqual([["first", false]]);
});

test("a given provider keeps what it has made", async () => {
  const used = await made(() => {
    const provider = new k8s.Provider("own", { kubeconfig: KUBECONFIG });
    const cluster = Cluster.fromProvider("mine", provider, { kubeconfig: KUBECONFIG });
    expect([cluster.provider, cluster.strictProvider]).toEqual([provider, provider]);
  });
  expect(used).toEqual([["own", false]]);
});
