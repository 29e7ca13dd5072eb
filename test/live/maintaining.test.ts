import { untilAddressesAre } from "./answers";
import { cleanDropped } from "./dropped";
import { commandsIn, follow } from "./guide";
import { asTheyWere, inventory, readyOn } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, kubectl, live } from "./lab";
import { leftovers } from "./leftovers";
import { connect, cutOff } from "./network";
import { Stack } from "./stack";
import { Witness } from "./witness";

interface Outputs {
  readonly federationKubeconfig: string;
  readonly nameServers: readonly [string];
}

const NAME = "web.default.moving.svc.moving.example";
/** Until the control plane knows what pods request, and until a member answers that was cut off. */
const FOLLOWED_SECONDS = 40;
/** For a cluster that no longer exists, as the guide says. */
const UNREACHABLE = { PULUMI_K8S_DELETE_UNREACHABLE: "true" };

const stack = new Stack("test/live/programs/moving", "maintaining");
let before: Record<string, string>;
let federation: { readonly file: string };
let sights: Parameters<typeof Witness.during>[1];

afterAll(async () => {
  await connect("a");
  await stack.remove();
});

live("workloads are on two members, and one of them fills more than half of each", async () => {
  before = await inventory("uid");
  await stack.init({ members: ["a", "b"], placed: ["a", "b"], workloads: { web: 6, heavy: 4 } });
  await stack.up("up with two members");
  expect([await readyOn("a"), await readyOn("b")]).toEqual([
    { web: 2, heavy: 2 },
    { web: 4, heavy: 2 },
  ]);
  const { federationKubeconfig, nameServers } = await stack.outputs<Outputs>();
  federation = stack.keep("federation.conf", federationKubeconfig);
  await giveAddresses();
  await untilAddressesAre(nameServers[0], NAME, [BALANCERS.a, BALANCERS.b]);
  sights = { dns: { server: nameServers[0], name: NAME } };
});

live("a member whose workloads have no room elsewhere is refused in the preview, and nothing moves", async () => {
  const allocated = "jsonpath={.status.resourceSummary.allocated.cpu}";
  await eventually(
    "the control plane knows what pods request",
    FOLLOWED_SECONDS,
    () => kubectl(federation, "get", "cluster", "b-cluster", "-o", allocated),
    (cpus) => cpus === "10",
  );
  const versions = await inventory("resourceVersion");
  await stack.configure({ members: ["b"] });
  const printed = await stack.previewFails("preview of a leave without room");
  expect(printed).toContain(
    '"b-cluster" does not have enough free capacity for what would move there: 10 cpu needed, 6 free',
  );
  expect(await inventory("resourceVersion")).toEqual(versions);
  await stack.configure({ members: ["a", "b"] });
});

live("what is new does not run on a cordoned member, and what runs there stays", async () => {
  await stack.configure({ maintenance: "cordon", workloads: { web: 6, later: 4 } });
  const witness = await Witness.during(() => stack.up("up that cordons a member"), sights);
  expect(witness.fewest("web")).toBe(6);
  expect(witness.wrongAnswers("web")).toEqual([]);
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 2 }, { web: 4, later: 4 }]);
});

live("a cordoned member still gets its share when a workload that it runs gets more replicas", async () => {
  await stack.configure({ workloads: { web: 9, later: 4 } });
  await stack.up("up with more replicas");
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 3 }, { web: 6, later: 4 }]);
});

live("a drained member keeps nothing, no replica is missed, and the name is always answered", async () => {
  await stack.configure({ maintenance: "drain" });
  const witness = await Witness.during(() => stack.up("up that drains a member"), sights);
  expect([witness.fewest("web"), witness.fewest("later")]).toEqual([9, 4]);
  expect(witness.wrongAnswers("web")).toEqual([]);
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{}, { web: 9, later: 4 }]);
  expect(await kubectl(federation, "get", "clusters", "-o", "name")).toContain("a-cluster");
});

live("a drained member is back without a loss, and runs what is new", async () => {
  await stack.configure({ maintenance: "none", workloads: { web: 9, later: 4, newest: 4 } });
  const witness = await Witness.during(() => stack.up("up after maintenance"), sights);
  expect([witness.fewest("web"), witness.fewest("later")]).toEqual([9, 4]);
  expect(witness.wrongAnswers("web")).toEqual([]);
  expect(await readyOn("a")).toMatchObject({ newest: 2 });
  expect(await leftovers(federation)).toEqual([]);
});

live(
  "a destroy while a member does not respond completes, and the guide's commands list and clear the rest",
  async () => {
    const [command] = commandsIn("losing-members", "A cluster that no longer exists");
    await cutOff("a");
    const rest = await follow(command!, { "f-b-cluster": "a-cluster" }, stack.files);
    expect(rest.split("\n")).toContain("Deployment default/newest");
    stack.environment = UNREACHABLE;
    await stack.destroy();
    await connect("a");
    await eventually(
      "A answers",
      FOLLOWED_SECONDS,
      () => readyOn("a").catch(() => ({})),
      (ready) => "newest" in ready,
    );
    await cleanDropped("a");
    await asTheyWere(before);
  },
);
