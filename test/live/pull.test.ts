import { untilAddressesAre } from "./answers";
import { cleanDropped } from "./dropped";
import { endCertificates } from "./expiry";
import { asTheyWere, inventory, type KubernetesObject, list, readyOn } from "./kubernetes";
import { BALANCERS, eventually, giveAddresses, kubectl, live } from "./lab";
import { connect, cutOff, hideFromHost, isSeenByHost, listeningIn, showToHost } from "./network";
import { podsOfMembers } from "./pods";
import { SimulatedPods } from "./simulated-pods";
import { Stack } from "./stack";
import { Witness } from "./witness";

interface FederatedCluster extends KubernetesObject {
  readonly spec: { readonly syncMode: string; readonly apiEndpoint?: string };
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}

const CLUSTERS = "clusters.cluster.karmada.io";
const AGENT = "karmada-agent";
const NAME = "web.default.pull.svc.pull.example";
const READY = "Push True,Pull True";
/** Until the lease of a lost member has ended, and the control plane has seen that. */
const LOST_SECONDS = 90;

const stack = new Stack("test/live/programs/pull");
const pods = new SimulatedPods("b", "karmada-cluster");
let before: Record<string, string>;
let listening: readonly string[];

/** The members of the federation: mode and whether they are Ready. */
async function members(): Promise<Record<string, string>> {
  const { federationKubeconfig } = await stack.outputs<{ federationKubeconfig: string }>();
  const found = await list<FederatedCluster>(stack.keep("federation.conf", federationKubeconfig), CLUSTERS);
  return Object.fromEntries(
    found.map(({ metadata, spec, status }) => [
      metadata.name,
      `${spec.syncMode} ${status.conditions.find(({ type }) => type === "Ready")?.status}`,
    ]),
  );
}

/** The kubeconfig that the agent has. */
async function ofAgent(): Promise<{ readonly file: string }> {
  const path = "jsonpath={.data.kubeconfig}";
  const text = await kubectl("b", "-n", "karmada-cluster", "get", "secret", `${AGENT}-client`, "-o", path);
  return stack.keep("agent.conf", Buffer.from(text, "base64").toString());
}

/** What the API server says to whether somebody may do something. */
async function may(who: { readonly file: string } | "b", ...action: string[]): Promise<string> {
  const answer = await kubectl(who, "auth", "can-i", ...action).catch(({ stdout }: { stdout: string }) => stdout);
  return /^(yes|no)\b/m.exec(answer)?.[1] ?? answer;
}

/** What is in B and was not there before. */
async function leftInB(): Promise<string[]> {
  return Object.keys(await inventory("uid")).filter((key) => key.startsWith("b/") && !(key in before));
}

async function nameServer(): Promise<string> {
  return (await stack.outputs<{ nameServers: readonly [string] }>()).nameServers[0];
}

afterAll(async () => {
  await connect("b");
  await stack.remove();
  await pods.stop();
  await showToHost("b");
  if (pods.log !== "") process.stdout.write(`the agent's last words: ${pods.log.slice(-20_000)}\n`);
});

live("a member whose API server the host cannot reach joins in pull mode, and runs its share", async () => {
  before = await inventory("uid");
  await hideFromHost("b");
  expect([await isSeenByHost("a"), await isSeenByHost("b")]).toEqual([true, false]);
  listening = await listeningIn("b");
  await stack.init({ members: ["a", "b"] });
  await stack.up("up with a member in pull mode");
  expect(await members()).toEqual({ "a-cluster": "Push True", "b-cluster": "Pull True" });
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 2 }, { web: 2 }]);
});

live("its agent runs, and listens nowhere", async () => {
  expect(pods.names).toHaveLength(1);
  expect((await listeningIn("b")).filter((socket) => !listening.includes(socket))).toEqual([]);
});

live("in the federated API, the agent reaches the Works of its own member, and nothing of other members", async () => {
  const agent = await ofAgent();
  const own = await Promise.all([
    may(agent, "list", "works", "-n", "karmada-es-b-cluster"),
    may(agent, "update", "works", "-n", "karmada-es-b-cluster"),
    may(agent, "update", `${CLUSTERS}/b-cluster`, "--subresource=status"),
  ]);
  expect(own).toEqual(own.map(() => "yes"));
  const others = await Promise.all([
    may(agent, "list", "works", "-n", "karmada-es-a-cluster"),
    may(agent, "update", "works", "-n", "karmada-es-a-cluster"),
    may(agent, "create", "works", "-n", "karmada-es-b-cluster"),
    may(agent, "update", `${CLUSTERS}/a-cluster`, "--subresource=status"),
    may(agent, "get", `${CLUSTERS}/a-cluster`, "--subresource=proxy"),
    may(agent, "create", CLUSTERS),
    may(agent, "update", `${CLUSTERS}/b-cluster`),
    may(agent, "delete", `${CLUSTERS}/b-cluster`),
    may(agent, "get", "secrets", "-n", "karmada-cluster"),
    may(agent, "get", "secrets", "-n", "default"),
    may(agent, "list", "deployments", "-n", "default"),
    may(agent, "create", "certificatesigningrequests"),
    may(agent, "escalate", "clusterroles"),
  ]);
  expect(others).toEqual(others.map(() => "no"));
});

