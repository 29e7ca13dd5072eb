import { asTheyWere, inventory, list, readyOn } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, kubectl, live } from "./lab";
import { leftovers } from "./leftovers";
import { Stack } from "./stack";
import { untilAddressesAre } from "./answers";
import { Witness } from "./witness";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nameServers: readonly [string];
}

const NAME = "named.default.leaving.svc.leaving.example";
const UIDS = "jsonpath={range .items[*]}{.metadata.uid} {end}";

const stack = new Stack("test/live/programs/leaving");
let before: Record<string, string>;
let federation: { readonly file: string };
let dns: { readonly server: string; readonly name: string };
let tooLate: string;
let kept: { readonly before: string; readonly after: string };

const fewestOf = (witness: Witness): Record<string, number> =>
  Object.fromEntries(["named", "anywhere", "everywhere"].map((name) => [name, witness.fewest(name)]));

/** Some kinds of objects on a member, as kubectl takes them. */
async function objectsOn(member: "a" | "b", ...selection: readonly string[]): Promise<readonly string[]> {
  const found = await list(member, "deployments,services,configmaps,namespaces", "-A", ...selection);
  return found.map(
    ({ kind, metadata: { name, namespace } }) => `${kind} ${name}${namespace ? ` -n ${namespace}` : ""}`,
  );
}

afterAll(() => stack.remove());

live("workloads are divided between two members, and their Service has both addresses", async () => {
  before = await inventory("uid");
  await stack.init({ members: ["a", "b"] });
  await stack.up("up with two members");
  expect(await readyOn("a")).toEqual({ named: 2, anywhere: 2, everywhere: 2, ill: 0 });
  expect(await readyOn("b")).toEqual({ named: 2, anywhere: 2, everywhere: 2, ill: 0 });
  const { federationKubeconfig, nameServers } = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", federationKubeconfig);
  dns = { server: nameServers[0], name: NAME };
  await giveAddresses();
  await untilAddressesAre(dns.server, NAME, [BALANCERS.a, BALANCERS.b]);
});

live(
  "a member whose Cluster moves to another parent under an alias does not leave, and nothing of it changes",
  async () => {
    await stack.configure({ moved: true });
    const printed = await stack.preview();
    expect(printed).toMatch(/Resources:\n\s+\+ 1 to create\n\s+\d+ unchanged/);
    expect(printed).not.toContain("leaves");
    await stack.configure({ moved: false });
  },
);

live("a preview without the join says what moves, and changes nothing", async () => {
  const versions = await inventory("resourceVersion");
  await stack.configure({ members: ["a"] });
  const printed = await stack.preview();
  expect(printed).toMatch(/b-cluster leaves: .*named 2 → a-cluster \(2 → 4\)/);
  expect(printed).toMatch(/anywhere 2 → a-cluster \(2 → 4\)/);
  expect(printed).toMatch(/everywhere 2 → a-cluster \(keeps 2\)/);
  expect(await inventory("resourceVersion")).toEqual(versions);
});

live("the last member cannot leave, and nothing changes", async () => {
  await stack.configure({ members: [] });
  const output = await stack.upFails("up without any member");
  expect(output).toMatch(/"b-cluster" is the last member|"a-cluster" is the last member/);
  expect(await readyOn("b")).toEqual({ named: 2, anywhere: 2, everywhere: 2, ill: 0 });
  expect(await leftovers(federation)).toEqual([]);
});

live("a leave that is killed while copies are held is undone by joining the member again, without loss", async () => {
  await stack.configure({ members: ["a"] });
  const copiesAreHeld = (): Promise<unknown> =>
    eventually(
      "copies are held",
      120,
      () => leftovers(federation),
      (seen) => seen.length > 1,
    );
  const witness = await Witness.during(
    async () => {
      await stack.upInterrupted({ at: copiesAreHeld, signal: "SIGKILL" });
      await stack.cancel();
      await stack.refresh("--clear-pending-creates");
      await stack.configure({ members: ["a", "b"] });
      await stack.up("up that undoes a leave");
    },
    { dns },
  );
  expect(await leftovers(federation)).toEqual([]);
  expect(fewestOf(witness)).toEqual({ named: 4, anywhere: 4, everywhere: 4 });
  expect(witness.wrongAnswers("named")).toEqual([]);
  expect(await readyOn("b")).toEqual({ named: 2, anywhere: 2, everywhere: 2, ill: 0 });
  await untilAddressesAre(dns.server, NAME, [BALANCERS.a, BALANCERS.b]);
});

live("a member leaves in one up, no replica is missed, and no address answers that does not serve", async () => {
  await stack.configure({ members: ["a"], repaired: true });
  const witness = await Witness.during(() => stack.up("up without a member"), { dns });
  expect(fewestOf(witness)).toEqual({ named: 4, anywhere: 4, everywhere: 2 });
  expect(witness.wrongAnswers("named")).toEqual([]);
  expect(await readyOn("a")).toMatchObject({ named: 4, anywhere: 4, everywhere: 2 });
  expect(await readyOn("b")).toEqual({});
  expect(await kubectl(federation, "get", "clusters", "-o", "name")).toBe("cluster.cluster.karmada.io/a-cluster\n");
});

live("a workload that was ill on all members has been repaired by the up in which one leaves", async () => {
  expect(await readyOn("a")).toMatchObject({ ill: 2 });
});

