import * as pulumi from "@pulumi/pulumi";
import { fakeKubeconfig, plain, record } from "../testing";
import { Cluster } from "./cluster";
import { replaceByDropped } from "./dropped-cluster";

const identities = (resources: readonly { type: string; name: string; parent?: string | undefined }[]): string[] =>
  resources
    .filter(({ type, name }) => name.startsWith("eu-1") && type !== "pulumi:index:Stash")
    .map(({ type, name, parent }) => `${parent}/${type}/${name}`);

type Registered = readonly [{ getType(): string; getIgnorechangesList(): string[] }, unknown];
const isProvider = ({ type }: { readonly type: string }): boolean => type === "pulumi:providers:kubernetes";

test("the providers of a dropped cluster take the place of the handle's, lead nowhere and forget what they made", async () => {
  const inNetwork = (make: (parent: pulumi.Resource) => void) =>
    record(() => make(new pulumi.ComponentResource("example:index:Network", "network")));
  const handle = await inNetwork((parent) => {
    const { provider, adoptingProvider } = Cluster.fromKubeconfig("eu-1", fakeKubeconfig("eu-1"), {}, { parent });
    return void [provider, adoptingProvider];
  });
  const dropped = await inNetwork((parent) => replaceByDropped("eu-1", pulumi.output([]), { parent }));
  expect(identities(dropped)).toEqual(identities(handle));
  const providers = dropped.filter(isProvider);
  expect(providers).toHaveLength(2);
  for (const { inputs } of providers) {
    expect(plain(inputs)).toMatchObject({ clusterIdentifier: "eu-1", deleteUnreachable: "true" });
    expect(plain<string>(inputs["kubeconfig"])).toContain("https://127.0.0.1:1");
  }
});

test("the handle's providers stay in the state until the member is gone", async () => {
  const registered: string[] = [];
  let before: string[] = [];
  let drop = (_: pulumi.Resource[]): void => {};
  const gone = new Promise<pulumi.Resource[]>((resolve) => (drop = resolve));
  const outputs = ({ type }: { readonly type: string }): undefined => {
    registered.push(type);
    if (type !== "fedstack:index:Cluster") return;
    setTimeout(() => {
      before = [...registered];
      drop([]);
    }, 50);
  };
  await record(() => replaceByDropped("eu-1", pulumi.output(gone), undefined), { outputs });
  expect(before).toEqual(["pulumi:pulumi:Stack", "fedstack:index:Cluster"]);
  expect(registered).toHaveLength(4);
});

test("a cluster that declared its identity is not replaced, since its providers keep the identifier that they had", async () => {
  const ignored: string[][] = [];
  await record(() => {
    const monitor = pulumi.runtime.getMonitor() as unknown as Record<"registerResource", (...args: Registered) => void>;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (...args) => {
      if (isProvider({ type: args[0].getType() })) ignored.push(args[0].getIgnorechangesList());
      return register(...args);
    };
    replaceByDropped("eu-1", pulumi.output([]), undefined);
  });
  expect(ignored).toEqual([["clusterIdentifier"], ["clusterIdentifier"]]);
});
