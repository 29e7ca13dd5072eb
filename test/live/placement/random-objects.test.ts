import { planManifests } from "@fedstack/constructs/plan";
import type { Manifest, Member, ObjectPlan, WorkloadPlan } from "@fedstack/constructs/plan";
import fc from "fast-check";
import { list, type KubernetesObject } from "../kubernetes";
import { eventually } from "../lab";
import { timed } from "../times";
import { capacityOf, disband, fleetOf, muster, ROOM, type Cluster } from "./fleets";
import type { Binding } from "./in-members";
import { apply, KARMADA, onKarmada, read, withdraw } from "./karmada";
import { CUSTOM, NAMESPACES, objectCase, type ObjectCase } from "./random-objects";
import { simulateMembers } from "./simulated-members";

interface Work extends KubernetesObject {
  readonly spec: {
    readonly suspendDispatching?: boolean;
    readonly workload: { readonly manifests: readonly Manifest[] };
  };
}

/** What members get, by name: the number of its replicas, or 1 for an object without replicas. */
type Served = Readonly<Record<string, number>>;

interface Seen {
  readonly served: Served;
  /** Whether the scheduler has decided. */
  readonly isDecided: boolean;
}

const SEED = Number(process.env["SEED"] ?? 1918);
/** Members of each fleet. A later fleet has at least as many. */
const SIZES = [4, 5, 5, 5];
const CASES_OF_A_FLEET = 50;
const SECONDS = 60;
const SETTLED_MILLISECONDS = 3000;

onKarmada(
  `What members get of 200 random objects is what the plan says: kinds, versions, claims, overrides, suspension (SEED=${SEED})`,
  async () => {
    const given: Manifest[] = NAMESPACES.map(namespace);
    const kinds = { exact: 0, nowhere: 0, open: 0 };
    const simulated = await simulateMembers(ROOM);
    try {
      await apply([...given, definition()]);
      for (const member of ["a", "b"] as const) await apply([definition()], member);
      for (const [round, size] of SIZES.entries()) {
        await timed(`${CASES_OF_A_FLEET} random objects on ${size} members`, async () => {
          const [fleet] = fc.sample(fleetOf(size), { seed: SEED + round, numRuns: 1 });
          await muster(fleet!, simulated);
          await eventually(
            "every member serves the custom kind",
            SECONDS,
            () => list<Cluster>(KARMADA, "clusters"),
            servesAll,
          );
          const capacity = await capacityOf(fleet!);
          const cases = Array.from({ length: CASES_OF_A_FLEET }, (_, i) =>
            fc.sample(objectCase(`object-${round}-${i}`), { seed: SEED + 1000 * round + i, numRuns: 1 }),
          ).flat();
          given.push(...cases.flatMap(({ object, policies, late }) => [object, ...policies, ...late]));
          const plannedFor = (object: Manifest, policies: readonly Manifest[]): WorkloadPlan | ObjectPlan => {
            const { workloads, objects } = planManifests([object, ...policies], fleet!, {
              stateOf: () => ({ capacity }),
            });
            return (workloads[0] ?? objects[0])!;
          };
          await apply(cases.flatMap(({ policies }) => policies));
          await apply(cases.map(({ object }) => object));
          const live = await read(cases.map(({ object }) => object));
          const first = cases.map(({ object, policies }, i) => plannedFor(identified(object, live[i]!), policies));
          await asPlanned(cases, first, fleet!);
          const claimed = await read(cases.map(({ object }) => object));
          await apply(cases.flatMap(({ late }) => late));
          const second = cases.map(({ policies, late }, i) =>
            late.length > 0 ? plannedFor(claimed[i]!, [...policies, ...late]) : first[i]!,
          );
          await asPlanned(cases, second, fleet!);
          for (const plan of second) kinds[kindOf(plan)]++;
        });
      }
    } finally {
      await withdraw(given);
      for (const cluster of [KARMADA, "a", "b"] as const) await withdraw([definition()], cluster);
      await disband();
      simulated.stop();
    }
    console.info(`SEED=${SEED}: ${JSON.stringify(kinds)}`);
    expect(kinds.exact + kinds.nowhere + kinds.open).toBe(SIZES.length * CASES_OF_A_FLEET);
    expect(kinds.exact).toBeGreaterThan(40);
    expect(kinds.nowhere).toBeGreaterThan(20);
  },
);

