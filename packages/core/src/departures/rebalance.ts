import { describes, groupKindOf, isOfKind, told } from "@fedstack/constructs/kinds";
import type { Manifest } from "@fedstack/constructs/plan";
import type { Question } from "../kubeconfig/ask";
import type { Balancing } from "./balancing";
import { type Binding, isDivided, patchOf } from "./binding";
import { unscheduledBy } from "./elsewhere";
import { retainsReplicas } from "./own-replicas";
import { freshShares, most, servingOn, type Shares, sharesOf, targets } from "./shares";
import type { Step } from "./steps";
import { begun, ended, isBegun } from "./suspended";

/** Where a workload is to run, or why it stays where it is: a clause. */
export type Balance = { readonly shares: Shares } | { readonly stays: string };

/**
 * Where a workload would run if it were scheduled now. Only Deployments that are divided by fixed weights can move without
 * loss. Undefined for what is not divided.
 */
export function balanceOf(binding: Binding, balancing: Balancing): Balance | undefined {
  const { resource, gracefulEvictionTasks = [] } = binding.spec;
  if (!isDivided(binding)) return undefined;
  if (groupKindOf(resource) !== "apps/Deployment") return { stays: "only Deployments can move" };
  if (isAutoscaled(binding, balancing.objects)) return { stays: "the members' own autoscalers set its replicas" };
  if (isSuspended(binding) && !isBegun(binding, balancing.manager)) return { stays: "it is suspended" };
  const shares = freshShares(binding, balancing.members);
  if (!shares) return { stays: "more than fixed weights decides where it runs" };
  const present = sharesOf(binding);
  const used = new Set(balancing.members.map(({ name }) => name));
  const leaves = [...present.keys()].filter((name) => !used.has(name));
  const left = [...leaves, ...gracefulEvictionTasks.map(({ fromCluster }) => fromCluster)][0];
  if (left !== undefined) return { stays: `it has not left ${left} yet` };
  const silent = [...most(present, shares)].find(([name, count]) => count > 0 && balancing.silent(name));
  if (silent) return { stays: `${silent[0]} does not respond` };
  const emptied = [...present].find(([name, count]) => count > 0 && !shares.get(name));
  return emptied ? { stays: `${emptied[0]} would give up all of it` } : { shares };
}

/**
 * The next step by which a workload comes to shares without a replica less at any time: the scheduler is kept from it,
 * members that are to have more are given more, and only when these serve do the others give up theirs. The scheduler
 * keeps a division that has all replicas.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/event_handler.go (`SchedulingSuspended`)
 */
export function nextStepToBalance(binding: Binding, shares: Shares, manager: string): Step {
  const present = sharesOf(binding);
  const object = told(binding.spec.resource);
  const lacking = (text: string, ...changes: readonly Question[]): Step => {
    return { changes, lacks: [`${object} ${text}`], held: true };
  };
  const moving = (change: Question): Step => lacking("is being rebalanced", change);
  if (!isBegun(binding, manager)) {
    if (isSame(present, shares)) return { changes: [], lacks: [], held: true };
    const unscheduled = unscheduledBy(binding);
    if (unscheduled !== undefined) return lacking(unscheduled);
    return moving(begun(binding, manager));
  }
  const all = most(present, shares);
  if (!isSame(present, all)) return moving(patchOf(binding, { clusters: targets(all) }));
  const short = [...shares].find(([name, count]) => servingOn(binding, name) < count);
  if (!short) return moving(ended(binding, shares, manager));
  const [name, count] = short;
  return lacking(`has ${servingOn(binding, name)} of ${count} replicas available on ${name}`);
}

/** Shares as the preview shows them: `web: a 4 → 2, b 0 → 2`; undefined if they are as they are. */
export function tellBalance(binding: Binding, shares: Shares): string | undefined {
  const present = sharesOf(binding);
  const changed = [...most(present, shares).keys()].sort().flatMap((name) => {
    const [now, then] = [present.get(name) ?? 0, shares.get(name) ?? 0];
    return now === then ? [] : [`${name} ${now} → ${then}`];
  });
  return changed.length === 0 ? undefined : `${binding.spec.resource.name}: ${changed.join(", ")}`;
}

interface AutoscalerSpec {
  readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
}

/** Whether the scheduler or a member is kept from a workload. */
function isSuspended({ spec: { suspension } }: Binding): boolean {
  const { scheduling, dispatching, dispatchingOnClusters } = suspension ?? {};
  return scheduling === true || dispatching === true || (dispatchingOnClusters?.clusterNames ?? []).length > 0;
}

/** Whether autoscalers in the members set the replicas of a workload. */
function isAutoscaled({ spec: { resource } }: Binding, objects: readonly Manifest[]): boolean {
  const template = objects.find((one) => describes(one, resource));
  if (template && retainsReplicas(template)) return true;
  return objects.some((one) => {
    if (!isOfKind(one, "autoscaling/HorizontalPodAutoscaler")) return false;
    const { kind, name } = ((one["spec"] ?? {}) as AutoscalerSpec).scaleTargetRef ?? {};
    return kind === resource.kind && name === resource.name && one.metadata.namespace === resource.namespace;
  });
}

/** Whether all members have the same shares. */
export function isSame(one: Shares, other: Shares): boolean {
  return [...most(one, other).keys()].every((name) => (one.get(name) ?? 0) === (other.get(name) ?? 0));
}
