import { told } from "@fedstack/constructs/kinds";
import { quoted } from "@fedstack/constructs/faults";
import { type MemberTaint, planReplicas } from "@fedstack/constructs/plan";
import type { Fault } from "../validation/errors";
import { type Binding, isDivided, isOn, reportOf } from "./binding";
import { type ClusterObject, isReady } from "./clusters";
import { type Move, strandedBy } from "./moves";
import { isJob } from "./roles";
import { type Arrival, roomFaults } from "./room";

/** A member that is dropped although it responds: what it has would run on there, unknown to the federation. */
export function respondingFaults(cluster: ClusterObject): Fault[] {
  if (!isReady(cluster)) return [];
  return [
    {
      path: `drop(${quoted(cluster.metadata.name)})`,
      problem: "the member responds",
      remedy: "remove the call, and the member leaves without losing a replica",
    },
  ];
}

/**
 * A member that leaves although it does not respond: what it has would run on there, unknown to the federation. One that
 * has nothing may leave.
 */
export function silentFaults(member: string, residue: readonly string[]): Fault[] {
  if (residue.length === 0) return [];
  return [
    {
      path: `${member} leaves`,
      problem: `the member does not respond, so that nothing can be deleted there: ${residue.join(", ")}`,
      remedy: `make it respond and run up again or, if the cluster no longer exists, call drop(${quoted(member)})`,
    },
  ];
}

/**
 * Every object that the scheduler would place again on a member that keeps what it has: one that is not divided is
 * scheduled anew at each change, and this one tolerates the member's taint.
 */
export function toleratingFaults(
  { path, otherwise, bindings }: Pick<Preflight, "path" | "otherwise" | "bindings">,
  taint: MemberTaint,
): Fault[] {
  return bindings
    .filter((one) => !isDivided(one) && toleratesTaint(one, taint))
    .map(({ spec }) => ({
      path,
      problem: `${told(spec.resource)} tolerates the taint ${taint.key}, and would be scheduled there again`,
      remedy: `remove that toleration from its placement in an up before, or ${otherwise}`,
    }));
}

function toleratesTaint({ spec: { resource, placement } }: Binding, taint: MemberTaint): boolean {
  const { clusterTolerations } = placement ?? {};
  const members = [{ name: "tainted", taints: [taint] }];
  return (
    planReplicas({ name: resource.name, replicas: 1, placement: { clusterTolerations }, members }).members.length > 0
  );
}

/** A member that is to be left, and what is known about it. */
export interface Preflight {
  readonly member: string;
  /** The member and what happens to it, as messages begin. */
  readonly path: string;
  /** What to write to leave without moving. */
  readonly otherwise: string;
  readonly bindings: readonly Binding[];
  readonly moves: readonly Move[];
  /** All clusters of the federated API. */
  readonly clusters: readonly ClusterObject[];
  /** Whether other members are left. */
  readonly isLast: boolean;
  /** Whether an object has data of its own in each member. */
  readonly hasVolumes: (binding: Binding) => boolean;
}

/** Everything that keeps a member from being left without loss. */
export function departureFaults(preflight: Preflight): Fault[] {
  const { member, path, otherwise, bindings, moves, clusters, isLast, hasVolumes } = preflight;
  const present = bindings.filter((one) => isOn(one, member));
  const data = present.filter(hasVolumes).map((one) => ({
    path,
    problem: `${told(one.spec.resource)} has data in volumes there, which do not move`,
    remedy: otherwise,
  }));
  const jobs = present
    .filter((one) => isJob(one) && isRunning(one, member))
    .map((one) => ({
      path,
      problem: `${told(one.spec.resource)} still runs there, and would start again elsewhere`,
      remedy: `wait until it is complete, or ${otherwise}`,
    }));
  if (isLast && moves.length > 0) {
    const workloads = moves.map(({ binding }) => told(binding.spec.resource)).join(", ");
    const problem = `${quoted(member)} is the last member, and ${workloads} ${moves.length > 1 ? "run" : "runs"} there`;
    return [{ path, problem, remedy: `join another cluster, or ${otherwise}` }, ...data, ...jobs];
  }
  const movable = moves.filter(({ binding }) => !hasVolumes(binding));
  const stranded = movable.flatMap((move) => {
    const problem = strandedBy(move);
    return problem === undefined ? [] : [{ path, problem, remedy: `give it other members, or ${otherwise}` }];
  });
  return [...data, ...jobs, ...stranded, ...roomFaults({ path, otherwise }, moves.map(arrivalOf), clusters)];
}

/** What a move brings to members. */
export function arrivalOf({ binding, before, after: { assignments } }: Move): Arrival {
  return { binding, before, after: new Map(assignments.map(({ member, replicas }) => [member, replicas])) };
}

function isRunning(binding: Binding, member: string): boolean {
  return ((reportOf(binding, member)?.status as { readonly active?: number | undefined } | undefined)?.active ?? 0) > 0;
}
