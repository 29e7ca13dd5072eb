import type { ClusterAffinity, PlacementSpec, ReplicaSchedulingStrategy } from "./api/karmada";
import { Members } from "./members";
import type { MemberRef } from "./members";

/** Where: a selection of members, or their names. */
export type Where = Members | readonly MemberRef[];

/** A member or a selection of members, and the share of the replicas that each of them gets relative to the others. */
export type MemberWeight = readonly [member: MemberRef | Members, weight: number];

/** How replicas are spread: all on each member, by fixed weights, by what is free, or on as few members as possible. */
export type Division = "duplicated" | "evenly" | "weighted" | "byFreeCapacity" | "packed";

/**
 * Where something runs, and how its replicas are divided there. Immutable; made once, it can be shared by many workloads.
 *
 * @example
 * Placement.weighted([["f-a-cluster", 1], ["f-b-cluster", 1]]);
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy (`placement`)
 */
export class Placement {
  /** All replicas on each of the members. What has no replicas is copied to each. */
  public static duplicated(where: Where = Members.all()): Placement {
    return new Placement("duplicated", membersOf(where), { replicaSchedulingType: "Duplicated" });
  }

  /** Replicas divided equally. */
  public static evenly(where: Where = Members.all()): Placement {
    return new Placement("evenly", membersOf(where), {
      replicaSchedulingType: "Divided",
      replicaDivisionPreference: "Weighted",
    });
  }

  /**
   * Replicas divided by fixed weights, whatever is free. A weight counts for each member that its selection holds; where
   * selections overlap, the greatest counts. Weights are whole numbers from 1.
   */
  public static weighted(weights: readonly MemberWeight[]): Placement {
    const targets = weights.map(([target, weight]) => ({
      members: target instanceof Members ? target : Members.named(target),
      weight,
    }));
    return new Placement(
      "weighted",
      union(targets.map(({ members }) => members)),
      {
        replicaSchedulingType: "Divided",
        replicaDivisionPreference: "Weighted",
        weightPreference: {
          staticWeightList: targets.map(({ members, weight }) => ({ targetCluster: members.affinity ?? {}, weight })),
        },
      },
      weights.flatMap(([, weight], i) =>
        Number.isInteger(weight) && weight >= 1
          ? []
          : [`placement.weighted[${i}]: "${weight}" is no weight. Write a whole number from 1.`],
      ),
    );
  }

  private constructor(
    /** How replicas are divided. */
    public readonly division: Division,
    private readonly members: Members,
    private readonly replicaScheduling: ReplicaSchedulingStrategy,
    private readonly ownFaults: readonly string[] = [],
  ) {}

  /** What Karmada reads: `spec.placement` of a policy. */
  public get spec(): PlacementSpec {
    const clusterAffinity: ClusterAffinity | undefined = this.members.affinity;
    return { ...(clusterAffinity && { clusterAffinity }), replicaScheduling: this.replicaScheduling };
  }

  /** @internal */
  public get faults(): readonly string[] {
    return [...this.members.faults, ...this.ownFaults];
  }
}

function membersOf(where: Where): Members {
  return where instanceof Members ? where : Members.named(...where);
}

function union(selections: readonly Members[]): Members {
  const names = selections.map((selection) => selection.names);
  return names.every((n) => n !== undefined) ? Members.named(...names.flat()) : Members.all();
}
