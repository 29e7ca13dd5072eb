import { asTheyWere, inventory, type KubernetesObject, list, readyOn } from "./kubernetes";
import { kubectl, live } from "./lab";
import { hideFromHost, isSeenByHost, listeningIn, showToHost } from "./network";
import { SimulatedPods } from "./simulated-pods";
import { Stack } from "./stack";
import { Witness } from "./witness";

interface FederatedCluster extends KubernetesObject {
  readonly spec: { readonly syncMode: string; readonly apiEndpoint?: string };
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}

const CLUSTERS = "clusters.cluster.karmada.io";
const AGENT = "karmada-agent";

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

afterAll(async () => {
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

live("in the member, only the agent's own account has rights, and no token of it is stored", async () => {
  const account = `--as=system:serviceaccount:karmada-cluster:${AGENT}`;
  expect(await may("b", "create", "deployments", "-n", "default", account)).toBe("yes");
  const objects = await list("b", "serviceaccounts,secrets", "-n", "karmada-cluster");
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    `Secret ${AGENT}-client`,
    "ServiceAccount default",
    `ServiceAccount ${AGENT}`,
  ]);
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
  const now = await inventory("uid");
  expect(Object.keys(now).filter((key) => key.startsWith("b/") && !(key in before))).toEqual([]);
});

live("it joins again, and destroy leaves nothing in any cluster", async () => {
  await stack.configure({ members: ["a", "b"] });
  await stack.up("up with the member again");
  expect(await members()).toEqual({ "a-cluster": "Push True", "b-cluster": "Pull True" });
  await stack.destroy();
  await asTheyWere(before);
});
