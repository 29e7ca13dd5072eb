import type { ClusterAffinity, OverrideRule, Overriders, OverrideSpec } from "../../api/karmada";
import { DoesNotApply } from "../../json/json-patch";
import { definitionsIn } from "../../kinds/definitions";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { isOverridePolicy } from "../../kinds/policies";
import { stored } from "../../kinds/stored";
import type { Member } from "../model/member";
import { Match, selectorIndex } from "../policies/selector-index";
import type { Selecting } from "../policies/selector-index";
import { memberTest } from "../scheduler/affinity";
import { overridden } from "./apply-overriders";

/** An object as a member gets it, or the reason why it gets none, as a clause without a period. */
export type Landed = { readonly manifest: Manifest } | { readonly problem: string };

/** What override policies make of an object on their members. */
export interface OverridesOfObject {
  readonly on: (member: Member, object: Manifest) => Landed;
  /** The selections of members, in the order in which they apply. */
  readonly targets: readonly { readonly policy: Pick<ObjectRef, "kind" | "name">; readonly target: ClusterAffinity }[];
}

/** Finds what override policies make of an object; undefined if none selects it. */
export type OverridesAmong = (object: Manifest, ref: ObjectRef) => OverridesOfObject | undefined;

/** An OverridePolicy or a ClusterOverridePolicy. */
interface OverridePolicy extends Selecting {
  readonly ref: Pick<ObjectRef, "kind" | "name">;
  readonly rules: readonly OverrideRule[];
}

/**
 * Overrides among a set of objects, each applied to what it selects. Cluster-wide ones come first, then those of the
 * object's namespace; within each, those for a whole kind, then those by label, then those by name, sorted by name.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/overridemanager/overridemanager.go
 */
export function overridesAmong(manifests: readonly Manifest[]): OverridesAmong {
  const policies = manifests.filter(isOverridePolicy).map(policyOf);
  const everywhere = policies.filter(({ selectors }) => selectors.length === 0);
  const selecting = selectorIndex(policies, definitionsIn(manifests));
  return (object, ref) => {
    const selected = [
      ...everywhere
        .filter(({ namespace }) => namespace === undefined || namespace === ref.namespace)
        .map((by) => ({ by, match: Match.Kind })),
      ...selecting(object, ref),
    ].sort(
      (a, b) =>
        Number(a.by.namespace !== undefined) - Number(b.by.namespace !== undefined) ||
        a.match - b.match ||
        (a.by.ref.name < b.by.ref.name ? -1 : 1),
    );
    if (selected.length === 0) return undefined;
    const steps = selected.flatMap(({ by: { ref: policy, rules } }) =>
      rules.map(({ targetCluster: target = {}, overriders }) => ({
        policy,
        overriders,
        target,
        outside: memberTest(target),
      })),
    );
    const on = (member: Member, given: Manifest): Landed => {
      const concerned = steps.filter(({ outside }) => !outside(member));
      if (concerned.length === 0) return { manifest: given };
      return concerned.reduce<Landed>(
        (at, { policy, overriders }) => ("problem" in at ? at : applied(at.manifest, policy, overriders)),
        { manifest: stored(given) },
      );
    };
    return { on, targets: steps };
  };
}

function applied(object: Manifest, { kind, name }: OverridePolicy["ref"], overriders: Overriders): Landed {
  try {
    return { manifest: overridden(object, overriders) };
  } catch (error) {
    if (!(error instanceof DoesNotApply)) throw error;
    return { problem: `${kind} ${name} cannot be applied: ${error.message}` };
  }
}

/** An older form has one rule in `spec` itself. */
function policyOf({ kind, metadata, spec }: Manifest): OverridePolicy {
  const { resourceSelectors = [], overrideRules, ...only } = (spec ?? {}) as OverrideSpec & Partial<OverrideRule>;
  const { name, namespace = "default" } = metadata;
  return {
    ref: { kind, name },
    selectors: resourceSelectors,
    ...(kind === "OverridePolicy" && { namespace }),
    rules: overrideRules?.length ? overrideRules : [{ ...only, overriders: only.overriders ?? {} }],
  };
}
