import { BOOLEAN, fault, read, required, within, wordOf } from "../faults";
import type { Fields } from "../faults";
import { COUNT } from "../kinds/replicas";
import type { Manifest } from "../kinds/manifest";
import type { Document } from "./documents";
import type { Findings } from "./findings";
import { EVENLY, readPreferences } from "./preferences";
import type { DividedV1 } from "./replica-placement";

/** How a ReplicaSchedulingPreference divides its target. */
export type DividedV2 = Omit<DividedV1, "selection" | "clusters"> & {
  /** Whether it divides among the members of the target's own placement only. */
  readonly intersects: boolean;
};

/** The ReplicaSchedulingPreferences of a text. */
export interface Preferences {
  /** That of an object of kubefed. */
  readonly of: (manifest: Manifest) => DividedV2 | undefined;
}

interface Spec {
  readonly targetKind?: string | undefined;
  readonly totalReplicas?: number | undefined;
  readonly rebalance?: boolean | undefined;
  readonly intersectWithClusterSelector?: boolean | undefined;
  readonly clusters?: object | undefined;
}

const SPEC: Fields<Spec> = {
  targetKind: required(wordOf(["FederatedDeployment", "FederatedReplicaSet"])),
  totalReplicas: required(COUNT),
  rebalance: BOOLEAN,
  intersectWithClusterSelector: BOOLEAN,
  clusters: "map",
};

/** Whether an object says how another one is divided. */
export function isPreference({ kind }: Manifest): boolean {
  return kind === "ReplicaSchedulingPreference";
}

/** Reads the ReplicaSchedulingPreferences of a text. Each has the name and namespace of its target. */
export function preferencesFor(documents: readonly Document[], findings: Findings): Preferences {
  const targets = new Set(documents.map(({ manifest }) => keyOf(manifest)));
  const byTarget = new Map<string, DividedV2>();
  for (const { path, manifest } of documents.filter((one) => isPreference(one.manifest))) {
    const { given, faults } = read<Spec>(manifest["spec"], SPEC, "spec", { ignoresUnknown: true });
    findings.faults.push(...within(path, faults));
    if (faults.length > 0) continue;
    const key = keyOf({ ...manifest, kind: given.targetKind! });
    if (!targets.has(key)) {
      findings.warnings.push(fault(path, `its ${given.targetKind} is not in the text, so it is left out`));
    }
    if (byTarget.has(key)) findings.faults.push(fault(path, "is the second one for its target", "keep one of them"));
    const before = findings.faults.length;
    const divided = dividedBy(path, manifest, given, findings);
    if (findings.faults.length === before) byTarget.set(key, divided);
  }
  return { of: (manifest) => byTarget.get(keyOf(manifest)) };
}

function dividedBy(path: string, { metadata }: Manifest, spec: Spec, findings: Findings): DividedV2 {
  const { totalReplicas, rebalance = false, intersectWithClusterSelector: intersects = false, clusters = {} } = spec;
  const where = `${path}: spec`;
  const given = readPreferences(where, JSON.stringify({ rebalance, clusters }), findings);
  return {
    key: `${metadata.namespace ?? "default"}/${metadata.name}`,
    path: where,
    preferences: Object.keys(clusters).length === 0 ? EVENLY : given,
    counts: { replicas: totalReplicas! },
    intersects,
  };
}

function keyOf({ kind, metadata: { namespace = "default", name } }: Manifest): string {
  return `${kind} ${namespace}/${name}`;
}
