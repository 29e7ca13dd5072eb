import { fault, quoted, read } from "../faults";
import type { Construct } from "constructs";
import { namespaceFor } from "../api-objects/scope";
import { policyName } from "../api-objects/policy-object";
import type { Manifest } from "../kinds/manifest";
import { Members } from "../members/members";
import { FederatedNamespace } from "../objects/federated-namespace";
import { Placement } from "../placement/placement";
import type { Member } from "../plan";
import type { Propagation } from "../propagation/propagation";
import { warn } from "../validation/findings";
import { convertEach, membersFaults, propagated } from "./converted";
import { documentsIn } from "./documents";
import type { Document } from "./documents";
import type { Findings } from "./findings";
import { isKubefed } from "../kinds/identity";
import { leftOut } from "./kubefed";
import { overridesOf } from "./kubefed-overrides";
import { selectedBy } from "./kubefed-placement";
import { isPreference, preferencesFor } from "./kubefed-preferences";
import type { DividedV2, Preferences } from "./kubefed-preferences";
import { specOf } from "./kubefed-spec";
import type { KubefedSpec } from "./kubefed-spec";
import { targetOf, targetTypesIn } from "./kubefed-template";
import type { TargetTypes } from "./kubefed-template";
import { replicaPlacement } from "./replica-placement";
import { withoutServerFields } from "./server-fields";

/** Options of {@link fromKubefed}. */
export interface KubefedOptions {
  /** The members. Placements and preferences are evaluated against their names and labels. */
  readonly members: readonly Member[];
}

/** What the objects of a text say about others in it. */
interface Context {
  readonly members: readonly Member[];
  readonly documents: readonly Document[];
  readonly preferences: Preferences;
  readonly targetTypes: TargetTypes;
}

/** Adds what was written for kubefed to a chart. */
export function fromKubefed(
  scope: Construct,
  yaml: string,
  options: KubefedOptions,
): readonly (Propagation | FederatedNamespace)[] {
  const { members } = read<KubefedOptions>(options, { members: "anything" }, "options").given;
  const findings: Findings = { faults: membersFaults(members), warnings: [] };
  const documents = findings.faults.length > 0 ? [] : documentsIn(yaml, findings);
  const preferences = preferencesFor(documents, findings);
  for (const one of findings.warnings) warn(scope, one);
  const context: Context = { members, documents, preferences, targetTypes: targetTypesIn(documents) };
  return convertEach(scope, documents, findings, (document, own) => convert(scope, document, context, own));
}

function convert(
  scope: Construct,
  { path, manifest }: Document,
  context: Context,
  findings: Findings,
): readonly (Propagation | FederatedNamespace)[] {
  const { faults, warnings } = findings;
  if (!isKubefed(manifest)) {
    faults.push(
      fault(path, "is not an object of kubefed", "add it with an ApiObject or an Include, and a Propagation"),
    );
    return [];
  }
  if (isPreference(manifest)) return [];
  const reason = leftOut(manifest);
  if (reason !== undefined) {
    warnings.push(fault(path, reason));
    return [];
  }
  const spec = specOf(path, manifest, findings);
  const target = targetOf(path, manifest, spec, context.targetTypes, findings);
  if (!target) return [];
  const divided = context.preferences.of(manifest);
  const where = whereOf(path, target, spec, divided, context, findings);
  const overridden = { target, isDivided: divided !== undefined, members: context.members };
  const overrides = overridesOf(path, spec.overrides ?? [], overridden, findings);
  if (!where || faults.length > 0) return [];
  const { kind, metadata } = target;
  const id = isNamespace(manifest)
    ? metadata.name
    : `${namespaceFor(scope, metadata)}.${policyName({ kind, name: metadata.name })}`;
  if (scope.node.tryFindChild(id)) {
    faults.push(fault(path, `${quoted(metadata.name)} appears twice`, "list each object once"));
    return [];
  }
  if (isNamespace(manifest) && overrides.length === 0) return [namespaceIn(scope, target, where)];
  const placement = divided
    ? replicaPlacement({ ...divided, selection: where, clusters: context.members }, findings)
    : Placement.duplicated(where);
  if (!placement || faults.length > 0) return [];
  return [propagated(scope, id, withReplicas(target, divided?.counts["replicas"]), placement, overrides)];
}

/** The members that an object is placed on; undefined, with a warning, if there are none. */
function whereOf(
  path: string,
  { kind, metadata }: Manifest,
  { placement = {} }: KubefedSpec,
  divided: DividedV2 | undefined,
  { members, documents }: Context,
  findings: Findings,
): Members | undefined {
  // A preference writes the list of clusters itself.
  const { clusterSelector } = divided && !divided.intersects ? { clusterSelector: {} } : placement;
  const given = divided ? { clusterSelector } : placement;
  const { members: selection, names } = selectedBy(path, given, members, findings);
  const holder = documents.find(
    ({ manifest }) => isNamespace(manifest) && kind !== "Namespace" && manifest.metadata.name === metadata.namespace,
  );
  const ignored: Findings = { faults: [], warnings: [] };
  const around =
    holder && selectedBy(path, specOf(path, holder.manifest, ignored).placement ?? {}, members, ignored).names;
  const both = around ? names.filter((name) => around.includes(name)) : names;
  if (findings.faults.length > 0) return undefined;
  if (both.length === 0) {
    findings.warnings.push(fault(path, "selects no member, so it is left out"));
    return undefined;
  }
  return both.length < names.length ? Members.named(...both) : selection;
}

function namespaceIn(scope: Construct, { metadata }: Manifest, where: Members): FederatedNamespace {
  return new FederatedNamespace(scope, metadata.name, { metadata, placement: Placement.duplicated(where) });
}

function isNamespace({ kind }: Manifest): boolean {
  return kind === "FederatedNamespace";
}

function withReplicas(manifest: Manifest, replicas: number | undefined): Manifest {
  const own = withoutServerFields(manifest, []);
  return replicas === undefined ? own : { ...own, spec: { ...(own["spec"] as object), replicas } };
}
