import { asTheyWere, inventory, type KubernetesObject, list, readyOn } from "./kubernetes";
import { eventually, kubectl, live } from "./lab";
import { Stack } from "./stack";
import { Witness } from "./witness";

interface Policy extends KubernetesObject {
  readonly spec: { readonly suspension?: object };
}

const SOAK_SECONDS = 10;
/** How far apart two samples may be. */
const SAMPLE_MILLISECONDS = 1_000;

const stack = new Stack("test/live/programs/waves");
let before: Record<string, string>;
let federation: { readonly file: string };

/** Version of the pods that a member is to run. */
function versionOn(member: "a" | "b"): Promise<string> {
  const path = "jsonpath={.spec.template.metadata.annotations.version}";
  return kubectl(member, "get", "deployment", "web", "-n", "default", "-o", path);
}

/** Identities of a member's pods. */
function podsOn(member: "a" | "b"): Promise<string> {
  return kubectl(member, "get", "pods", "-n", "default", "-o", "jsonpath={.items[*].metadata.uid}");
}

/** What policies hold back. */
async function suspensions(): Promise<object[]> {
  return (await list<Policy>(federation, "propagationpolicies", "-A")).flatMap(({ spec }) => spec.suspension ?? []);
}

/** Changes the pods, and kills the up once the first member has the change. */
async function killAfterFirstWave(version: string): Promise<void> {
  await stack.configure({ version });
  const firstHasIt = (): Promise<unknown> =>
    eventually(
      "a has the change",
      120,
      () => versionOn("a"),
      (seen) => seen === version,
    );
  await stack.upInterrupted({ at: firstHasIt, signal: "SIGKILL" });
  await stack.cancel();
}

afterAll(() => stack.remove());

live("what is new goes to all members, and is waited for", async () => {
  before = await inventory("uid");
  await stack.init({ version: "v1", healthy: true, inWaves: true, soakSeconds: SOAK_SECONDS });
  await stack.up("up with waves");
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 2 }, { web: 2 }]);
  federation = stack.keep("federation.conf", (await stack.outputs<Record<string, string>>())["federationKubeconfig"]!);
});

live("a second up changes nothing, and does not wait", async () => {
  const printed = await stack.up("second up", "--expect-no-changes");
  expect(printed).not.toContain("continues with");
});

live("a preview of a change says who gets it when, and changes nothing", async () => {
  const versions = await inventory("resourceVersion");
  await stack.configure({ version: "v2" });
  expect(await stack.preview()).toMatch(/deploy\("web"\): Deployment web changes: first a-cluster, then b-cluster/);
  expect(await inventory("resourceVersion")).toEqual(versions);
  expect(await suspensions()).toEqual([]);
});

live("the second member gets a change when the first has run it for its time", async () => {
  const witness = await Witness.during(() => stack.up("up with a change"));
  expect(witness.versionsOn("a", "web")).toEqual(["v1", "v2"]);
  expect(witness.versionsOn("b", "web")).toEqual(["v1", "v2"]);
  const between = witness.millisecondsBetween("a", "b", "web", "v2");
  expect(between).toBeGreaterThan(SOAK_SECONDS * 1000 - SAMPLE_MILLISECONDS);
  expect(witness.fewest("web")).toBe(4);
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 2 }, { web: 2 }]);
  expect(await suspensions()).toEqual([]);
});

live("a change that does not run on the first member never reaches the second, and the up says so", async () => {
  await stack.configure({ version: "v3", healthy: false });
  let output = "";
  const witness = await Witness.during(async () => (output = await stack.upFails("up with a change that cannot run")));
  expect(output).toMatch(
    /deploy\("web"\): the change does not run on a-cluster within 120 s: Deployment web has \d of 2 replicas \w+ on a-cluster\. b-cluster still has what was there before\./,
  );
  expect(witness.versionsOn("a", "web")).toEqual(["v2", "v3"]);
  expect(witness.versionsOn("b", "web")).toEqual(["v2"]);
  expect(witness.fewest("web")).toBe(4);
  expect(await suspensions()).toEqual([{ dispatchingOnClusters: { clusterNames: ["b-cluster"] } }]);
});

live("what was there before undoes it, and the second member never sees the change", async () => {
  const pods = await podsOn("b");
  await stack.configure({ version: "v2", healthy: true });
  const witness = await Witness.during(() => stack.up("up that puts back what was there before"));
  expect(witness.versionsOn("a", "web")).toEqual(["v3", "v2"]);
  expect(witness.versionsOn("b", "web")).toEqual(["v2"]);
  expect(pods.split(" ")).toHaveLength(2);
  expect(await podsOn("b")).toBe(pods);
  expect([await readyOn("a"), await readyOn("b")]).toEqual([{ web: 2 }, { web: 2 }]);
  expect(await suspensions()).toEqual([]);
});

live("the up after one that was killed goes on where it stopped", async () => {
  await killAfterFirstWave("v4");
  expect(await versionOn("b")).toBe("v2");
  const printed = await stack.up("up after a killed one");
  expect(printed).toContain('deploy("web"): continues with b-cluster');
  expect([await versionOn("a"), await versionOn("b")]).toEqual(["v4", "v4"]);
  expect(await suspensions()).toEqual([]);
});

live("without waves, nobody stays held back", async () => {
  await killAfterFirstWave("v5");
  expect(await versionOn("b")).toBe("v4");
  await stack.configure({ inWaves: false });
  await stack.up("up without waves after a killed one");
  await eventually(
    "b has the change",
    30,
    () => versionOn("b"),
    (seen) => seen === "v5",
  );
  expect(await suspensions()).toEqual([]);
  await stack.up("second up without waves", "--expect-no-changes");
});

live("a destroy leaves the three clusters as they were", async () => {
  await stack.destroy();
  await asTheyWere(before);
});
