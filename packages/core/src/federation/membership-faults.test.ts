import { tell } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { RELEASE } from "../karmada";
import { Cluster } from "../clusters/cluster";
import type { ClusterOptions } from "../clusters/cluster-options";
import { cluster, federate } from "../recorded.test-support";
import { fakeKubeconfig, record } from "../testing";
import { dropFaults, membershipFaults } from "./membership-faults";

const named = (name: string, options: ClusterOptions = {}): Cluster =>
  Object.assign(Object.create(Cluster.prototype) as Cluster, { name, options });
const [host, a] = [named("f"), named("a")];
const faultsOf = (cluster: Cluster, members: string[] = [], allowHost?: boolean, dropped: string[] = []): string[] =>
  membershipFaults(
    cluster,
    { allowHost },
    {
      federation: "prod",
      release: RELEASE,
      host,
      members: members.map((name) => ({ name })),
      dropped,
      isIssuing: true,
    },
  ).map(tell);

test("a cluster joins a federation once", () => {
  expect([faultsOf(a), faultsOf(a, ["b"])]).toEqual([[], []]);
  expect(faultsOf(a, ["b", "a"])).toEqual([
    'join("a"): "a" is already a member of federation "prod"; join each cluster once, under its own name',
  ]);
});

test("tokens that a member in pull mode does not have are one fault, whatever their time", () => {
  const joined = { federation: "prod", release: RELEASE, host, members: [], dropped: [], isIssuing: true };
  const options = { mode: "pull", tokenExpirationSeconds: 5 } as const;
  expect(membershipFaults(a, options, joined).map(({ path, problem }) => `${path} ${problem}`)).toEqual([
    'join("a").tokenExpirationSeconds has no effect, because the control plane has no token for a member in pull mode',
  ]);
});

test("the host joins only if it is allowed to", () => {
  expect([faultsOf(host, [], true), faultsOf(named("f2"))]).toEqual([[], []]);
  const remedy = "set allowHost: true to run workloads on it, too";
  for (const allowHost of [undefined, false]) {
    expect(faultsOf(host, [], allowHost)).toEqual([`join("f"): "f" is the host of federation "prod"; ${remedy}`]);
  }
});

test("all faults are reported at once, those of options and of values that are not clusters, too", () => {
  expect(faultsOf(host, ["f"])).toHaveLength(2);
  const joined = { federation: "prod", release: RELEASE, host, members: [], dropped: [], isIssuing: true };
  expect(membershipFaults(undefined, { timeoutSeconds: 0, secrets: 1 } as never, joined).map(tell)).toEqual([
    'join(): "undefined" is not a Cluster; use Cluster.fromKubeconfig, Cluster.fromFile or Cluster.fromProvider',
    'join().secrets: "1" is a number; use true or false',
    'join().timeoutSeconds: "0" is out of range; use a whole number from 1',
  ]);
});

test("a member in pull mode needs a certificate of the federation, and none of the ways from the host's pods", () => {
  const joined = { federation: "prod", release: RELEASE, host, members: [], dropped: [] };
  const pulling = (options: ClusterOptions, isIssuing: boolean): string[] =>
    membershipFaults(named("a", options), { mode: "pull" }, { ...joined, isIssuing }).map(({ path }) => path);
  expect(pulling({ region: "eu" }, true)).toEqual([]);
  expect(pulling({ apiEndpoint: "https://a.example.com" }, true)).toEqual(['join("a").mode']);
  expect(pulling({}, false)).toEqual(['join("a").mode']);
});

const dropFaultsOf = (name: unknown, members: string[], dropped: string[]): string[] =>
  dropFaults(
    name,
    { host, members: members.map((one) => ({ name: one })), others: [{ name: "theirs" }], dropped },
    undefined,
  ).map(tell);

test("a member is not dropped while the program has its Cluster, with the same parent", async () => {
  const refusals: string[] = [];
  await record(() => {
    const network = new pulumi.ComponentResource("example:index:Network", "network");
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    cluster("a-cluster", "a");
    Cluster.fromKubeconfig("b-cluster", fakeKubeconfig("b"), {}, { parent: network });
    const drop = (name: string, opts?: pulumi.ComponentResourceOptions): void => {
      try {
        federation.drop(name, opts);
      } catch (error) {
        refusals.push((error as Error).message);
      }
    };
    drop("a-cluster");
    drop("b-cluster", { parent: network });
    drop("b-cluster");
  });
  expect(refusals).toEqual(
    ["a", "b"].map((letter) => `drop("${letter}-cluster"): the program still has its Cluster; remove that, too`),
  );
});

test("the host is not dropped, whether it is a member or not", async () => {
  const remedy = "remove the call; to run no workloads on the host any more, remove its join";
  const refusal = `drop("f-cluster"): is the host of the federation, which cannot be dropped; ${remedy}`;
  await record(() => {
    const hosting = cluster("f-cluster", "f");
    const federation = federate(hosting, "kairen.com");
    expect(() => federation.drop("f-cluster")).toThrow(refusal);
    federation.join(hosting, { allowHost: true });
    expect(() => federation.drop("f-cluster")).toThrow(refusal);
  });
});

test("a cluster joins or is dropped, and not both", () => {
  expect(faultsOf(a, [], false, ["a", "b"])).toEqual(['join("a"): the program also drops it; remove drop("a")']);
  expect(dropFaultsOf("a", ["a"], [])).toEqual([
    'drop("a"): the program also joins it; remove its join and its Cluster',
  ]);
  expect(dropFaultsOf("a", ["b"], ["c"])).toEqual([]);
});

test("a member that others have joined is not dropped", () => {
  expect(dropFaultsOf("theirs", [], [])).toEqual([
    'drop("theirs"): others have joined it; remove the call, and leave it to them',
  ]);
});

test("a member is dropped once, by a name that a member can have", () => {
  expect(dropFaultsOf("a", [], ["a"])).toEqual(['drop("a"): is called twice; call it once']);
  expect(dropFaultsOf("A_", [], [])).toEqual([expect.stringMatching(/^drop\("A_"\): /)]);
  expect(dropFaultsOf(undefined, [], [])).toEqual([expect.stringMatching(/"undefined" is not text/)]);
});
