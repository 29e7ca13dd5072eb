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
import { isKubefed, leftOut } from "./kubefed";
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

/**
 * Reads objects that were written for kubefed (Federation v2) and adds what is in their templates to a chart, with a
 * placement and overrides that mean the same.
 *
 * The text is YAML or JSON with any number of documents and lists, as you wrote them or exported them from the host
 * cluster. Each object of `types.kubefed.io` becomes its template's object in a {@link Propagation}, and a
 * FederatedNamespace becomes a {@link FederatedNamespace}. Where a FederatedNamespace is in the text, its members limit
 * those of the objects in it. Without a ReplicaSchedulingPreference, each member runs all replicas of the template; with
 * one, its weights divide `totalReplicas`. `retainReplicas` becomes Karmada's label for it.
 *
 * Left out with a warning: objects that select no member, and kubefed's own configuration and state. Kubefed's DNS
 * records are left out, too, because the federation publishes names of Services by itself.
 *
 * Errors are reported at synth, all at once, each with document and object: invalid YAML, kinds that have no
 * `apiVersion` in their template and are not built in, overrides that do not apply to the template, limits
 * (`minReplicas`, `maxReplicas`) that Karmada cannot keep, and objects that are not kubefed's.
 *
 * @param scope the chart, or a construct in it
 * @returns what was added, in the order of the text, without objects that have faults
 * @example
 * fromKubefed(chart, `
 * apiVersion: types.kubefed.io/v1beta1
 * kind: FederatedConfigMap
 * metadata: { name: settings, namespace: shop }
 * spec:
 *   template: { data: { LOG_LEVEL: info } }
 *   placement: { clusters: [{ name: f-a-cluster }] }
 * `, { members: [{ name: "f-a-cluster" }, { name: "f-b-cluster" }] });
 *
 * @see https://github.com/kubernetes-retired/kubefed/blob/v0.10.0/docs/userguide.md
 */
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
