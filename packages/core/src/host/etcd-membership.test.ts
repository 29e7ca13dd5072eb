import { cluster, federate, one } from "../recorded.test-support";
import { growthFaults } from "./etcd-membership";
import { plain, record, type RecordedResource } from "../testing";

/** A federation with three etcd members, of which some are founders. */
const recorded = (founders: number): Promise<RecordedResource[]> =>
  record(() => void federate(cluster("f-cluster", "f"), "kairen.com", { etcd: { replicas: 3 } }), {
    outputs: ({ type, name }) =>
      type === "pulumi:index:Stash" && name === "federation-etcd-founders" ? { output: founders } : undefined,
  });
const peers = [0, 1, 2].map((n) => `etcd-${n}=https://etcd-${n}.etcd.federation-system.svc.cluster.local:2380`);
const podOf = (resources: readonly RecordedResource[]): unknown =>
  plain<{ spec: { template: unknown } }>(one(resources, ":StatefulSet", "federation-etcd").inputs).spec.template;

test("founders start a new etcd together", async () => {
  expect(one(await recorded(3), ":ConfigMap", "federation-etcd").inputs["data"]).toEqual({
    INITIAL_CLUSTER: peers.join(","),
    INITIAL_CLUSTER_STATE: "new",
  });
});

test("members that were not founders join the etcd that exists", async () => {
  expect(one(await recorded(1), ":ConfigMap", "federation-etcd").inputs["data"]).toEqual({
    INITIAL_CLUSTER: peers.join(","),
    INITIAL_CLUSTER_STATE: "existing",
  });
});

test("members that run are not restarted when others join", async () => {
  const single = await record(() => void federate(cluster("f-cluster", "f"), "kairen.com"));
  expect(podOf(await recorded(1))).toEqual(podOf(single));
});

test("members start after they can find each other, and the API servers after all of them vote", async () => {
  const resources = await recorded(1);
  expect(one(resources, ":StatefulSet", "federation-etcd").dependsOn).toContain("federation-etcd");
  expect(one(resources, ":Deployment", "federation-karmada-apiserver").dependsOn).toContain("federation-etcd-members");
});

test("the state keeps the number of founders", async () => {
  const founders = one(await recorded(1), ":Stash", "federation-etcd-founders");
  expect(founders).toMatchObject({ inputs: { input: 3 }, parent: "federation-control-plane" });
  expect(one(await recorded(1), ":Stash", "federation-etcd-members").inputs).toEqual({ input: 3 });
});

test("an etcd does not begin to grow by way of a proxy, which the program cannot use", () => {
  const kubeconfig = (more: object): string =>
    JSON.stringify({ clusters: [{ cluster: { server: "https://f.example", ...more } }], users: [{ user: {} }] });
  expect(growthFaults("etcd", kubeconfig({}))).toEqual([]);
  expect(growthFaults("etcd", kubeconfig({ "proxy-url": "socks5://127.0.0.1:1080" }))).toEqual([
    expect.objectContaining({ path: "etcd.replicas", problem: expect.stringContaining("proxy-url") }),
  ]);
});
