import { untilAddressesAre } from "./answers";
import { ask } from "./dns";
import { cleanDropped } from "./dropped";
import { asTheyWere, inventory, list, readyOn } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, kubectl, live, PATIENCE } from "./lab";
import { connect, cutOff } from "./network";
import { Stack } from "./stack";
import { resourcesIn } from "./state";
import { timed } from "./times";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nameServers: readonly [string];
}

interface FederatedCluster {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const NOTICED_SECONDS = 40;
const DNS_SECONDS = 20;
const FOLLOWED_SECONDS = 40;
/** What the guide says of a lost member: until its replicas run elsewhere, and its addresses are out of the zone. */
const EVICTED_SECONDS = 90;
/** The program's timeout, which an `up` that waited for the member would take at least. */
const TIMEOUT_SECONDS = 300;
const BOTH = [BALANCERS.a, BALANCERS.b];
const PLACED = "karmada.io/managed=true";

const stack = new Stack("test/live/programs/members");
let before: Record<string, string>;
let federation: { readonly file: string };
let server: string;

const nameOf = (service: string): string => `${service}.default.members.svc.members.example`;

async function untilReadyIs(status: "True" | "False"): Promise<void> {
  await eventually(
    `b-cluster is Ready: ${status}`,
    NOTICED_SECONDS,
    () => list<FederatedCluster>(federation, "clusters"),
    (clusters) => clusters[1]?.status?.conditions?.find(({ type }) => type === "Ready")?.status === status,
  );
}

afterAll(async () => {
  await connect("b");
  await stack.remove();
});

live(
  "a cluster that does not respond cannot join, is named, and does not keep the other one from joining",
  async () => {
    before = await inventory("uid");
    await cutOff("b");
    await stack.init({ members: ["a", "b"], workloads: {} });
    const printed = await stack.upFails("up with a cluster that does not respond");
    expect(printed).toMatch(/cluster "b-cluster": cannot be identified: .+; make it reachable and run up again/);
    expect(printed).toMatch(/Cluster members-a-cluster created/);
    const { resources } = await resourcesIn(stack);
    const created = resources.flatMap(({ urn, id }) => (id ? [urn] : []));
    expect(created.filter((urn) => /members-b-cluster|b-cluster-identity/.test(urn))).toEqual([]);
  },
);

live("the next up joins it once it responds; workloads run on both, and their names have both addresses", async () => {
  await connect("b");
  await stack.configure({ workloads: { web: 4, old: 2, moving: 4, edge: 1 } });
  await stack.up("up with two members");
  const { federationKubeconfig, nameServers } = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", federationKubeconfig);
  [server] = nameServers;
  expect([await readyOn("a"), await readyOn("b")]).toEqual([
    { web: 2, old: 1, moving: 2 },
    { web: 2, old: 1, moving: 2, edge: 1 },
  ]);
  await giveAddresses();
  await untilAddressesAre(server, nameOf("web"), BOTH);
  await untilAddressesAre(server, nameOf("moving"), BOTH);
  await untilAddressesAre(server, nameOf("edge"), [BALANCERS.b]);
});

live(
  "what does not tolerate the loss of a member runs elsewhere in time, and its name has no lost address",
  async () => {
    await cutOff("b");
    await timed("a member is lost: replicas run elsewhere, and its addresses are out of the zone", async () => {
      await eventually(
        "A runs everything that moves",
        EVICTED_SECONDS,
        () => readyOn("a"),
        ({ moving }) => moving === 4,
      );
      await untilAddressesAre(server, nameOf("moving"), [BALANCERS.a]);
    });
    await eventually(
      "a name whose last address is lost does not exist",
      DNS_SECONDS,
      () => ask(server, nameOf("edge"), "udp"),
      ({ code }) => code === "NXDOMAIN",
    );
    expect(await readyOn("a")).toMatchObject({ web: 2, old: 1 });
    expect((await ask(server, nameOf("web"), "udp")).addresses).toEqual(BOTH);
  },
);

live("an up names a member that does not respond, and changes, creates and deletes on the other in time", async () => {
  await stack.configure({ workloads: { web: 6, new: 2, moving: 4 } });
  const start = Date.now();
  const printed = await stack.up("up while a member does not respond");
  expect(Date.now() - start).toBeLessThan(TIMEOUT_SECONDS * PATIENCE * 1000);
  expect(printed).toMatch(/b-cluster does not respond \(.+\)\. What changes there follows when it is back/);
  await eventually(
    "A follows",
    FOLLOWED_SECONDS,
    () => readyOn("a"),
    (ready) => ready["web"] === 3 && (ready["new"] ?? 0) > 0 && ready["old"] === undefined,
  );
});

live("a refresh while a member does not respond fails, and forgets nothing", async () => {
  const known = JSON.parse(await stack.export()) as { readonly deployment: { readonly resources: readonly unknown[] } };
  await expect(stack.refresh()).rejects.toThrow(/unreachable/);
  const kept = JSON.parse(await stack.export()) as typeof known;
  expect(kept.deployment.resources).toHaveLength(known.deployment.resources.length);
});

live("a member that responds again catches up with the next up, runs nothing twice, and is not dropped", async () => {
  await connect("b");
  await untilReadyIs("True");
  await stack.up("up after a member is back");
  await eventually(
    "B follows",
    FOLLOWED_SECONDS,
    () => readyOn("b"),
    (ready) => JSON.stringify(ready) === '{"web":3}',
  );
  expect(await readyOn("a")).toEqual({ web: 3, new: 2, moving: 4 });
  await untilAddressesAre(server, nameOf("moving"), [BALANCERS.a]);
  await stack.configure({ members: ["a"], dropped: ["b"] });
  expect(await stack.upFails("up that drops a member that responds")).toMatch(
    /drop\("b-cluster"\): the member responds/,
  );
  expect(await readyOn("b")).toMatchObject({ web: 3 });
});

live("a member whose cluster no longer exists is dropped in one up: its replicas and addresses move", async () => {
  await cutOff("b");
  await untilReadyIs("False");
  const printed = await stack.up("up that drops a member");
  expect(printed).toMatch(/b-cluster is dropped\. .* it still has: .*Deployment web/);
  expect(await readyOn("a")).toEqual({ web: 6, new: 2, moving: 4 });
  expect(await kubectl(federation, "get", "clusters", "-o", "name")).toBe("cluster.cluster.karmada.io/a-cluster\n");
  expect(await kubectl(federation, "get", "namespace", "karmada-es-b-cluster", "--ignore-not-found")).toBe("");
  await untilAddressesAre(server, nameOf("web"), [BALANCERS.a]);
});

live("the guide's commands take away what a dropped cluster still has when it is back", async () => {
  await connect("b");
  await eventually(
    "B answers",
    FOLLOWED_SECONDS,
    () => readyOn("b").catch(() => ({})),
    (ready) => "web" in ready,
  );
  await cleanDropped("b");
  const ofB = (objects: Record<string, string>): string[] => Object.keys(objects).filter((key) => /^b\//.test(key));
  expect(ofB(await inventory("uid")).sort()).toEqual(ofB(before).sort());
  expect(await list("b", "deployments,services", "-A", "-l", PLACED)).toEqual([]);
});

live("a cluster that was dropped and cleaned joins again at once, and runs its share", async () => {
  await stack.configure({ members: ["a", "b"], dropped: [], workloads: { web: 8, new: 2, moving: 4 } });
  await stack.up("up that joins a dropped member again");
  expect(await readyOn("b")).toMatchObject({ web: 4 });
  expect(await readyOn("a")).toMatchObject({ web: 4 });
});

live("a destroy leaves the three clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
