import { type KubernetesObject, list } from "./kubernetes";
import { eventually, live } from "./lab";
import { Stack } from "./stack";
import { Witness } from "./witness";

interface Outputs {
  readonly federationKubeconfig: string;
}

interface Binding extends KubernetesObject {
  readonly spec: {
    readonly clusters?: readonly { readonly name: string; readonly replicas?: number }[];
    readonly suspension?: { readonly scheduling?: boolean };
  };
}

const stack = new Stack("test/live/programs/rebalancing");
let federation: { readonly file: string };

/** Replicas by member, and whether the scheduler is kept from them. */
async function scheduled(): Promise<{ readonly replicas: Record<string, number>; readonly suspended: boolean }> {
  const bindings = await list<Binding>(federation, "resourcebindings", "-A");
  const { clusters = [], suspension } = bindings.find(({ metadata }) => metadata.name.endsWith("-deployment"))!.spec;
  const replicas = Object.fromEntries(clusters.map(({ name, replicas = 0 }) => [name, replicas]));
  return { replicas, suspended: suspension?.scheduling === true };
}

afterAll(() => stack.remove());

live("nothing of a workload runs on a member under maintenance", async () => {
  await stack.init({});
  await stack.up("up with a drained member");
  federation = stack.keep("federation.conf", (await stack.outputs<Outputs>()).federationKubeconfig);
  expect(await scheduled()).toEqual({ replicas: { "a-cluster": 4 }, suspended: false });
});

live("a preview says what returns to the member after its maintenance", async () => {
  await stack.configure({ maintenance: "none", rebalance: true });
  expect(await stack.preview()).toMatch(/deploy\("shop"\): \S*web\S*: a-cluster 4 → 2, b-cluster 0 → 2/);
  expect(await scheduled()).toEqual({ replicas: { "a-cluster": 4 }, suspended: false });
});

live("replicas return in one up and none is missed, although an earlier one was killed meanwhile", async () => {
  const isSuspended = (): Promise<unknown> =>
    eventually("the scheduler is kept away", 300, scheduled, ({ suspended }) => suspended);
  const names = (samples: Witness["samples"]): string => Object.keys(samples[0]!.ready.a)[0]!;
  const witness = await Witness.during(async () => {
    await stack.upInterrupted({ at: isSuspended, signal: "SIGKILL" });
    await stack.cancel();
    await stack.up("up that rebalances");
  });
  expect(witness.fewest(names(witness.samples))).toBe(4);
  expect(await scheduled()).toEqual({ replicas: { "a-cluster": 2, "b-cluster": 2 }, suspended: false });
});
