import type { Policy } from "../departures/policy";
import type { Question } from "../kubeconfig/ask";
import { POLICIES_PATH } from "../karmada/apis";

/** Field manager by which a program holds members back: not the one by which it applies, which would take it back. */
function wavesManager(manager: string): string {
  return `${manager}-waves`;
}

/** Names of the members that any of these policies holds back, sorted. */
export function heldBack(policies: readonly Policy[]): readonly string[] {
  return [...new Set(policies.flatMap(heldBy))].sort();
}

/** Whether a policy holds exactly these members back. */
export function holdsBack(policy: Policy, members: readonly string[]): boolean {
  const held = heldBy(policy);
  return held.length === members.length && members.every((name) => held.includes(name));
}

/** Whether a program has held members back by a policy. */
export function isHeldBackBy(manager: string, policy: Policy): boolean {
  return (
    heldBy(policy).length > 0 &&
    (policy.metadata.managedFields ?? []).some((one) => one.manager === wavesManager(manager))
  );
}

/** Holds exactly these members back from what a policy places. */
export function holdBack({ metadata }: Policy, members: readonly string[], manager: string): Question {
  const { name, namespace } = metadata;
  const place = namespace === undefined ? "clusterpropagationpolicies" : `namespaces/${namespace}/propagationpolicies`;
  const suspension = members.length > 0 ? { dispatchingOnClusters: { clusterNames: [...members].sort() } } : null;
  return {
    method: "PATCH",
    path: `${POLICIES_PATH}/${place}/${name}?fieldManager=${encodeURIComponent(wavesManager(manager))}`,
    body: { spec: { suspension } },
  };
}

function heldBy({ spec }: Policy): readonly string[] {
  return spec?.suspension?.dispatchingOnClusters?.clusterNames ?? [];
}
