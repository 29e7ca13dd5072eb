import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "@fedstack/constructs/plan";
import fc from "fast-check";
import { interpreters } from "../packages/constructs/src/karmada/1.18/interpreters";
import {
  hasRequirements,
  interpreterOf,
  replicaCountOf,
  withReplicas,
} from "../packages/constructs/src/kinds/replicas";
import { referencesOf } from "../packages/constructs/src/plan/objects/references";
import { likes, OBJECTS } from "./interpreted-objects";
import { answersOf, karmadaProgram } from "./karmada-program";

/** What Karmada's interpreters say of an object; they lack what they do not do for its kind. */
interface Answer {
  readonly replicas?: { readonly count: number; readonly requires: boolean; readonly error?: string };
  readonly revised?: { readonly object?: Manifest; readonly error?: string };
  readonly dependencies?: { readonly objects: readonly Dependency[] | null; readonly error?: string };
  readonly components: boolean;
}

interface Dependency {
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

const SEED = Number(process.env["SEED"] ?? 1918);
const CASES_PER_OBJECT = 20;
const SERVICE_IMPORT = "multicluster.x-k8s.io/v1alpha1/ServiceImport";
/** The API server adds these, and Karmada asks its interpreters afterward. */
const DEFAULTS: { readonly [type: string]: object } = {
  "apps/v1/Deployment": { replicas: 1 },
  "apps/v1/ReplicaSet": { replicas: 1 },
  "apps/v1/StatefulSet": { replicas: 1 },
  "batch/v1/Job": { parallelism: 1 },
};
const title = `Karmada's own interpreters say what the plan says of objects of each kind (SEED=${SEED})`;

const typeOf = ({ apiVersion, kind }: Manifest): string => `${apiVersion}/${kind}`;

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** An object as the API server stores it. */
function stored(manifest: Manifest): Manifest {
  const namespace = manifest.kind === "SidecarSet" ? undefined : "shop";
  const metadata = { ...manifest.metadata, name: "x", namespace };
  return { ...manifest, metadata, spec: { ...DEFAULTS[typeOf(manifest)], ...(manifest["spec"] as object) } };
}

function wrongReplicas(manifest: Manifest, { replicas, components }: Answer): string | undefined {
  const ours = replicaCountOf(manifest);
  if (components !== (interpreterOf(manifest)?.components ?? false)) return `components: Karmada says ${components}`;
  // No API server stores one without the template that its definition requires.
  if (replicas?.error?.includes("accuratePodRequirements (table expected, got nil)")) return undefined;
  const told = `Karmada ${JSON.stringify(replicas)}, the plan ${JSON.stringify(ours)}`;
  // It schedules what has no replicas and requires nothing like an object that is not a workload.
  if (!ours) return replicas && (replicas.error ?? (replicas.count > 0 || replicas.requires)) ? told : undefined;
  if (!replicas || "problem" in ours !== (replicas.error !== undefined)) return told;
  if ("problem" in ours) return undefined;
  if (ours.replicas !== replicas.count) return told;
  const requires = ours.replicas === 0 && hasRequirements(manifest) !== replicas.requires;
  return requires ? `requirements of 0 replicas: Karmada says ${replicas.requires}` : undefined;
}

function wrongShare(manifest: Manifest, share: number, { replicas, revised }: Answer): string | undefined {
  if (replicas?.error !== undefined) return undefined;
  const ours = replicaCountOf(manifest);
  const divisible = ours !== undefined && "divisible" in ours && ours.divisible;
  if (divisible !== (revised !== undefined)) return `Karmada ${revised ? "divides it" : "does not divide it"}`;
  if (!revised) return undefined;
  const changed = plain(withReplicas(manifest, share));
  return isDeepStrictEqual(changed, revised.object)
    ? undefined
    : `Karmada makes it ${revised.error ?? JSON.stringify(revised.object)}, the plan ${JSON.stringify(changed)}`;
}

function wrongDependencies(manifest: Manifest, { dependencies }: Answer): string | undefined {
  const ours = referencesOf(manifest, manifest.metadata.namespace)
    .filter(({ followed }) => followed)
    .map(({ object }) => `${object.kind} ${object.name}`);
  // Karmada brings along only what is in the namespace of an object.
  const theirs = (dependencies?.objects ?? [])
    .filter(({ name, namespace }) => name !== undefined && namespace !== undefined)
    .map(({ kind, name }) => `${kind} ${name}`);
  const [wanted, found] = [[...new Set(theirs)].sort(), [...ours].sort()];
  return isDeepStrictEqual(wanted, found)
    ? undefined
    : `Karmada follows ${wanted.join(", ")} ${dependencies?.error ?? ""}, the plan ${found.join(", ")}`;
}

const { program, lacking } = karmadaProgram("interpret");
if (program !== undefined) {
  const [{ kinds, objects }] = answersOf(program, [], "kinds") as [
    { readonly kinds: readonly string[]; readonly objects: readonly Manifest[] },
  ];

  test("the plan knows exactly the kinds that Karmada's own interpreters know", () => {
    expect([...Object.keys(interpreters), SERVICE_IMPORT].sort()).toEqual([...kinds].sort());
  });

  test(title, () => {
    const given = [...OBJECTS, ...objects].map(stored);
    expect(kinds.filter((type) => !given.some((one) => typeOf(one) === type))).toEqual([]);
    const cases = given.flatMap((one) => [
      { object: one, share: 2 },
      ...fc.sample(fc.record({ object: likes(one).map(stored), share: fc.nat(9) }), {
        seed: SEED,
        numRuns: CASES_PER_OBJECT,
      }),
    ]);
    const answers = answersOf(program, cases) as readonly Answer[];
    expect(answers).toHaveLength(cases.length);
    const wrong = cases.flatMap(({ object, share }, i) => {
      const answer = answers[i]!;
      const told = [
        wrongReplicas(object, answer),
        wrongShare(object, share, answer),
        wrongDependencies(object, answer),
      ];
      return told.flatMap((one) => (one === undefined ? [] : [{ told: one, share, object }]));
    });
    console.info(`SEED=${SEED}: ${cases.length} objects, ${wrong.length} wrong`);
    expect(wrong.slice(0, 5)).toEqual([]);
  });
} else {
  console.warn(`SKIPPED ${title}: ${lacking}`);
  test.skip(title, () => undefined);
}
