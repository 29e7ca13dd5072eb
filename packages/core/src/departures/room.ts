import { quoted } from "@fedstack/constructs/faults";
import { billionths } from "@fedstack/constructs/kinds";
import type { Fault } from "../validation/errors";
import type { Binding } from "./binding";
import type { ClusterObject, Resources } from "./clusters";
import { type Shares, sharesOf } from "./shares";

/** A workload of which members get more replicas. */
export interface Arrival {
  readonly binding: Binding;
  /** Where it runs now. */
  readonly before: Shares;
  /** Where it will run. */
  readonly after: Shares;
}

/** A workload that comes to other shares. */
export function arrivalAt(binding: Binding, shares: Shares): Arrival {
  return { binding, before: sharesOf(binding), after: shares };
}

/**
 * Members whose nodes together have less left than what would come to them requests.
 *
 * @param change what happens, as messages begin, and what to write to do without it
 */
export function roomFaults(
  { path, otherwise }: { readonly path: string; readonly otherwise: string },
  arrivals: readonly Arrival[],
  clusters: readonly ClusterObject[],
): Fault[] {
  const needs = new Map<string, Map<string, bigint>>();
  for (const { binding, before, after } of arrivals) {
    const requests = { ...binding.spec.replicaRequirements?.resourceRequest, pods: "1" };
    for (const [member, replicas] of after) {
      const more = BigInt(Math.max(0, replicas - (before.get(member) ?? 0)));
      const of = needs.get(member) ?? new Map<string, bigint>();
      needs.set(member, of);
      for (const [resource, request] of Object.entries(requests)) {
        of.set(resource, (of.get(resource) ?? 0n) + more * (billionths(request) ?? 0n));
      }
    }
  }
  return [...needs].flatMap(([member, of]) => {
    const cluster = clusters.find(({ metadata }) => metadata.name === member);
    const short = [...of].flatMap(([resource, needed]) => {
      const free = cluster && freeIn(cluster, resource);
      return free === undefined || needed <= free
        ? []
        : [`${rounded(needed)} ${resource} needed, ${rounded(free)} free`];
    });
    const problem = `${quoted(member)} does not have enough free capacity for what would move there: ${short.join("; ")}`;
    return short.length === 0 ? [] : [{ path, problem, remedy: `make room there, or ${otherwise}` }];
  });
}

/** Billionths of a resource that a cluster has left; undefined if it does not say. */
function freeIn({ status }: ClusterObject, resource: string): bigint | undefined {
  const { allocatable, allocated, allocating } = status?.resourceSummary ?? {};
  const amountIn = (resources: Resources | undefined): bigint | undefined => billionths(resources?.[resource] ?? "");
  const all = amountIn(allocatable);
  return all === undefined ? undefined : all - (amountIn(allocated) ?? 0n) - (amountIn(allocating) ?? 0n);
}

/** At most three digits after the point, and none that mean nothing. */
function rounded(amount: bigint): string {
  return String(Math.round(Number(amount) / 1e6) / 1000);
}
