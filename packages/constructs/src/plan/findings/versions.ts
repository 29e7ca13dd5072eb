import type { ResourceSelector } from "../../api/karmada";
import { RELEASE } from "../../karmada";
import type { Definitions } from "../../kinds/definitions";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import { groupKindOf, isOfKind } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { isOverridePolicy, isPropagationPolicy } from "../../kinds/policies";
import { absence, isStable, preferredApiVersion } from "../../kinds/preferred-version";
import { refOf } from "../../kinds/scope";
import type { Policy } from "../policies/policies";
import { listed } from "../report/listed";

/**
 * A warning if nothing says in which version Karmada sees an object. A stable version counts as the preferred one, as it
 * is unless there is a later stable one.
 */
export function versionNote(ref: ObjectRef, { spec }: Policy, definitions: Definitions): readonly Finding[] {
  if (preferredApiVersion(ref, definitions) !== undefined) return [];
  const groupKind = groupKindOf(ref);
  const versions = spec.resourceSelectors
    .filter((one) => (!one.name || one.name === ref.name) && isOfKind(one, groupKind))
    .map(({ apiVersion }) => apiVersion);
  if (versions.some(isStable)) return [];
  const given = listed([...new Set(versions)].sort(), " or ");
  return [
    warningOn(
      ref,
      `reaches no member if the federated API prefers another version of its kind than ${given}`,
      ...(RELEASE.kinds.unstableClusterScoped.has(groupKind) ? [] : ["add its CustomResourceDefinition"]),
    ),
  ];
}

/** Selectors of policies and overrides that select nothing: Karmada sees each kind in one version only. */
export function unseenSelectors(manifests: readonly Manifest[], definitions: Definitions): readonly Finding[] {
  return manifests.filter(isSelecting).flatMap((policy) => {
    const { resourceSelectors = [] } = (policy["spec"] ?? {}) as {
      resourceSelectors?: readonly ResourceSelector[] | undefined;
    };
    const unseen = new Map<string, string>();
    for (const selector of resourceSelectors) {
      const { apiVersion, kind, name } = selector;
      const seen = preferredApiVersion(selector, definitions);
      if (seen === undefined) {
        const missing = absence(selector, definitions);
        if (missing) unseen.set(`${kind} in ${apiVersion}, which Kubernetes does not have`, missing.remedy);
        continue;
      }
      if (seen === apiVersion) continue;
      const isNamedTwice = resourceSelectors.some(
        (other) => other.apiVersion === seen && other.kind === kind && other.name === name,
      );
      if (!isNamedTwice) unseen.set(`${kind} in ${apiVersion}, but Karmada sees it in ${seen}`, `use ${seen}`);
    }
    return [...unseen].map(([what, remedy]) => warningOn(refOf(policy, definitions), `selects ${what}`, remedy));
  });
}

function isSelecting(object: Manifest): boolean {
  return isPropagationPolicy(object) || isOverridePolicy(object);
}
