import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { untilAddressesAre } from "./answers";
import { asTheyWere, inventory, type KubernetesObject, list, readyOn } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, kubectl, live } from "./lab";
import { leftovers } from "./leftovers";
import { type Interruption, Stack } from "./stack";
import { timed } from "./times";
import { Witness } from "./witness";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nameServers: readonly [string];
}

interface FederatedCluster extends KubernetesObject {
  readonly metadata: KubernetesObject["metadata"] & { readonly deletionTimestamp?: string };
}

const NAME = "web.default.moving.svc.moving.example";
const WORKLOADS = { web: 6, spare: 2, scaled: 4 };
const REST_MILLISECONDS = 25_000;
const NEEDS = { app: "web", objects: ["secrets/keys", "configmaps/settings"] };

const stack = new Stack("test/live/programs/moving");
let before: Record<string, string>;
let federation: { readonly file: string };
let sights: Parameters<typeof Witness.during>[1];
let leave: Witness;

const fewestOf = (witness: Witness): Record<string, number> =>
  Object.fromEntries(Object.keys(WORKLOADS).map((name) => [name, witness.fewest(name)]));

const ofA = (objects: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(objects).filter(([key]) => key.startsWith("a/")));

/** Moments of a leave, one after the other, and how the `up` ends there. */
const MOMENTS: readonly Interruption[] = [
  { at: /a-cluster leaves: /, signal: "SIGINT" },
  { at: copiesAreHeld, signal: "SIGKILL" },
  { at: allRunsElsewhere, signal: "SIGINT" },
  { at: workloadsAreDeleted, signal: "SIGKILL" },
  { at: clusterIsBeingDeleted, signal: "SIGKILL" },
];

function copiesAreHeld(): Promise<unknown> {
  return eventually(
    "copies are held",
    120,
    () => leftovers(federation),
    (seen) => seen.length > 2,
  );
}

function allRunsElsewhere(): Promise<unknown> {
  return eventually(
    "b runs everything, and a still does",
    120,
    () => Promise.all([readyOn("a"), readyOn("b")]),
    ([a, b]) => a["web"] === 2 && b["web"] === 6 && b["spare"] === 2 && b["scaled"] === 4,
  );
}

function workloadsAreDeleted(): Promise<unknown> {
  return eventually(
    "a has no workload any more",
    120,
    () => readyOn("a"),
    (ready) => Object.keys(ready).length === 0,
  );
}

function newMemberHasReplicas(): Promise<unknown> {
  return eventually(
    "a has replicas of web",
    120,
    () => list("a", "pods", "-n", "default", "-l", "app=web"),
    (pods) => pods.length > 0,
  );
}

/** What there is, once new pods count as available and the autoscaler has looked at them. */
async function restingVersions(): Promise<Record<string, string>> {
  let last = await inventory("resourceVersion");
  return eventually(
    "nothing changes any more",
    60,
    async () => {
      await pause(REST_MILLISECONDS);
      const seen = { before: last, now: await inventory("resourceVersion") };
      last = seen.now;
      return seen;
    },
    ({ before: one, now }) => isDeepStrictEqual(one, now),
  ).then(({ now }) => now);
}

function clusterIsBeingDeleted(): Promise<unknown> {
  return eventually(
    "the Cluster is being deleted",
    120,
    () => list<FederatedCluster>(federation, "clusters"),
    ([a]) => a?.metadata.deletionTimestamp !== undefined,
  );
}

afterAll(() => stack.remove());

live("workloads are on two members by unequal weights, on one of them, and with an autoscaler", async () => {
  before = await inventory("uid");
  await stack.init({ members: ["a", "b"], placed: ["a", "b"], workloads: WORKLOADS });
  await stack.up("up with two members");
  expect([await readyOn("a"), await readyOn("b")]).toEqual([
    { web: 2, spare: 2, scaled: 2 },
    { web: 4, scaled: 2 },
  ]);
  const { federationKubeconfig, nameServers } = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", federationKubeconfig);
  await giveAddresses();
  await untilAddressesAre(nameServers[0], NAME, [BALANCERS.a, BALANCERS.b]);
  sights = { dns: { server: nameServers[0], name: NAME }, needs: NEEDS };
});

live("a leave that is killed at five moments goes on with each next up, and the last one completes it", async () => {
  await stack.configure({ members: ["b"] });
  leave = await Witness.during(async () => {
    for (const moment of MOMENTS) {
      await stack.upInterrupted(moment);
      await stack.cancel();
    }
    await stack.up("up that completes a leave");
  }, sights);
  expect(await kubectl(federation, "get", "clusters", "-o", "name")).toBe("cluster.cluster.karmada.io/b-cluster\n");
  expect(await leftovers(federation)).toEqual([]);
  expect(await readyOn("b")).toEqual(WORKLOADS);
});

