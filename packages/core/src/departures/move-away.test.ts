import { tell } from "@fedstack/constructs/faults";
import { planManifests } from "@fedstack/constructs/plan";
import type { Ask } from "../kubeconfig/ask";
import { type Binding, evict } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { Placements } from "./placements";
import { planMoveAway, type PlannedDeparture, type Program } from "./planned-departure";

const VERSIONS: Record<string, string> = {
  CloneSet: "apps.kruise.io/v1alpha1",
  Job: "batch/v1",
  PersistentVolumeClaim: "v1",
};
const MEMBERS = [{ name: "a" }, { name: "b" }];
const CLAIM = { metadata: { name: "data" } };

/** The federated API, in which StatefulSets have these claim templates. */
const asking = (volumeClaimTemplates: readonly object[]): Ask => {
  const resources = ["StatefulSet", "CloneSet", "Job", "PersistentVolumeClaim"].map((kind) => ({
    kind,
    name: `${kind.toLowerCase()}s`,
    namespaced: true,
  }));
  const managed = { metadata: { managedFields: [{ manager: "kubectl" }] }, spec: { volumeClaimTemplates } };
  return async ({ path }) => ({ status: 200, message: "", body: path.endsWith("/db") ? managed : { resources } });
};

/** What is on A and B, and is placed on A from now on. */
function onBoth(kind: string, status: object = {}): Binding {
  const apiVersion = VERSIONS[kind] ?? "apps/v1";
  const clusters = MEMBERS.map(({ name }) => ({ name, replicas: 1 }));
  const reported = MEMBERS.map(({ name }) => ({ clusterName: name, applied: true, status }));
  const binding = bindingOf(
    { resource: { apiVersion, kind, name: "db", namespace: "default" }, replicas: 2, placement: {}, clusters },
    { aggregatedStatus: reported },
  );
  const annotations = {
    "propagationpolicy.karmada.io/name": "db",
    "propagationpolicy.karmada.io/namespace": "default",
  };
  return { ...binding, metadata: { ...binding.metadata, annotations } };
}

async function leavingB(
  kind: string,
  binding: Binding,
  { ask = asking([]), deletes = false }: { readonly ask?: Ask; readonly deletes?: boolean } = {},
): Promise<PlannedDeparture | undefined> {
  const apiVersion = VERSIONS[kind] ?? "apps/v1";
  const objects = [
    { apiVersion, kind, metadata: { name: "db", namespace: "default" }, spec: { replicas: 2 } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "db", namespace: "default" },
      spec: {
        resourceSelectors: [{ apiVersion, kind, name: "db" }],
        placement: { clusterAffinity: { clusterNames: ["a"] } },
      },
    },
  ];
  const plans = [planManifests(objects, MEMBERS)];
  const program: Program = {
    members: MEMBERS,
    drained: [],
    dropped: [],
    plans,
    deleting: deletes ? plans : [],
    inWaves: [],
    objects,
    manager: "fedstack-shop",
  };
  return planMoveAway(ask, "b", program, new Placements(program), { clusters: [], bindings: [binding] });
}

const refusals = (planned: PlannedDeparture | undefined): string[] => (planned?.faults ?? []).map(tell);

test("a new placement that leaves out data in volumes is refused as a leave is, with how to mean it", async () => {
  expect(refusals(await leavingB("StatefulSet", onBoth("StatefulSet"), { ask: asking([CLAIM]) }))).toEqual([
    "new placements no longer select b: StatefulSet db has data in volumes there, which do not move; " +
      'set leaving: "delete" in its deploy call to delete what is there',
  ]);
  expect(refusals(await leavingB("CloneSet", onBoth("CloneSet"), { ask: asking([CLAIM]) }))).toEqual([
    "new placements no longer select b: CloneSet db has data in volumes there, which do not move; " +
      'set leaving: "delete" in its deploy call to delete what is there',
  ]);
  expect(refusals(await leavingB("PersistentVolumeClaim", onBoth("PersistentVolumeClaim")))).toHaveLength(1);
  const stateless = await leavingB("StatefulSet", onBoth("StatefulSet"));
  expect(refusals(stateless)).toEqual([]);
  expect(stateless!.moves).toHaveLength(1);
});

test("a new placement that leaves out a Job that runs is refused, and one that is complete is not", async () => {
  expect(refusals(await leavingB("Job", onBoth("Job", { active: 1 })))).toEqual([
    "new placements no longer select b: Job db still runs there, and would start again elsewhere; " +
      'wait until it is complete, or set leaving: "delete" in its deploy call to delete what is there',
  ]);
  expect(await leavingB("Job", onBoth("Job", { succeeded: 1 }))).toBeUndefined();
});

test("what its deploy call deletes on purpose neither moves nor is refused", async () => {
  const options = { ask: asking([CLAIM]), deletes: true };
  expect(await leavingB("StatefulSet", onBoth("StatefulSet"), options)).toBeUndefined();
  expect(await leavingB("Job", onBoth("Job", { active: 1 }), options)).toBeUndefined();
});

test("a copy that an earlier run holds goes on moving, whatever its deploy call says now", async () => {
  const binding = onBoth("Deployment");
  const { body } = evict(binding, "b");
  const held = { ...binding, spec: { ...binding.spec, ...(body as Pick<Binding, "spec">).spec } };
  const planned = await leavingB("Deployment", held, { deletes: true });
  expect(planned!.movable([held])).toEqual([held]);
});
