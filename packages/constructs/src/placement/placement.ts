import { also, fault, quoted, read, readList } from "../faults";
import type { Fault, Fields, Read } from "../faults";
import type { PlacementSpec, ReplicaSchedulingStrategy } from "../api/karmada";
import { integer } from "../validation/checks";
import { MemberGroups, membersOf } from "../members/member-groups";
import type { MemberSelection, OverflowingMemberGroups } from "../members/member-groups";
import { Members } from "../members/members";
import type { MemberRef } from "../members/members";
import {
  OPTIONS,
  optionFaults,
  policyOptions,
  spreadConstraints,
  spreadWarnings,
  tolerations,
} from "./placement-options";
import type { PlacementOptions, PolicyOptions } from "./placement-options";
import { affinitySpec, suspendedBy } from "./scheduling-options";
import { mentionedIn, unionOf } from "../members/selections";

/** Member or selection of members, and the weight of each of them relative to the others. */
export type MemberWeight = readonly [member: MemberRef | Members, weight: number];

/**
 * How replicas are divided: all on each member, equally, by fixed weights, by free capacity, or packed on as few
 * members as possible.
 */
export type Division = "duplicated" | "evenly" | "weighted" | "byFreeCapacity" | "packed";

/** Options of {@link Placement.weighted}. */
export interface WeightedPlacementOptions extends PolicyOptions {
  /**
   * The members that may run it.
   *
   * @default - the members that have a weight, if all weights are for names, all for regions, all for zones or all for
   * providers
   */
  readonly among?: MemberSelection | MemberGroups | undefined;
}

