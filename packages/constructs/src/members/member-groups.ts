import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import type { ClusterAffinityTerm, NamedClusterAffinity } from "../api/karmada";
import { labelKey } from "../validation/checks";
import { Members } from "./members";
import type { MemberRef } from "./members";

/** A selection of members, or their names. */
export type MemberSelection = Members | readonly MemberRef[];

interface Group {
  readonly name: string;
  readonly members: Members;
  readonly overflow: readonly Omit<Group, "overflow">[];
}

/**
 * Groups of members in order of preference: the first group that can hold a workload runs it. Immutable.
 *
 * A group's name is unique and has at most 32 characters. If you rename a group, Karmada schedules again. A group may
 * overflow into others: replicas that it has no room for run there. Only replicas that are packed or divided by free
 * capacity can overflow.
 *
 * @example
 * MemberGroups.first("on-prem", Members.inRegion("tw"))
 *   .overflowingTo("burst", Members.ofCloudProvider("aws"))
 *   .orElse("backup", ["f-c-cluster"]);
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy#multiple-cluster-affinity-groups (`clusterAffinities`)
 */
export class MemberGroups<Overflows extends boolean = false> {
  /** Starts with the preferred group. */
  public static first(name: string, where: MemberSelection): MemberGroups {
    return new MemberGroups([group(name, where)], false);
  }

  private constructor(
    private readonly groups: readonly Group[],
    /** Whether any group overflows. If so, replicas must be `packed` or divided `byFreeCapacity`. */
    public readonly overflows: Overflows,
  ) {}

  /** Adds a group to try if none of the groups before it can hold the workload. */
  public orElse(name: string, where: MemberSelection): MemberGroups<Overflows> {
    return new MemberGroups([...this.groups, group(name, where)], this.overflows);
  }

  /**
   * Adds a group that takes replicas for which the last group from `first` or `orElse`, and the groups that it already
   * overflows into, have no room.
   */
  public overflowingTo(name: string, where: MemberSelection): OverflowingMemberGroups {
    const last = this.groups[this.groups.length - 1]!;
    const overflow = [...last.overflow, { name, members: membersOf(where, "MemberGroups") }];
    return new MemberGroups([...this.groups.slice(0, -1), { ...last, overflow }], true);
  }

  /** @internal The value for Karmada. */
  public get terms(): readonly ClusterAffinityTerm[] {
    return this.groups.map(({ overflow, ...primary }) => ({
      ...named(primary),
      ...(overflow.length > 0 && { overflowAffinities: overflow.map(named) }),
    }));
  }

  /** @internal The selections of all groups. */
  public get selections(): readonly Members[] {
    return this.all.map(({ members }) => members);
  }

  /** @internal Faults of the groups, which are reported at synth where they are used. */
  public get faults(): readonly Fault[] {
    const names = this.all.map(({ name }) => name);
    const twice = new Set(names.filter((name, i) => names.indexOf(name) !== i));
    const boundless = this.groups.filter((g) => g.overflow.length > 0 && g.members.affinity === undefined);
    return [
      ...this.all.flatMap(({ name, members }) => [...groupName(name), ...members.faults]),
      ...[...twice].map((name) => fault("MemberGroups", `${quoted(name)} is the name of two groups`, "rename one")),
      ...boundless.map(({ name }) =>
        fault("MemberGroups", `${quoted(name)} already has every member`, "use a smaller selection to overflow from"),
      ),
    ];
  }

  private get all(): readonly Omit<Group, "overflow">[] {
    return this.groups.flatMap((g) => [g, ...g.overflow]);
  }
}

/** {@link MemberGroups} in which at least one group overflows. */
export interface OverflowingMemberGroups extends MemberGroups<true> {
  /** They do. */
  readonly overflows: true;
}

/**
 * The selection, also if it is given as a list of names.
 *
 * @param path of the selection in faults
 */
export function membersOf(where: MemberSelection, path: string): Members {
  if (where instanceof Members) return where;
  return Array.isArray(where) ? Members.named(...(where as readonly MemberRef[])) : Members.unreadable(path, where);
}

function group(name: string, where: MemberSelection): Group {
  return { name, members: membersOf(where, "MemberGroups"), overflow: [] };
}

function named({ name, members }: Omit<Group, "overflow">): NamedClusterAffinity {
  return { affinityName: name, ...members.affinity };
}

function groupName(name: unknown): Fault[] {
  return typeof name === "string" && name.length > 32
    ? [fault("MemberGroups", `${quoted(name)} has ${name.length} characters`, "use at most 32")]
    : labelKey("MemberGroups", name);
}
