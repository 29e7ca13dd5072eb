import { join } from "node:path";
import { asTheyWere, inventory, type KubernetesObject, list } from "./kubernetes";
import { eventually, kubectl, live, missingWith } from "./lab";
import { LAB_HOME } from "./missing";
import { podsOf, podsOfMembers, unready } from "./pods";
import { Stack } from "./stack";
import { SteadyClient } from "./steady-client";
import { Witness } from "./witness";

interface Workload extends KubernetesObject {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly image: string }] } };
  };
}

interface Failing extends KubernetesObject {
  readonly spec: { readonly failover?: { readonly application?: { readonly purgeMode?: string } } };
}

const SYSTEM = "upgrade-system";
const definitions = join(LAB_HOME, "candidate-crds");
const lacking = missingWith("karmada-candidate", "candidate.sh");
const BACK = 'version: "1.18" is older than Karmada 1.19, which runs on "f-cluster"';
const metadata = { name: "kept", namespace: "default" };

const stack = new Stack("test/live/programs/upgrade");
let before: Record<string, string>;
let kubeconfig: string;
let federation: { readonly file: string };
let pods: readonly string[];

/** Applies a ConfigMap and its policy as somebody else than the program. */
async function applyKept(text: string, purgeMode: string): Promise<void> {
  const policy = {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata,
    spec: {
      propagateDeps: true,
      resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", name: "kept" }],
      placement: { clusterAffinity: { clusterNames: ["a-cluster"] } },
      failover: { application: { decisionConditions: { tolerationSeconds: 300 }, purgeMode } },
    },
  };
  const items = [policy, { apiVersion: "v1", kind: "ConfigMap", metadata, data: { text } }];
  const { file } = stack.keep("kept.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  await kubectl(federation, "apply", "--server-side", "--field-manager=somebody", "-f", file);
}

/** Waits until the policy and its binding have a mode, and the member the ConfigMap's text. */
async function untilKept(text: string, mode: string): Promise<void> {
  const inMember = (): Promise<string> =>
    kubectl("a", "get", "configmap", "kept", "-n", "default", "--ignore-not-found", "-o", "jsonpath={.data.text}");
  await eventually(
    `what somebody else applied has the mode ${mode}`,
    30,
    async () => [...(await modes()), await inMember()],
    (found) => found.join() === [mode, mode, text].join(),
  );
}

/** Tags of the control plane's images. */
async function tags(): Promise<string[]> {
  const found = await list<Workload>("f", "deployments,statefulsets", "-n", SYSTEM);
  return [...new Set(found.map(({ spec }) => spec.template.spec.containers[0].image.replace(/^.*:/, "")))].sort();
}

/** Purge modes of the policy and of its binding. */
async function modes(): Promise<(string | undefined)[]> {
  const found = await list<Failing>(federation, "propagationpolicies,resourcebindings", "-n", "default");
  return found
    .filter(({ metadata }) => metadata.name.startsWith("kept"))
    .map(({ spec }) => spec.failover?.application?.purgeMode);
}

afterAll(() => stack.remove());

live(
  "A federation of one release runs a workload on both members",
  async () => {
    before = await inventory("uid");
    await stack.init({ version: "1.18" });
    await stack.up("up of a release");
    kubeconfig = (await stack.outputs<Record<string, string>>())["federationKubeconfig"]!;
    federation = stack.keep("federation.conf", kubeconfig);
    expect(await tags()).toEqual(["3.6.6-0", "v1.18.2", "v1.35.2"]);
    pods = await podsOfMembers();
    expect(pods).toHaveLength(4);
    await applyKept("before", "Immediately");
    await untilKept("before", "Immediately");
  },
  lacking,
);

live(
  "A preview refuses two releases at once and clusters out of a release's range, and tells what an upgrade renames",
  async () => {
    const versions = await inventory("resourceVersion");
    await stack.configure({ version: "1.20", definitions });
    const refused = await stack.previewFails("preview of two releases at once");
    expect(refused).toContain('version: "1.20" cannot follow Karmada 1.18, which runs on "f-cluster"');
    expect(refused).toContain('cluster "f-cluster": runs Kubernetes v1.34.4, but a host needs 1.35 or later');
    expect(refused).toContain('cluster "a-cluster": runs Kubernetes v1.34.4, but Karmada 1.20 supports 1.35 to 1.37');
    await stack.configure({ version: "1.19" });
    expect(await stack.preview()).toContain("version: 2 policies and bindings have the purge mode");
    expect(await inventory("resourceVersion")).toEqual(versions);
    expect(await modes()).toEqual(["Immediately", "Immediately"]);
  },
  lacking,
);

live(
  "An upgrade that is killed halfway has lost no write, and goes on but not back",
  async () => {
    const client = new SteadyClient(kubeconfig);
    const begun = (): Promise<unknown> =>
      eventually("the API server is of the next release", 120, tags, (found) => found.includes("v1.36.2"));
    await stack.upInterrupted({ at: begun, signal: "SIGKILL" });
    await stack.cancel();
    // An API server answers with an error while its etcd restarts.
    await eventually(
      "the state is refreshed",
      120,
      () =>
        stack.refresh("--clear-pending-creates").then(
          () => undefined,
          (error: Error) => error.message,
        ),
      (failure) => failure === undefined,
    );
    await stack.configure({ version: "1.18" });
    expect(await stack.previewFails("preview of the way back from half an upgrade")).toContain(BACK);
    await stack.configure({ version: "1.19" });
    const sightings = await client.end();
    console.info("while an upgrade is killed:", JSON.stringify(sightings));
    expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
  },
  lacking,
);

live(
  "The next up upgrades the rest, loses no write and restarts no pod of a member",
  async () => {
    const client = new SteadyClient(kubeconfig);
    const witness = await Witness.during(() => stack.up("up to the next release"));
    const sightings = await client.end();
    console.info("while the rest is upgraded:", JSON.stringify(sightings), witness.samples.length, "samples");
    expect(sightings).toMatchObject({ unanswered: [], lost: 0 });
    expect(witness.fewest("web")).toBe(4);
    expect(await podsOfMembers()).toEqual(pods);
    expect(await tags()).toEqual(["3.6.8-0", "v1.19.0-rc.0", "v1.36.2"]);
    expect(unready(await podsOf(SYSTEM))).toEqual([]);
  },
  lacking,
);

live(
  "What is stored has the names of the new release, and who applied it may change it",
  async () => {
    await untilKept("before", "Directly");
    await applyKept("after", "Gracefully");
    await untilKept("after", "Gracefully");
    await stack.up("second up of the next release", "--expect-no-changes");
  },
  lacking,
);

live(
  "A preview refuses the way back, also without the state, by what runs on the host",
  async () => {
    await stack.configure({ version: "1.18" });
    expect(await stack.previewFails("preview of the way back")).toContain(BACK);
    const state = await stack.export();
    await stack.lose();
    expect(await stack.previewFails("preview of the way back without the state")).toContain(BACK);
    await stack.import(state);
    await stack.configure({ version: "1.19" });
  },
  lacking,
);

live(
  "A destroy of an upgraded federation leaves the clusters as they were",
  async () => {
    await stack.destroy();
    await asTheyWere(before);
  },
  lacking,
);
