import { type GroupKind, groupKindOf, told } from "@fedstack/constructs/kinds";
import { type AggregatedStatus, type Binding, isDivided, reportOf } from "../departures/binding";
import { unscheduledBy } from "../departures/elsewhere";
import { wantedOn } from "../departures/own-replicas";
import { roleOf } from "../departures/roles";

/** Numbers in what a member reports of a kind: those that are to reach a count, and the count where it is one of them, too. */
const COUNTS: { readonly [kind: GroupKind]: { readonly reach: readonly string[]; readonly count?: string } } = {
  "apps/DaemonSet": { reach: ["updatedNumberScheduled", "numberAvailable"], count: "desiredNumberScheduled" },
  "apps/Deployment": { reach: ["updatedReplicas", "availableReplicas"] },
  "apps/ReplicaSet": { reach: ["availableReplicas"] },
  "apps/StatefulSet": { reach: ["updatedReplicas", "availableReplicas"] },
};

/** Names of the numbers in messages. */
const TOLD: { readonly [field: string]: string } = {
  updatedNumberScheduled: "pods updated",
  numberAvailable: "pods available",
  updatedReplicas: "replicas updated",
  availableReplicas: "replicas available",
};

/**
 * Says what keeps an object from running as it is in the federated API, on those of its members that matter: a clause
 * that begins with the object.
 *
 * @param matters whether a member has the change, and responds
 * @param generation of the object in the federated API, if it is known
 * @param retains whether each member keeps its own number of replicas
 */
export function lackAfterChange(
  binding: Binding,
  matters: (member: string) => boolean,
  generation: number | undefined,
  retains = false,
): string | undefined {
  const { clusters = [], replicas: each = 0, resource } = binding.spec;
  const unscheduled = unscheduledBy(binding);
  if (unscheduled !== undefined) return `${told(resource)} ${unscheduled}`;
  const lacks = clusters.flatMap(({ name, replicas = each }) => {
    if (!matters(name)) return [];
    const seen = reportOf(binding, name);
    const { replicas: own } = (seen?.status ?? {}) as { readonly replicas?: number | undefined };
    const wanted = wantedOn(isDivided(binding) ? replicas : each, own, retains);
    const lack = lackOn(binding, seen, wanted, generation);
    return lack === undefined ? [] : [`${lack} on ${name}`];
  });
  return lacks.length > 0 ? `${told(resource)} ${lacks.join(", and ")}` : undefined;
}

function lackOn(
  binding: Binding,
  seen: AggregatedStatus | undefined,
  wanted: number,
  generation: number | undefined,
): string | undefined {
  if (!seen?.applied) return `is not applied${seen?.appliedMessage ? ` (${seen.appliedMessage})` : ""}`;
  const counts = COUNTS[groupKindOf(binding.spec.resource)];
  const reported = (seen.status ?? {}) as { readonly [field: string]: number | undefined };
  const number = (field: string): number => reported[field] ?? 0;
  if (counts) {
    if (generation !== undefined && number("resourceTemplateGeneration") < generation) return "has not changed yet";
    if (number("observedGeneration") < number("generation")) return "has not been observed";
    const count = counts.count === undefined ? wanted : number(counts.count);
    const short = counts.reach.find((field) => number(field) < count);
    if (short !== undefined) return `has ${number(short)} of ${count} ${TOLD[short]}`;
  }
  return roleOf(binding) === "workload" && seen.health === "Unhealthy" ? "is not healthy" : undefined;
}
