import { at, fault, quoted, read } from "../faults";
import type { Construct } from "constructs";
import { FederatedNamespace } from "../objects/federated-namespace";
import type { Members } from "../members/members";
import { Placement } from "../placement/placement";
import type { Member } from "../plan";
import { policyName } from "../api-objects/policy-object";
import { namespaceFor } from "../api-objects/scope";
import type { Propagation } from "../propagation/propagation";
import { readClusterSelector } from "./cluster-selector";
import { inCurrentVersion } from "./current-version";
import { convertEach, membersFaults, propagated } from "./converted";
import { documentsIn } from "./documents";
import type { Document } from "./documents";
import type { Findings } from "./findings";
import { EVENLY, readPreferences } from "./preferences";
import { replicaPlacement } from "./replica-placement";
import { HPA_TARGETS, withoutServerFields, WRITTEN } from "./server-fields";
import { shapeFaults } from "./shape";
import { groupKindOf, isOfKind } from "../kinds/identity";
import type { GroupKind } from "../kinds/identity";
import type { Manifest } from "../kinds/manifest";

const SELECTOR = "federation.alpha.kubernetes.io/cluster-selector";

/** Annotation with the preferences, for each kind that was divided. */
const PREFERENCES: { readonly [kind: GroupKind]: string } = {
  "apps/Deployment": "federation.kubernetes.io/deployment-preferences",
  "apps/ReplicaSet": "federation.kubernetes.io/replica-set-preferences",
  "batch/Job": "federation.kubernetes.io/job-preferences",
};

/** Options of {@link fromFederationV1}. */
export interface FederationV1Options {
  /** The members. Preferences and selectors are evaluated against their names and labels. */
  readonly members: readonly Member[];
}

/** Adds what was written for Federation v1 to a chart. */
export function fromFederationV1(
  scope: Construct,
  yaml: string,
  options: FederationV1Options,
): readonly (Propagation | FederatedNamespace)[] {
  const { members: clusters } = read<FederationV1Options>(options, { members: "anything" }, "options").given;
  const findings: Findings = { faults: membersFaults(clusters), warnings: [] };
  const documents = findings.faults.length > 0 ? [] : documentsIn(yaml, findings);
  return convertEach(scope, documents, findings, (document, own) => convert(scope, document, clusters, own));
}

function convert(
  scope: Construct,
  { path, manifest }: Document,
  clusters: readonly Member[],
  findings: Findings,
): readonly (Propagation | FederatedNamespace)[] {
  findings.faults.push(...shapeFaults(path, manifest));
  const current = findings.faults.length > 0 ? undefined : inCurrentVersion(path, manifest, findings);
  if (!current) return [];
  const key = PREFERENCES[groupKindOf(current)];
  const namespace = namespaceFor(scope, current.metadata);
  const id = isOfKind(current, "Namespace") ? current.metadata.name : `${namespace}.${policyName(named(current))}`;
  const annotations = annotationsOf(path, current, key, findings);
  const selection = selectionOf(path, current, annotations.get(SELECTOR), clusters, findings);
  const placement = key
    ? dividedPlacement(path, current, annotations.get(key), { namespace, key, selection, clusters }, findings)
    : Placement.duplicated(selection);
  if (scope.node.tryFindChild(id)) {
    findings.faults.push(fault(path, `${quoted(current.metadata.name)} appears twice`, "list each object once"));
  }
  if (findings.faults.length > 0 || !placement) return [];
  const object = withoutServerFields(current, [SELECTOR, ...(key ? [key] : [])]);
  return isOfKind(current, "Namespace")
    ? namespaceIn(scope, path, object, selection && placement, findings)
    : [propagated(scope, id, object, placement)];
}

function namespaceIn(
  scope: Construct,
  path: string,
  { metadata }: Manifest,
  placement: Placement | undefined,
  { warnings }: Findings,
): readonly FederatedNamespace[] {
  if (metadata.name !== "default") return [new FederatedNamespace(scope, metadata.name, { metadata, placement })];
  warnings.push(fault(path, "is on every member anyway, so it is left out"));
  return [];
}

