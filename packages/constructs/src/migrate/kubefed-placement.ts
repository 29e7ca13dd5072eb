import { fault, quoted, within } from "../faults";
import { Members } from "../members/members";
import type { Member } from "../plan";
import { memberTest } from "../plan/scheduler/affinity";
import type { Findings } from "./findings";
import type { ClusterSelector, KubefedPlacement } from "./kubefed-spec";

/** Members that a placement selects, and the names of those that exist. */
export interface Selected {
  readonly members: Members;
  readonly names: readonly string[];
}

const NOBODY: Selected = { members: Members.all(), names: [] };

/**
 * The members that `spec.placement` selects. A list of clusters, even an empty one, takes precedence over a selector;
 * an empty selector selects all, and none at all selects none.
 *
 * @see https://github.com/kubernetes-retired/kubefed/blob/v0.10.0/docs/userguide.md#using-cluster-selector
 */
export function selectedBy(
  path: string,
  { clusters, clusterSelector }: KubefedPlacement,
  members: readonly Member[],
  findings: Findings,
): Selected {
  const where = `${path}: spec.placement`;
  if (clusters) {
    const named = [...new Set(clusters.map(({ name }) => name))];
    const names = named.filter((name) => members.some((member) => member.name === name));
    const strangers = named.filter((name) => !names.includes(name));
    if (strangers.length > 0) {
      findings.warnings.push(fault(where, `${strangers.map(quoted).join(", ")} is not a member, so it is left out`));
    }
    return { members: Members.named(...names), names };
  }
  if (!clusterSelector) return NOBODY;
  const selection = labeled(where, clusterSelector, findings);
  const outside = memberTest(selection.affinity ?? {});
  return { members: selection, names: members.filter((member) => !outside(member)).map(({ name }) => name) };
}

function labeled(
  path: string,
  { matchLabels = {}, matchExpressions = [] }: ClusterSelector,
  { faults }: Findings,
): Members {
  const byLabels = Object.keys(matchLabels).length > 0 ? [Members.labeled(matchLabels)] : [];
  const byExpressions = matchExpressions.flatMap(({ key, operator, values = [] }): readonly Members[] => {
    switch (operator) {
      case "In":
        return [Members.labeled({ [key]: values })];
      case "NotIn":
        return [Members.notLabeled({ [key]: values })];
      case "Exists":
        return [Members.withLabelKeys(key)];
      case "DoesNotExist":
        return [Members.withoutLabelKeys(key)];
      default:
        faults.push(
          fault(
            `${path}.clusterSelector`,
            `${quoted(operator)} is not an operator of label selectors`,
            'use "In", "NotIn", "Exists" or "DoesNotExist"',
          ),
        );
        return [];
    }
  });
  const all = [...byLabels, ...byExpressions].reduce((one, other) => one.and(other), Members.all());
  faults.push(...within(`${path}.clusterSelector`, all.faults));
  return all;
}