/** Waits until every object is where its plan says, and checks that it stays there. */
async function asPlanned(
  cases: readonly ObjectCase[],
  plans: readonly (WorkloadPlan | ObjectPlan)[],
  fleet: readonly Member[],
): Promise<void> {
  const deviating = async (): Promise<object[]> => {
    const seen = await observed(cases);
    return cases.flatMap(({ object, policies, late }, i) => {
      const plan = plans[i]!;
      const { served, isDecided } = seen[i]!;
      return isAsPlanned(plan, served, isDecided)
        ? []
        : [{ planned: plan, served, isDecided, object, policies, late, fleet }];
    });
  };
  await eventually("every object is where its plan says", SECONDS, deviating, ({ length }) => length === 0);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MILLISECONDS));
  expect(await deviating()).toEqual([]);
}

function isAsPlanned(plan: WorkloadPlan | ObjectPlan, served: Served, isDecided: boolean): boolean {
  switch (kindOf(plan)) {
    case "open":
      return (
        (isDecided || plan.undecided !== undefined) && Object.keys(served).every((name) => plan.members.includes(name))
      );
    case "nowhere":
      return Object.keys(served).length === 0;
    case "exact":
      return sorted(served) === sorted(promised(plan));
  }
}

function kindOf(plan: WorkloadPlan | ObjectPlan): "exact" | "nowhere" | "open" {
  if (plan.undecided !== undefined || ("basis" in plan && plan.basis === "unknown")) return "open";
  return Object.keys(promised(plan)).length > 0 ? "exact" : "nowhere";
}

function promised(plan: WorkloadPlan | ObjectPlan): Served {
  return "assignments" in plan
    ? running(plan.assignments.map(({ member, replicas }) => [member, replicas]))
    : Object.fromEntries(plan.members.map((member) => [member, 1]));
}

/** With 0 replicas, it makes no difference whether a member has the empty workload. */
function running(counts: readonly (readonly [member: string, replicas: number])[]): Served {
  return Object.fromEntries(counts.filter(([, replicas]) => replicas > 0));
}

function sorted(served: Served): string {
  return JSON.stringify(Object.entries(served).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function observed(cases: readonly ObjectCase[]): Promise<Seen[]> {
  const works = await list<Work>(KARMADA, "works", "-A");
  const bindings = await list<Binding>(KARMADA, "resourcebindings,clusterresourcebindings", "-A");
  return cases.map(({ object: { kind, metadata } }) => {
    const own = works.flatMap(({ metadata: { namespace }, spec }) => {
      const [sent] = spec.workload.manifests;
      const isOwn = sent?.kind === kind && sent.metadata.name === metadata.name;
      return isOwn && !spec.suspendDispatching
        ? [[namespace!.replace("karmada-es-", ""), replicasOf(sent)] as const]
        : [];
    });
    const binding = bindings.find(({ spec }) => spec.resource.name === metadata.name);
    return {
      served: running(own),
      isDecided: binding?.status?.conditions?.some(({ type }) => type === "Scheduled") === true,
    };
  });
}

function replicasOf({ spec }: Manifest): number {
  const { replicas, parallelism } = (spec ?? {}) as { readonly replicas?: number; readonly parallelism?: number };
  return replicas ?? parallelism ?? 1;
}

/** An object with the UID that the API server gave it, which decides ties. */
function identified(object: Manifest, { metadata: { uid } }: Manifest): Manifest {
  return { ...object, metadata: { ...object.metadata, uid } } as Manifest;
}

function servesAll(clusters: readonly Cluster[]): boolean {
  return clusters.every(({ status }) =>
    status?.apiEnablements?.some(({ groupVersion }) => groupVersion === CUSTOM.apiVersion),
  );
}

function namespace(name: string): Manifest {
  const labels = { "namespace.karmada.io/skip-auto-propagation": "true" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function definition(): Manifest {
  const [group, version] = CUSTOM.apiVersion.split("/");
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  const names = { kind: CUSTOM.kind, plural: CUSTOM.plural, singular: CUSTOM.kind.toLowerCase() };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${CUSTOM.plural}.${group}` },
    spec: { group, names, scope: "Namespaced", versions: [{ name: version, served: true, storage: true, schema }] },
  } as Manifest;
}
