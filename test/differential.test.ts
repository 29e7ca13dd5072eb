import { isDeepStrictEqual } from "node:util";
import { Members, Placement } from "@fedstack/constructs";
import { planManifests, planReplicas } from "@fedstack/constructs/plan";
import type { Manifest, Member, ReplicaPlan, ReplicaRequest } from "@fedstack/constructs/plan";
import fc from "fast-check";
import { answersOf, karmadaProgram } from "./karmada-program";
import { fleetOf } from "./live/placement/fleets";
import { placements } from "./live/placement/random-placements";

/** What Karmada's scheduler decides. */
interface Outcome {
  readonly clusters: { readonly [member: string]: number } | null;
  readonly group?: string;
  readonly error?: string;
}

type Case = ReplicaRequest & Required<Pick<ReplicaRequest, "capacity" | "current" | "uid">>;

const SEED = Number(process.env["SEED"] ?? 1918);
const CASES = 10_000;
const title = `Karmada's own scheduling code decides what the plan says in ${CASES} random cases (SEED=${SEED})`;

const aCase: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc
    .tuple(
      fleetOf(size),
      fc.oneof({ weight: 9, arbitrary: placements }, fc.constant(Placement.duplicated(Members.all()))),
    )
    .chain(([members, { spec }]) => {
      const counts = (max: number) => fc.tuple(...members.map(() => fc.nat(max)));
      const byMember = (numbers: readonly number[]) =>
        Object.fromEntries(members.map(({ name }, i) => [name, numbers[i]!]));
      const { clusterAffinities = [] } = spec as {
        readonly clusterAffinities?: readonly { readonly affinityName: string }[];
      };
      const groups = clusterAffinities.map(({ affinityName }) => affinityName);
      return fc
        .record({
          replicas: fc.nat(12),
          uid: fc.uuid(),
          capacity: counts(14).map(byMember),
          // A binding never names a cluster that has no replicas.
          current: fc.oneof(fc.constant({}), counts(5).map(byMember).map(withReplicas)),
          currentGroup: fc.constantFrom(undefined, ...groups),
        })
        .map((rest) => ({ name: "web", members, placement: spec, ...rest }));
    }),
);

const withReplicas = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, replicas]) => replicas > 0));

/** What is wrong with a plan, given what Karmada decides. */
function contradiction(plan: ReplicaPlan, { clusters, error }: Outcome): string | undefined {
  const decided = withReplicas(clusters ?? {});
  if (plan.basis === "unknown") {
    const strangers = Object.keys(decided).filter((name) => !plan.members.includes(name));
    return strangers.length > 0 ? `does not tell that ${strangers.join(", ")} may run it` : undefined;
  }
  if ((plan.problem !== undefined) !== (error !== undefined)) return `says ${plan.problem}, Karmada ${error}`;
  if (error !== undefined) return undefined;
  const planned = withReplicas(Object.fromEntries(plan.assignments.map(({ member, replicas }) => [member, replicas])));
  return isDeepStrictEqual(planned, decided)
    ? undefined
    : `says ${JSON.stringify(planned)}, Karmada ${JSON.stringify(decided)}`;
}

function configMapPlacedBy(placement: object): readonly Manifest[] {
  const resource = { apiVersion: "v1", kind: "ConfigMap", name: "settings" };
  const { name, ...identity } = resource;
  return [
    { ...identity, metadata: { name, namespace: "default" } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name, namespace: "default" },
      spec: { resourceSelectors: [resource], placement },
    },
  ];
}

/** What stays: Karmada schedules duplicated replicas, and objects without replicas, again after each of its results. */
function askedUntilItStays(program: string, cases: readonly Case[]): readonly Outcome[] {
  const outcomes = [...asked(program, cases)];
  let changed = cases.map((one, i) => ({ one, i })).filter(({ one }) => isScheduledAgain(one));
  for (let pass = 1; changed.length > 0; pass++) {
    expect(pass).toBeLessThan(8);
    const again = changed.map(({ one, i }) => {
      const { clusters, group } = outcomes[i]!;
      return { ...one, current: clusters ?? one.current, currentGroup: group ?? one.currentGroup };
    });
    const next = asked(program, again);
    changed = changed.filter(({ i }, at) => {
      const before = outcomes[i]!;
      if (next[at]!.error === undefined) outcomes[i] = next[at]!;
      return !isDeepStrictEqual(before.clusters, outcomes[i]!.clusters);
    });
  }
  return outcomes;
}

function isScheduledAgain({ replicas, placement }: Case): boolean {
  const { replicaScheduling } = placement as {
    readonly replicaScheduling?: { readonly replicaSchedulingType?: string };
  };
  return replicas === 0 || !replicaScheduling || replicaScheduling.replicaSchedulingType === "Duplicated";
}

function asked(program: string, cases: readonly Case[]): readonly Outcome[] {
  const questions = cases.map((one) => ({ ...one, clusters: one.members.map(clusterOf), members: undefined }));
  return answersOf(program, questions) as readonly Outcome[];
}

function clusterOf({ name, labels, cloudProvider, region, zones, taints }: Member): object {
  return { name, labels, spec: { provider: cloudProvider, region, zones, taints } };
}

const { program, lacking } = karmadaProgram("schedule");
if (program !== undefined) {
  test(
    title,
    () => {
      const cases = fc.sample(aCase, { seed: SEED, numRuns: CASES });
      const outcomes = askedUntilItStays(program, cases);
      expect(outcomes).toHaveLength(CASES);
      const seen = { placement: 0, capacity: 0, unknown: 0 };
      const wrong = cases.flatMap((one, i) =>
        [one, { ...one, capacity: undefined }].flatMap((request) => {
          const plan = planReplicas(request);
          seen[plan.basis]++;
          const told = contradiction(plan, outcomes[i]!);
          return told === undefined ? [] : [{ told, request }];
        }),
      );
      console.info(`SEED=${SEED}: ${JSON.stringify(seen)}, ${wrong.length} wrong`);
      expect(wrong.slice(0, 5)).toEqual([]);
      expect(Math.min(seen.placement, seen.capacity, seen.unknown)).toBeGreaterThan(CASES / 20);
    },
    30 * 60_000,
  );

  test(
    "Karmada's own scheduling code sends objects without replicas where the plan says in 1000 random cases",
    () => {
      const cases = fc
        .sample(aCase, { seed: SEED, numRuns: 1000 })
        .map((one) => ({ ...one, replicas: 0, current: {}, currentGroup: undefined }));
      const outcomes = askedUntilItStays(program, cases);
      const planned = cases.map(({ members, placement }) => {
        const [plan] = planManifests(configMapPlacedBy(placement!), members).objects;
        return plan!.problem === undefined ? [...plan!.members] : null;
      });
      expect(planned).toEqual(outcomes.map(({ clusters }) => clusters && Object.keys(clusters).sort()));
    },
    10 * 60_000,
  );
} else {
  console.warn(`SKIPPED ${title}: ${lacking}`);
  test.skip(title, () => undefined);
}