function selectionOf(
  path: string,
  manifest: Manifest,
  text: string | undefined,
  clusters: readonly Member[],
  findings: Findings,
): Members | undefined {
  if (text === undefined) return undefined;
  const where = annotationPath(path, SELECTOR);
  if (isOfKind(manifest, "batch/Job")) {
    findings.warnings.push(fault(where, "Federation v1 ignored it on Jobs, but here it applies"));
  }
  return readClusterSelector(where, text, clusters, findings);
}

interface Divided {
  readonly namespace: string;
  /** Annotation with the preferences. */
  readonly key: string;
  readonly selection: Members | undefined;
  readonly clusters: readonly Member[];
}

function dividedPlacement(
  path: string,
  manifest: Manifest,
  text: string | undefined,
  { namespace, key, selection, clusters }: Divided,
  findings: Findings,
): Placement | undefined {
  const where = text === undefined ? path : annotationPath(path, key);
  const preferences = text === undefined ? EVENLY : readPreferences(where, text, findings);
  const counts = countsOf(path, manifest, findings);
  if (findings.faults.length > 0) return undefined;
  if (text !== undefined && !preferences.rebalance && !isOfKind(manifest, "batch/Job")) {
    findings.warnings.push(
      fault(
        where,
        "without rebalance, Federation v1 left replicas where they ran. Karmada divides them again when their number or the placement changes",
      ),
    );
  }
  const divided = { key: `${namespace}/${manifest.metadata.name}`, path: where, preferences, selection, counts };
  return replicaPlacement({ ...divided, clusters }, findings);
}

/** What is divided, with Kubernetes' defaults. */
function countsOf(path: string, manifest: Manifest, { faults }: Findings): { readonly [field: string]: number } {
  const { replicas, parallelism, completions } = (manifest["spec"] ?? {}) as { readonly [field: string]: unknown };
  const atOnce = parallelism ?? 1;
  const done = completions ?? (parallelism === undefined ? 1 : undefined);
  const given = isOfKind(manifest, "batch/Job")
    ? { parallelism: atOnce, completions: done }
    : { replicas: replicas ?? 1 };
  const counts = Object.entries(given).filter(([, count]) => count !== undefined);
  for (const [field, count] of counts.filter(([, value]) => !Number.isInteger(value) || (value as number) < 0)) {
    faults.push(fault(path, `spec.${field}: ${quoted(count)} is out of range`, "use a whole number from 0"));
  }
  return Object.fromEntries(counts) as { [field: string]: number };
}

/** The annotations for Federation v1 on an object. Those that it did not know, or not for the kind, are faults. */
function annotationsOf(
  path: string,
  { kind, metadata }: Manifest,
  preferences: string | undefined,
  { faults, warnings }: Findings,
): ReadonlyMap<string, string> {
  const all = Object.entries((metadata["annotations"] ?? {}) as { readonly [key: string]: string });
  const mine = all.filter(([key]) => /^federation(\.alpha)?\.kubernetes\.io\//.test(key) && !WRITTEN.includes(key));
  const known = [SELECTOR, ...(preferences ? [preferences] : [])];
  for (const [key] of mine.filter(([one]) => !known.includes(one))) {
    const where = annotationPath(path, key);
    faults.push(
      fault(where, `${quoted(key)} has no meaning on a ${kind}`, `use ${known.join(" or ")}, or leave it out`),
    );
  }
  if (all.some(([key]) => key === HPA_TARGETS)) {
    warnings.push(fault(path, "an autoscaler set its replicas", "add a FederatedHPA for it"));
  }
  return new Map(mine);
}

function annotationPath(path: string, key: string): string {
  return `${path}: ${at("metadata.annotations", key)}`;
}

function named({ kind, metadata }: Manifest): { readonly kind: string; readonly name: string } {
  return { kind, name: metadata.name };
}
