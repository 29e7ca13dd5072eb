import { FederatedChart, FederatedDeployment, FederatedStatefulSet } from "@fedstack/constructs";
import type { Placement } from "@fedstack/constructs";
import { planManifests } from "@fedstack/constructs/plan";
import type { Assignment, Manifest, Member, CurrentState, WorkloadPlan } from "@fedstack/constructs/plan";
import { App } from "cdk8s";
import fc from "fast-check";
import { eventually, kubectl } from "../lab";
import { list } from "../kubernetes";
import { timed } from "../times";
import { capacityOf, disband, fleetOf, muster, ROOM } from "./fleets";
import type { Binding } from "./in-members";
import { apply, KARMADA, onKarmada, withdraw } from "./karmada";
import { placements } from "./random-placements";
import { simulateMembers } from "./simulated-members";

interface Case {
  readonly placement: Placement;
  readonly replicas: number;
  readonly stateful: boolean;
}

const NAMESPACE = "random-cases";
/** One run in hundreds draws a case whose copies Karmada moves when it schedules them again; this seed does. */
const SEED = Number(process.env["SEED"] ?? 456925996);
/** Members of each fleet. A later fleet has at least as many. */
const SIZES = [2, 2, 3, 3, 4, 4, 5, 5];
const CASES_OF_A_FLEET = 25;
const SCHEDULING_SECONDS = 60;

const aCase = fc.record<Case>({ placement: placements, replicas: fc.nat(12), stateful: fc.boolean() });

onKarmada(
  `The scheduler's result is in the predicted set for 200 random cases on two to five members (SEED=${SEED})`,
  async () => {
    const seen = { exact: 0, unscheduled: 0, free: 0 };
    const simulated = await simulateMembers(ROOM);
    try {
      await apply([namespace()]);
      for (const [round, size] of SIZES.entries()) {
        await timed(`${CASES_OF_A_FLEET} random cases on ${size} members`, async () => {
          const sample = { seed: SEED + round, numRuns: 1 };
          const [fleet] = fc.sample(fleetOf(size), sample);
          await muster(fleet!, simulated);
          const capacity = await capacityOf(fleet!);
          const cases = fc.sample(aCase, { ...sample, numRuns: CASES_OF_A_FLEET });
          const objects = cases.map((one, i) => objectsOf(`case-${round}-${i}`, one));
          await apply(objects.flat().map(withoutDispatch));
          const bindings = await decisions(objects.flatMap((manifests) => manifests.filter(isWorkload)));
          for (const manifests of objects) {
            const workload = manifests.find(isWorkload)!;
            const binding = bindings.find(({ spec }) => spec.resource.name === workload.metadata.name)!;
            const told = { manifests, fleet, capacity, message: binding.status?.conditions?.[0]?.message };
            seen[judge(manifests, fleet!, capacity, binding, told)]++;
          }
          await kubectl(
            KARMADA,
            "delete",
            "propagationpolicies,deployments,statefulsets",
            "--all",
            "--wait=false",
            "-n",
            NAMESPACE,
          );
        });
      }
    } finally {
      await withdraw([namespace()]);
      await disband();
      simulated.stop();
    }
    console.info(`SEED=${SEED}: ${JSON.stringify(seen)}`);
    expect(seen.exact + seen.unscheduled + seen.free).toBe(200);
    expect(seen.exact).toBeGreaterThan(50);
  },
);

/** Compares the scheduler's result with the prediction, both before the workload has a UID and with it. */
function judge(
  manifests: readonly Manifest[],
  fleet: readonly Member[],
  capacity: NonNullable<CurrentState["capacity"]>,
  { spec }: Binding,
  told: object,
): "exact" | "unscheduled" | "free" {
  const result = running((spec.clusters ?? []).map(({ name, replicas = 0 }) => [name, replicas]));
  const [before, after] = [undefined, spec.resource.uid].map((uid) => planned(manifests, fleet, { uid, capacity })) as [
    WorkloadPlan,
    WorkloadPlan,
  ];
  const first = countsOf(before, ({ replicas }) => replicas);
  const other = countsOf(before, ({ replicas, alternative }) => alternative ?? replicas);
  if (before.problem !== undefined) {
    expect({ result, told }).toEqual({ result: {}, told });
    return "unscheduled";
  }
  if (before.basis === "unknown") {
    expect({ strangers: Object.keys(result).filter((name) => !before.members.includes(name)), told }).toEqual({
      strangers: [],
      told,
    });
    return "free";
  }
  expect({ predicted: [first, other], told }).toEqual({
    predicted: expect.arrayContaining([result]) as unknown,
    told,
  });
  expect({ result: countsOf(after, ({ replicas }) => replicas), told }).toEqual({ result, told });
  return "exact";
}

function countsOf({ assignments }: WorkloadPlan, count: (assignment: Assignment) => number): Record<string, number> {
  return running(assignments.map((assignment) => [assignment.member, count(assignment)]));
}

/** Replicas by member. With 0 replicas, it makes no difference whether a member has the empty workload. */
function running(counts: readonly (readonly [member: string, replicas: number])[]): Record<string, number> {
  return Object.fromEntries(counts.filter(([, replicas]) => replicas > 0));
}

function planned(manifests: readonly Manifest[], fleet: readonly Member[], state: CurrentState): WorkloadPlan {
  return planManifests(manifests, fleet, { stateOf: () => state }).workloads[0]!;
}

/** The scheduler's results for some workloads, once it has seen all of them. */
async function decisions(workloads: readonly Manifest[]): Promise<Binding[]> {
  const names = new Set(workloads.map(({ metadata }) => metadata.name));
  return eventually(
    "every case is scheduled, or told why not",
    SCHEDULING_SECONDS,
    async () =>
      (await list<Binding>(KARMADA, "resourcebindings", "-n", NAMESPACE)).filter(({ spec }) =>
        names.has(spec.resource.name),
      ),
    (bindings) =>
      bindings.length === names.size &&
      bindings.every(({ status }) => status?.conditions?.some(({ type }) => type === "Scheduled")),
  );
}

function isWorkload({ kind }: Manifest): boolean {
  return kind === "Deployment" || kind === "StatefulSet";
}

function objectsOf(name: string, { placement, replicas, stateful }: Case): Manifest[] {
  const chart = new FederatedChart(new App(), "cases", { namespace: NAMESPACE, placement });
  const Workload = stateful ? FederatedStatefulSet : FederatedDeployment;
  new Workload(chart, name, { image: "nginx", replicas });
  return chart.toJson() as Manifest[];
}

/** Nothing is sent to the members: this tests only the scheduler's results. */
function withoutDispatch(manifest: Manifest): Manifest {
  if (manifest.kind !== "PropagationPolicy") return manifest;
  return { ...manifest, spec: { ...(manifest.spec as object), suspension: { dispatching: true } } };
}

function namespace(): Manifest {
  const labels = { "namespace.karmada.io/skip-auto-propagation": "true" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE, labels } };
}
