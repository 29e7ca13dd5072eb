import type { Manifest } from "@fedstack/constructs/plan";
import fc from "fast-check";
import { list, type KubernetesObject } from "../kubernetes";
import { eventually } from "../lab";
import { timed } from "../times";
import { isKept, promisesOf, servedOf, type Promised, type Seen } from "./as-planned";
import { definitionOf } from "./definitions";
import { capacityOf, disband, fleetOf, muster, ROOM, type Cluster } from "./fleets";
import type { Binding } from "./in-members";
import { apply, KARMADA, onKarmada, read, withdraw } from "./karmada";
import { CUSTOM_KINDS } from "./random-kinds";
import { NAMESPACES, objectCase, type ObjectCase } from "./random-objects";
import { simulateMembers } from "./simulated-members";

interface Work extends KubernetesObject {
  readonly spec: {
    readonly suspendDispatching?: boolean;
    readonly workload: { readonly manifests: readonly Manifest[] };
  };
}

const SEED = Number(process.env["SEED"] ?? 1918);
/** Members of each fleet. A later fleet has at least as many. */
const SIZES = [4, 5, 5, 5];
const CASES_OF_A_FLEET = 100;
const SECONDS = 120;
const SETTLED_MILLISECONDS = 3000;
const DEFINITIONS = CUSTOM_KINDS.map((kind) => definitionOf(kind));

onKarmada(
  `What members get of 400 random objects is what the plan says: kinds, versions, claims, dependencies, overrides, suspension (SEED=${SEED})`,
  async () => {
    const given: Manifest[] = NAMESPACES.map(namespace);
    const kinds = { exact: 0, nowhere: 0, open: 0 };
    const comingAlong = { exact: 0, nowhere: 0, open: 0 };
    const simulated = await simulateMembers(ROOM);
    try {
      await apply([...given, ...DEFINITIONS]);
      for (const member of ["a", "b"] as const) await apply(DEFINITIONS, member);
      for (const [round, size] of SIZES.entries()) {
        await timed(`${CASES_OF_A_FLEET} random objects on ${size} members`, async () => {
          const [fleet] = fc.sample(fleetOf(size), { seed: SEED + round, numRuns: 1 });
          await muster(fleet!, simulated);
          await eventually(
            "every member serves the custom kinds",
            SECONDS,
            () => list<Cluster>(KARMADA, "clusters"),
            servesAll,
          );
          const capacity = await capacityOf(fleet!);
          const cases = Array.from({ length: CASES_OF_A_FLEET }, (_, i) =>
            fc.sample(objectCase(`object-${round}-${i}`), { seed: SEED + 1000 * round + i, numRuns: 1 }),
          ).flat();
          given.push(...cases.flatMap((one) => [...objectsOf(one), ...one.policies, ...one.late]));
          const promised = (objects: readonly Manifest[], policiesOf: (one: ObjectCase) => readonly Manifest[]) =>
            cases.map((one, i) =>
              promisesOf([objects[i]!, ...objectsOf(one).slice(1)], policiesOf(one), fleet!, capacity),
            );
          await apply(cases.flatMap(({ policies }) => policies));
          await apply(cases.flatMap(objectsOf));
          const live = await read(cases.map(({ object }) => object));
          const unclaimed = cases.map(({ object }, i) => identified(object, live[i]!));
          const first = promised(unclaimed, ({ policies }) => policies);
          await asPlanned(cases, first);
          const claimed = await read(cases.map(({ object }) => object));
          await apply(cases.flatMap(({ late }) => late));
          const second = promised(claimed, ({ policies, late }) => [...policies, ...late]);
          await asPlanned(cases, second);
          for (const [one, other] of second) {
            kinds[one!.kind]++;
            if (other) comingAlong[other.kind]++;
          }
        });
      }
    } finally {
      await withdraw(given);
      for (const cluster of [KARMADA, "a", "b"] as const) await withdraw(DEFINITIONS, cluster);
      await disband();
      simulated.stop();
    }
    console.info(`SEED=${SEED}: ${JSON.stringify({ kinds, comingAlong })}`);
    expect(kinds.exact + kinds.nowhere + kinds.open).toBe(SIZES.length * CASES_OF_A_FLEET);
    expect(kinds.exact).toBeGreaterThan(80);
    expect(kinds.nowhere).toBeGreaterThan(40);
    expect(comingAlong.exact).toBeGreaterThan(20);
  },
);

/** Waits until every object is where its plan says, and checks that it stays there. */
async function asPlanned(cases: readonly ObjectCase[], promises: readonly (readonly Promised[])[]): Promise<void> {
  const deviating = async (): Promise<object[]> => {
    const seen = await observed(cases.flatMap(objectsOf));
    return promises.flatMap((ofCase, i) =>
      ofCase.flatMap((promise) => {
        const found = seen.get(promise.plan.name)!;
        return isKept(promise, found) ? [] : [{ promise, found, case: cases[i]! }];
      }),
    );
  };
  await eventually("every object is where its plan says", SECONDS, deviating, ({ length }) => length === 0);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MILLISECONDS));
  expect(await deviating()).toEqual([]);
}

/** What members get of objects, by their names, which are all different. */
async function observed(objects: readonly Manifest[]): Promise<ReadonlyMap<string, Seen>> {
  const works = await list<Work>(KARMADA, "works", "-A");
  const bindings = await list<Binding>(KARMADA, "resourcebindings,clusterresourcebindings", "-A");
  return new Map(
    objects.map(({ kind, metadata: { name } }) => {
      const own = works.flatMap(({ metadata: { namespace: home }, spec }) => {
        const [sent] = spec.workload.manifests;
        const isOwn = sent?.kind === kind && sent.metadata.name === name;
        const served = isOwn && !spec.suspendDispatching ? servedOf(sent) : undefined;
        return served === undefined ? [] : [[home!.replace("karmada-es-", ""), served] as const];
      });
      const binding = bindings.find(({ spec }) => spec.resource.name === name);
      const isDecided = binding?.status?.conditions?.some(({ type }) => type === "Scheduled") === true;
      return [name, { served: Object.fromEntries(own), isDecided }];
    }),
  );
}

/** An object with the UID that the API server gave it, which decides ties. */
function identified(object: Manifest, { metadata: { uid } }: Manifest): Manifest {
  return { ...object, metadata: { ...object.metadata, uid } } as Manifest;
}

function objectsOf({ object, settings }: ObjectCase): readonly Manifest[] {
  return settings ? [object, settings] : [object];
}

function servesAll(clusters: readonly Cluster[]): boolean {
  return clusters.every(({ status }) =>
    CUSTOM_KINDS.every(({ apiVersion }) =>
      status?.apiEnablements?.some(({ groupVersion }) => groupVersion === apiVersion),
    ),
  );
}

function namespace(name: string): Manifest {
  const labels = { "namespace.karmada.io/skip-auto-propagation": "true" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}