live("in the member, the agent's own account has the rights of its access, and no token of it is stored", async () => {
  const account = `--as=system:serviceaccount:karmada-cluster:${AGENT}`;
  expect(await may("b", "create", "deployments", "-n", "default", account)).toBe("yes");
  const others = await Promise.all([
    may("b", "create", "deployments", "-n", "kube-system", account),
    may("b", "get", "secrets", "-n", "default", account),
    may("b", "impersonate", "groups", account),
    may("b", "create", "namespaces", account),
  ]);
  expect(others).toEqual(others.map(() => "no"));
  const objects = await list("b", "serviceaccounts,secrets", "-n", "karmada-cluster");
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    `Secret ${AGENT}-client`,
    "ServiceAccount default",
    `ServiceAccount ${AGENT}`,
  ]);
});

live("its addresses are in the zone beside those of the other member", async () => {
  await giveAddresses();
  await untilAddressesAre(await nameServer(), NAME, [BALANCERS.a, BALANCERS.b]);
});

live("an up without a change changes nothing, and one to another mode is refused", async () => {
  expect(await stack.up("up without a change")).toMatch(/Resources:\n\s+\d+ unchanged\n/);
  await stack.configure({ mode: "push" });
  expect(await stack.previewFails("preview of another mode")).toContain(
    'join("b-cluster").mode: cannot change from "pull" to "push" while the cluster is a member',
  );
  await stack.configure({ mode: "pull" });
});

live("the certificate of the agent is among those of the federation", async () => {
  const { certificates } = await stack.outputs<{ certificates: readonly string[] }>();
  expect(certificates).toContain("pull-ca-agent-b-cluster");
});

live("a change goes in waves, to the member in pull mode last", async () => {
  await stack.configure({ version: "v2" });
  const witness = await Witness.during(() => stack.up("up with a change in waves"));
  expect([witness.versionsOn("a", "web"), witness.versionsOn("b", "web")]).toEqual([
    ["v1", "v2"],
    ["v1", "v2"],
  ]);
  expect(witness.millisecondsBetween("a", "b", "web", "v2")).toBeGreaterThan(0);
});

live(
  "after all certificates have ended, one up repairs the federation and the agent, and restarts no pod",
  async () => {
    const pods = await podsOfMembers();
    await endCertificates(stack, [
      ["f", "pull-system"],
      ["f", "pull"],
      ["b", "karmada-cluster"],
    ]);
    await eventually(
      "the federated API is not there",
      60,
      () => members().catch(() => undefined),
      (seen) => seen === undefined,
    );
    await stack.up("up after all certificates have ended");
    await eventually("both members are Ready", LOST_SECONDS, members, (seen) => Object.values(seen).join() === READY);
    await stack.up("second up after all certificates have ended", "--expect-no-changes");
    expect(await podsOfMembers()).toEqual(pods);
  },
);

live("a drain moves everything to the other member, and its end lets the member be used again", async () => {
  await stack.configure({ drained: true });
  const witness = await Witness.during(() => stack.up("up that drains the member"));
  expect(await readyOn("a")).toEqual({ web: 4 });
  expect(witness.fewest("web")).toBe(4);
  await stack.configure({ drained: false });
  await stack.up("up that ends the drain");
  expect(await members()).toEqual({ "a-cluster": "Push True", "b-cluster": "Pull True" });
});

live("the member leaves without loss, and nothing of the federation stays there", async () => {
  await stack.configure({ members: ["a"] });
  const witness = await Witness.during(() => stack.up("up without the member"));
  expect(await members()).toEqual({ "a-cluster": "Push True" });
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 4 }, {}]);
  expect(witness.fewest("web")).toBe(4);
  expect(await leftInB()).toEqual([]);
});

live("it joins again; once its cluster is lost, it is dropped in one up, which names what it still has", async () => {
  await stack.configure({ members: ["a", "b"] });
  await stack.up("up with the member again");
  expect(await members()).toEqual({ "a-cluster": "Push True", "b-cluster": "Pull True" });
  await cutOff("b");
  await eventually("b-cluster is lost", LOST_SECONDS, members, (seen) => seen["b-cluster"] !== "Pull True");
  await stack.configure({ members: ["a"], dropped: true });
  const printed = await stack.up("up that drops the member");
  expect(printed).toMatch(/b-cluster is dropped\. .* it still has: .*Service web\./);
  expect(await readyOn("a")).toEqual({ web: 4 });
});

live("the agent of a dropped cluster that is back has no rights, and the guide's commands take all away", async () => {
  await connect("b");
  const agent = await ofAgent();
  const denied = await Promise.all([
    may(agent, "list", "works", "-n", "karmada-es-b-cluster"),
    may(agent, "update", `${CLUSTERS}/b-cluster`, "--subresource=status"),
    may(agent, "list", CLUSTERS),
  ]);
  expect(denied).toEqual(denied.map(() => "no"));
  await cleanDropped("b");
  expect(await leftInB()).toEqual([]);
  expect(await members()).toEqual({ "a-cluster": "Push True" });
});

live("a destroy leaves nothing in any cluster", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
