import { asTheyWere, inventory, list } from "./kubernetes";
import { eventually, giveAddresses, kubectl, live } from "./lab";
import { Stack } from "./stack";
import { ask } from "./dns";
import { Witness } from "./witness";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nameServers: readonly [string];
}

interface Deployment {
  readonly metadata: { readonly name: string };
  readonly status: { readonly readyReplicas?: number };
}

const NAME = "named.default.leaving.svc.leaving.example";
const DNS_SECONDS = 20;

const stack = new Stack("test/live/programs/leaving");
let before: Record<string, string>;
let federation: { readonly file: string };
let dns: { readonly server: string; readonly name: string };

const readyOn = async (member: "a" | "b"): Promise<Record<string, number>> => {
  const found = await list<Deployment>(member, "deployments", "-n", "default");
  return Object.fromEntries(found.map(({ metadata, status }) => [metadata.name, status.readyReplicas ?? 0]));
};

afterAll(() => stack.remove());

live("workloads are divided between two members, and their Service has both addresses", async () => {
  before = await inventory("uid");
  await stack.init({ members: ["a", "b"] });
  await stack.up("up with two members");
  expect(await readyOn("a")).toEqual({ named: 2, anywhere: 2, everywhere: 2 });
  expect(await readyOn("b")).toEqual({ named: 2, anywhere: 2, everywhere: 2 });
  const { federationKubeconfig, nameServers } = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", federationKubeconfig);
  dns = { server: nameServers[0], name: NAME };
  await giveAddresses();
  await eventually(
    "both addresses",
    DNS_SECONDS,
    () => ask(dns.server, NAME, "udp"),
    ({ addresses }) => addresses.length === 2,
  );
});

live("a preview without the join says what moves, and changes nothing", async () => {
  const versions = await inventory("resourceVersion");
  await stack.configure({ members: ["a"] });
  const printed = await stack.preview();
  expect(printed).toMatch(/b-cluster leaves: .*named 2 → a-cluster \(2 → 4\)/);
  expect(printed).toMatch(/anywhere 2 → a-cluster \(2 → 4\)/);
  expect(printed).toMatch(/everywhere 2 → a-cluster \(keeps 2\)/);
  expect(await inventory("resourceVersion")).toEqual(versions);
});

live("a member leaves in one up, no replica is missed, and no address answers that does not serve", async () => {
  const witness = await Witness.begin(dns);
  try {
    await stack.up("up without a member");
  } finally {
    await witness.end();
  }
  const fewest = Object.fromEntries(["named", "anywhere", "everywhere"].map((name) => [name, witness.fewest(name)]));
  expect(fewest).toEqual({ named: 4, anywhere: 4, everywhere: 2 });
  expect(witness.wrongAnswers("named")).toEqual([]);
  expect(await readyOn("a")).toEqual({ named: 4, anywhere: 4, everywhere: 2 });
  expect(await readyOn("b")).toEqual({});
  expect(await kubectl(federation, "get", "clusters", "-o", "name")).toBe("cluster.cluster.karmada.io/a-cluster\n");
});

live("a destroy leaves the three clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