live("a member that has left joins again within a minute, and is used again", async () => {
  await stack.configure({ members: ["a", "b"], call: "renamed" });
  const uids = async (): Promise<string> =>
    (await kubectl("a", "get", "deployments", "-n", "default", "-o", UIDS)) +
    (await kubectl(federation, "get", "hpa", "-n", "default", "-o", UIDS));
  kept = { before: await uids(), after: "" };
  await stack.up("up with the member again, and a renamed call");
  kept = { ...kept, after: await uids() };
  expect(await readyOn("b")).toMatchObject({ named: 2, everywhere: 2 });
  expect(await leftovers(federation)).toEqual([]);
});

live("what a call of deploy applies stays where the call is renamed, also in another version of its API", async () => {
  expect(kept.before.trim().split(" ")).toHaveLength(5);
  expect(kept.after).toBe(kept.before);
});

live("a member is drained without missing a replica, stays a member, and runs no workload", async () => {
  await stack.configure({ maintenance: "drain" });
  const witness = await Witness.during(() => stack.up("up that drains a member"), { dns });
  expect(fewestOf(witness)).toEqual({ named: 4, anywhere: 4, everywhere: 2 });
  expect(witness.wrongAnswers("named")).toEqual([]);
  expect(await readyOn("b")).toEqual({});
  expect(await kubectl(federation, "get", "clusters", "-o", "name")).toMatch(/b-cluster/);
});

live("a drained member is used again once it is not under maintenance", async () => {
  await stack.configure({ maintenance: "none" });
  await stack.up("up after maintenance");
  expect(await readyOn("b")).toMatchObject({ everywhere: 2 });
  expect(await leftovers(federation)).toEqual([]);
});

live("a placement that allows no member is refused while the workload runs, and nothing changes", async () => {
  await stack.configure({ placed: [] });
  const output = await stack.upFails("up with a placement that allows no member");
  expect(output).toContain("Deployment named: lands on no member: no member fits its placement");
  expect(await readyOn("a")).toMatchObject({ named: 4 });
});

live("a placement that the program deploys after a long wait is refused if a workload would move", async () => {
  await kubectl(federation, "delete", "cluster", "b-cluster");
  await stack.configure({ placed: ["b"], waitSeconds: 30, replicas: 1 });
  tooLate = await stack.upFails("up that deploys another placement late");
  expect(tooLate).toMatch(/deploy\("renamed"\): is too late: new placements no longer select a-cluster/);
  expect(await readyOn("a")).toMatchObject({ named: 4 });
  expect(await leftovers(federation)).toEqual([]);
});

live("fewer replicas of a workload than its budget keeps are refused by that up, too", async () => {
  expect(tooLate).toMatch(/Deployment anywhere: would lose 3 of 4 replicas at once \(a-cluster 4 → 1\)/);
  expect(await readyOn("a")).toMatchObject({ anywhere: 4 });
});

live("a member whose Cluster was gone, which the state did not know, has joined again in that up", async () => {
  await eventually(
    "b is used again",
    60,
    () => readyOn("b"),
    ({ everywhere }) => everywhere === 2,
  );
});

live("a workload whose placement names other members runs there before it leaves where it was", async () => {
  await stack.configure({ waitSeconds: 1, replicas: 4 });
  await giveAddresses();
  expect(await stack.preview()).toMatch(/new placements no longer select a-cluster: named 4 → b-cluster \(0 → 4\)/);
  const witness = await Witness.during(() => stack.up("up with another placement"), { dns });
  expect(fewestOf(witness)).toEqual({ named: 4, anywhere: 4, everywhere: 4 });
  expect(witness.wrongAnswers("named")).not.toContain(BALANCERS.a);
  expect((await readyOn("a"))["named"]).toBeUndefined();
  expect(await readyOn("b")).toMatchObject({ named: 4 });
  expect(await leftovers(federation)).toEqual([]);
});

live(
  "a member leaves with everything that it has, which runs on there, and the other one gets the replicas",
  async () => {
    const [ready, placed] = [await readyOn("b"), await objectsOn("b", "-l", "karmada.io/managed=true")];
    expect(ready).toMatchObject({ named: 4, everywhere: 2 });
    await stack.configure({ members: ["a"], placed: ["a"], leaving: "orphan" });
    const witness = await Witness.during(() => stack.up("up without a member that keeps what it has"));
    expect(fewestOf(witness)).toEqual({ named: 4, anywhere: 4, everywhere: 4 });
    expect(await readyOn("a")).toMatchObject({ named: 4, anywhere: 4, everywhere: 2 });
    expect(await kubectl(federation, "get", "clusters", "-o", "name")).toBe("cluster.cluster.karmada.io/a-cluster\n");
    expect([await readyOn("b"), await objectsOn("b", "-l", "karmada.io/managed=true")]).toEqual([ready, []]);
    expect(await objectsOn("b")).toEqual(expect.arrayContaining([...placed]));
    expect(placed).toEqual(
      expect.arrayContaining(["Namespace kept", "ConfigMap kept -n kept", "ConfigMap settings -n default"]),
    );
    for (const one of placed) await kubectl("b", "delete", "--ignore-not-found", ...one.split(" "));
  },
);

live("a destroy leaves the three clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
