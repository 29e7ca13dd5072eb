import { untilAddressesAre } from "./answers";
import { asTheyWere, inventory, type KubernetesObject, list, readyOn } from "./kubernetes";
import { BALANCERS, giveAddresses, kubectl, live, missing } from "./lab";
import { install, KARMADA, remove } from "./placement/karmada";
import { Stack } from "./stack";

interface MemberCluster extends KubernetesObject {
  readonly spec: object;
}

const NAME = "nginx.default.shop.svc.existing.example";
const BOTH = ["f-a-cluster", "f-b-cluster"];

const stack = new Stack("test/live/programs/existing");
let before: Record<string, string>;
let karmada: unknown;

/** What belongs to those who run the Karmada: its members and namespaces. */
async function ofOthers(): Promise<unknown> {
  const clusters = await list<MemberCluster>(KARMADA, "clusters");
  const namespaces = await list(KARMADA, "namespaces");
  return [
    clusters.map(({ metadata: { name, uid, labels, annotations }, spec }) => ({
      name,
      uid,
      labels,
      annotations,
      spec,
    })),
    namespaces.map(({ metadata: { name, uid } }) => ({ name, uid })),
  ];
}

/** Replicas of the program's workload that are ready on A and B. */
async function readyReplicas(): Promise<readonly (number | undefined)[]> {
  return (await Promise.all([readyOn("a"), readyOn("b")])).map(({ nginx }) => nginx);
}

async function nameServer(): Promise<string> {
  return (await stack.outputs<{ nameServers: readonly [string] }>()).nameServers[0];
}

beforeAll(async () => {
  if (missing().length === 0) await install();
});
afterAll(async () => {
  if (missing().length > 0) return;
  await stack.remove();
  await remove();
});

live("The kubeconfig of another cluster is refused in a preview, with what to use instead", async () => {
  await stack.init({
    karmada: stack.keep("f.conf", await kubectl("f", "config", "view", "--raw")).file,
    members: BOTH,
    joins: [],
  });
  expect(await stack.previewFails("preview with the kubeconfig of the host")).toContain(
    'cluster "karmada": is not the API server of a Karmada: it does not serve Clusters; use the kubeconfig that',
  );
});

live("A preview shows where a chart lands in a Karmada from karmadactl, and an up makes it so", async () => {
  await stack.configure({ karmada: KARMADA.file });
  [before, karmada] = await Promise.all([inventory("uid"), ofOthers()]);
  expect(await stack.preview()).toMatch(/nginx +4 → f-a-cluster 2, f-b-cluster 2/);
  await stack.up("up that deploys to an existing Karmada");
  expect(await readyReplicas()).toEqual([2, 2]);
  const { diagram, status } = await stack.outputs<Record<string, string>>();
  expect(diagram).toContain("f-b-cluster");
  expect(status).toMatch(
    /^shop on karmada\n\nmember .*\nf-a-cluster .* Ready\nf-b-cluster .* Ready\n\nEverything runs/s,
  );
});

live("A second up changes nothing", async () => {
  await stack.up("second up", "--expect-no-changes");
});

live("DNS on a host answers for a Service with the addresses of members that others have joined", async () => {
  await stack.configure({ zone: "existing.example." });
  await stack.up("up with DNS");
  await giveAddresses();
  await untilAddressesAre(await nameServer(), NAME, [BALANCERS.a, BALANCERS.b]);
});

live("A member joins, and what a new placement leaves out moves before it goes", async () => {
  await stack.configure({ joins: ["f"], members: ["f-a-cluster"] });
  expect(await stack.up("up that joins a member and leaves out another")).toContain(
    "new placements no longer select f-b-cluster: nginx 2 → f-a-cluster (2 → 4)",
  );
  expect(await readyReplicas()).toEqual([4, undefined]);
  await untilAddressesAre(await nameServer(), NAME, [BALANCERS.a]);
  const ready = await kubectl(KARMADA, "get", "clusters", "-o", "jsonpath={.items[*].metadata.name}");
  expect(ready).toBe("f-a-cluster f-b-cluster f-cluster");
});

live("Destroy leaves the Karmada and its members as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
  expect(await ofOthers()).toEqual(karmada);
});