const WEIGHTED_OPTIONS: Fields<WeightedPlacementOptions & PlacementOptions> = { ...OPTIONS, among: "anything" };
const DIVIDED = { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" } as const;

/**
 * Which members run something, and how its replicas are divided among them. Immutable, so workloads can share it.
 *
 * Objects without replicas, such as Services, are copied to every member that the placement selects.
 *
 * @example
 * Placement.weighted([["f-a-cluster", 1], ["f-b-cluster", 1]]);
 * Placement.packed(MemberGroups.first("on-prem", Members.inRegion("tw")).overflowingTo("cloud", Members.ofCloudProvider("aws")));
 * Placement.duplicated(Members.all(), { spread: { regions: { min: 2 } } });
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy (`placement`)
 */
export class Placement {
  /** Runs all replicas on each of the members. */
  public static duplicated(
    where: MemberSelection | MemberGroups = Members.all(),
    options: PlacementOptions = {},
  ): Placement {
    return new Placement("duplicated", where, { replicaSchedulingType: "Duplicated" }, readOptions(options));
  }

  /** Divides the replicas equally. */
  public static evenly(where: MemberSelection | MemberGroups = Members.all(), options: PolicyOptions = {}): Placement {
    return new Placement("evenly", where, DIVIDED, readOptions(options));
  }

  /**
   * Divides the replicas by fixed weights, regardless of free capacity. A weight applies to each member in its
   * selection. If selections overlap, the greatest weight applies. Weights are whole numbers from 1.
   */
  public static weighted(weights: readonly MemberWeight[], options: WeightedPlacementOptions = {}): Placement {
    const { given, faults } = readList<MemberWeight>(weights, ["anything"], "placement.weighted");
    const { given: givenOptions, faults: optionsFaults } = read(options, WEIGHTED_OPTIONS, "placement");
    const { among, ...rest } = givenOptions;
    const targets = given.map(([target, weight]) => ({ members: selectionOf(target), weight }));
    const union = targets.length > 0 ? unionOf(targets.map(({ members }) => members)) : Members.all();
    const staticWeightList = targets.map(({ members, weight }) => ({ targetCluster: members.affinity ?? {}, weight }));
    return new Placement(
      "weighted",
      among ?? union ?? Members.all(),
      { ...DIVIDED, weightPreference: { staticWeightList: staticWeightList.sort(byText) } },
      { given: rest, faults: [] },
      also(
        [...faults, ...optionsFaults],
        [
          ...targets.flatMap(({ members, weight }, i) => [
            ...members.faults,
            ...integer(`placement.weighted[${i}] weight`, weight, 1),
          ]),
          ...twoWeights(targets),
          ...(given.length === 0
            ? [fault("placement.weighted", "[] has no weights", "add at least one, or use evenly()")]
            : []),
          ...(among || union
            ? []
            : [fault("placement.among", "is missing", "set the members that may run it, such as Members.all()")]),
        ],
      ),
      targets.map(({ members }) => members),
    );
  }

  /** Divides the replicas in proportion to how many more each member can run. */
  public static byFreeCapacity(
    where: MemberSelection | MemberGroups | OverflowingMemberGroups = Members.all(),
    options: PlacementOptions = {},
  ): Placement {
    const strategy = { ...DIVIDED, weightPreference: { dynamicWeight: "AvailableReplicas" } } as const;
    return new Placement("byFreeCapacity", where, strategy, readOptions(options));
  }

  /** Packs the replicas on as few members as have room for them. */
  public static packed(
    where: MemberSelection | MemberGroups | OverflowingMemberGroups = Members.all(),
    options: PlacementOptions = {},
  ): Placement {
    const strategy = { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" } as const;
    return new Placement("packed", where, strategy, readOptions(options));
  }

  /** @internal The other options of the placement. */
  public readonly options: PlacementOptions;
  private readonly candidates: Members | MemberGroups | OverflowingMemberGroups;
  private readonly shapeFaults: readonly Fault[];

  private constructor(
    /** @internal How replicas are divided. */
    public readonly division: Division,
    where: MemberSelection | MemberGroups | OverflowingMemberGroups,
    private readonly replicaScheduling: ReplicaSchedulingStrategy,
    { given, faults }: Read<PlacementOptions>,
    private readonly ownFaults: readonly Fault[] = [],
    private readonly weighed: readonly Members[] = [],
  ) {
    this.candidates = where instanceof MemberGroups ? where : membersOf(where, `placement.${division}`);
    this.options = given;
    this.shapeFaults = faults;
  }

  /** @internal Whether each member gets a share of the replicas rather than all of them. */
  public get divided(): boolean {
    return this.division !== "duplicated";
  }

  /** `spec.placement` of a policy, as plain data. */
  public get spec(): object {
    const { spread, tolerations: tolerated } = this.options;
    const spec: PlacementSpec = {
      ...this.affinity,
      ...(tolerated && { clusterTolerations: tolerations(tolerated) }),
      ...(spread && { spreadConstraints: spreadConstraints(spread) }),
      ...affinitySpec(this.options),
      replicaScheduling: this.replicaScheduling,
    };
    return spec;
  }

  /** `spec` of a policy without `placement` and `resourceSelectors`, as plain data. */
  public get policySpec(): object {
    return policyOptions(this.options);
  }

  /**
   * @internal Placement for what must be on every member where this placement may put a workload; undefined if Karmada
   * cannot express it. It is this placement itself if that already copies objects without replicas to every such
   * member.
   */
  public get forCompanions(): Placement | undefined {
    if (this.candidates instanceof Members && this.options.spread === undefined) return this;
    const reach = this.candidates instanceof Members ? this.candidates : unionOf(this.candidates.selections);
    const options = { ...this.options, spread: undefined, failover: undefined };
    return reach && Placement.duplicated(reach, options);
  }

  /** @internal Names of the members that it selects or excludes. */
  public get mentionedMembers(): readonly string[] {
    const selections = this.candidates instanceof Members ? [this.candidates] : this.candidates.selections;
    return [...[...selections, ...this.weighed].flatMap(mentionedIn), ...suspendedBy(this.options)];
  }

  /** @internal Faults of the placement, which are reported at synth where it is used. */
  public get faults(): readonly Fault[] {
    const overflows = this.candidates instanceof MemberGroups && this.candidates.overflows;
    return also(this.shapeFaults, [
      ...this.ownFaults,
      ...this.candidates.faults,
      ...optionFaults(this.options),
      ...(this.options.spread && ["evenly", "weighted"].includes(this.division)
        ? [fault("placement.spread", `has no effect with ${this.division}()`, "leave it out")]
        : []),
      ...(overflows && !["byFreeCapacity", "packed"].includes(this.division)
        ? [fault("placement", `${this.division}() cannot overflow`, "use packed() or byFreeCapacity()")]
        : []),
    ]);
  }

  /** @internal Options that are valid but that Karmada ignores. */
  public get warnings(): readonly Fault[] {
    return spreadWarnings(this.options.spread ?? {});
  }

  private get affinity(): Pick<PlacementSpec, "clusterAffinity" | "clusterAffinities"> {
    if (!(this.candidates instanceof Members)) return { clusterAffinities: this.candidates.terms };
    const { affinity } = this.candidates;
    return affinity ? { clusterAffinity: { ...affinity } } : {};
  }
}

function readOptions(options: PlacementOptions): Read<PlacementOptions> {
  return read(options, OPTIONS, "placement");
}

function selectionOf(target: MemberRef | Members): Members {
  return target instanceof Members ? target : Members.named(target);
}

function twoWeights(targets: readonly { readonly members: Members; readonly weight: number }[]): Fault[] {
  const seen = new Map<string, number>();
  return targets.flatMap(({ members, weight }, i) => {
    const key = JSON.stringify(members.affinity);
    const earlier = seen.get(key);
    seen.set(key, weight);
    return earlier === undefined || earlier === weight
      ? []
      : [fault(`placement.weighted[${i}]`, `has two weights, ${quoted(earlier)} and ${quoted(weight)}`, "use one")];
  });
}

function byText(a: unknown, b: unknown): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