live("no replica was missed in that leave, although replicas count as available after 20 s only", async () => {
  expect(fewestOf(leave)).toEqual(WORKLOADS);
});

live("the name was always answered in that leave, with addresses that serve", async () => {
  expect(leave.wrongAnswers("web")).toEqual([]);
});

live("the Secret and the ConfigMap that pods need were there as long as the pods were", async () => {
  expect(leave.lacking).toEqual([]);
});

live("nothing of the federation is left in a member that has left", async () => {
  expect(ofA(await inventory("uid"))).toEqual(ofA(before));
});

live("a member that has left joins again at once: placements, Services and names are back", async () => {
  await stack.configure({ members: ["a", "b"] });
  await timed("a member that has left joins again, until its name has its address", async () => {
    await stack.up("up with the member again");
    await giveAddresses();
    await untilAddressesAre(sights!.dns!.server, NAME, [BALANCERS.a, BALANCERS.b]);
  });
  expect(await readyOn("a")).toMatchObject({ web: 2 });
  expect(await readyOn("b")).toMatchObject({ web: 4 });
  expect(await leftovers(federation)).toEqual([]);
});

live("a member under another name is refused in the preview, and nothing changes", async () => {
  const versions = await restingVersions();
  await stack.configure({ renamed: true });
  const printed = await stack.previewFails("preview of a renamed member");
  expect(printed).toMatch(/the cluster is already a-cluster of federation/);
  expect(printed).toContain("let it leave in one up and join under the new name in the next");
  expect(await inventory("resourceVersion")).toEqual(versions);
  await stack.configure({ renamed: false });
});

live("a placement that gives a member fewer replicas stops none of them before others serve", async () => {
  await stack.configure({ weights: { a: 2, b: 1 } });
  expect(await stack.preview()).toContain("new placements divide web: a-cluster 2 → 4, b-cluster 4 → 2");
  const witness = await Witness.during(() => stack.up("up with other weights"), sights);
  expect(fewestOf(witness)).toEqual(WORKLOADS);
  expect(witness.wrongAnswers("web")).toEqual([]);
  expect([await readyOn("a"), await readyOn("b")]).toMatchObject([{ web: 4 }, { web: 2 }]);
  expect(await leftovers(federation)).toEqual([]);
  await stack.up("second up with other weights", "--expect-no-changes");
});

live("a placement that leaves out a member takes neither replicas nor names away", async () => {
  await stack.configure({ placed: ["b"] });
  expect(await stack.preview()).toMatch(/new placements no longer select a-cluster: web 4 → b-cluster \(2 → 6\)/);
  const witness = await Witness.during(() => stack.up("up with another placement"), sights);
  expect(fewestOf(witness)).toEqual(WORKLOADS);
  expect(witness.wrongAnswers("web")).toEqual([]);
  expect(witness.lacking).toEqual([]);
  expect((await readyOn("a"))["web"]).toBeUndefined();
  expect(await readyOn("b")).toMatchObject({ web: 6 });
  expect(await leftovers(federation)).toEqual([]);
});

live(
  "a placement that adds a member stops no replica before that serves, even if the up is killed on the way",
  async () => {
    await stack.configure({ placed: ["a", "b"] });
    expect(await stack.preview()).toContain("new placements divide web: a-cluster 0 → 4, b-cluster 6 → 2");
    const witness = await Witness.during(async () => {
      await stack.upInterrupted({ at: newMemberHasReplicas, signal: "SIGKILL" });
      await stack.cancel();
      await stack.up("up that adds a member to a placement");
    }, sights);
    expect(fewestOf(witness)).toEqual(WORKLOADS);
    expect(witness.wrongAnswers("web")).toEqual([]);
    expect([await readyOn("a"), await readyOn("b")]).toMatchObject([{ web: 4 }, { web: 2 }]);
    expect(await leftovers(federation)).toEqual([]);
    await stack.up("second up with another member in the placement", "--expect-no-changes");
  },
);

live("the pods of workloads that are removed from the program are gone from all members", async () => {
  await stack.configure({ workloads: { web: 6 } });
  await stack.up("up without two workloads");
  await eventually(
    "their pods are gone",
    20,
    async () => [
      ...(await list("a", "pods", "-n", "default", "-l", "app!=web")),
      ...(await list("b", "pods", "-n", "default", "-l", "app!=web")),
    ],
    (pods) => pods.length === 0,
  );
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 4 }, { web: 2 }]);
});

live("a destroy leaves the three clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
