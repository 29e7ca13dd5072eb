import { isDeepStrictEqual } from "node:util";
import { belongsTo, BY_POLICY, describes, keyOf, type ObjectRef } from "@fedstack/constructs/kinds";
import type { LeftOutMember, Manifest, ObjectPlan, Plan, WorkloadPlan } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";

/** What the program deploys, as far as placements go. */
interface Deploys {
  readonly plans: readonly Plan[];
  readonly objects: readonly Manifest[];
}

/** Reasons for which a plan leaves a member out although the scheduler may keep the copy that is there. */
const KEPT: ReadonlySet<LeftOutMember["by"]> = new Set(["group", "taint", "suspension", "override"]);

/** Where the program's policies place objects, compared with where they are placed in the federated API. */
export class Placements {
  private readonly landings: ReadonlyMap<string, WorkloadPlan | ObjectPlan>;

  public constructor(private readonly deploys: Deploys) {
    const planned = deploys.plans.flatMap(({ workloads, objects }) => [...workloads, ...objects]);
    this.landings = new Map(planned.map((one) => [keyOf(one), one]));
  }

  /** The policy by which the program places an object. */
  public policyOf({ spec }: Binding): ObjectRef | undefined {
    return this.landings.get(keyOf(spec.resource))?.policy;
  }

  /** Whether the program is about to change the placement of an object: no longer once its policy is applied. */
  public isChanged(binding: Binding): boolean {
    const policy = this.policyOf(binding);
    const takes = policy !== undefined && (isPlacedBy(binding, policy) || isUnclaimed(binding));
    return takes && this.differs(binding, policy);
  }

  /** The placement that an object is about to get in place of the one that it has; undefined if it keeps that. */
  public placementAfter(binding: Binding): object | undefined {
    if (!this.isChanged(binding)) return undefined;
    const placement = this.specOf(this.policyOf(binding)!)?.placement;
    return placement && withDefaults(placement);
  }

  /** The policy that places an object in place of one of another name; undefined if the object has its policy, or none. */
  public replacementOf(binding: Binding): ObjectRef | undefined {
    const policy = this.policyOf(binding);
    return policy && !isUnclaimed(binding) && !isPlacedBy(binding, policy) ? policy : undefined;
  }

  /**
   * Whether Karmada schedules an object again by what the program is about to change.
   *
   * @param losesPolicy whether the policy that placed it does so no longer
   */
  public isScheduledAgain(binding: Binding, losesPolicy: boolean): boolean {
    const policy = this.policyOf(binding);
    if (!policy) return false;
    const isReplaced = losesPolicy && this.differs(binding, policy);
    return this.isScaled(binding) || this.isChanged(binding) || isReplaced;
  }

  /**
   * Where a workload is to run by what the program is about to change: its placement or its number of replicas. Undefined
   * if neither changes, or it cannot be scheduled, so that it stays where it is.
   */
  public changeOf(binding: Binding): WorkloadPlan | undefined {
    const landing = this.landings.get(keyOf(binding.spec.resource));
    if (!landing?.policy || !("replicas" in landing) || landing.problem !== undefined) return undefined;
    return this.isScaled(binding) || this.isChanged(binding) ? landing : undefined;
  }

  /** Whether the program is about to change a workload's number of replicas. What states none leaves it as it is. */
  public isScaled({ spec: { resource, replicas = 0 } }: Binding): boolean {
    const manifest = this.deploys.objects.find((one) => describes(one, resource));
    const { replicas: stated } = (manifest?.["spec"] ?? {}) as { readonly replicas?: number | undefined };
    return stated !== undefined && stated !== replicas;
  }

  /** Whether the program places an object, and only on other members. */
  public isLeftOut({ spec }: Binding, member: string): boolean {
    const landing = this.landings.get(keyOf(spec.resource));
    if (landing?.policy === undefined || landing.problem !== undefined || landing.members.length === 0) return false;
    const reason = landing.leftOut.find((one) => one.member === member)?.by;
    return !landing.members.includes(member) && (reason === undefined || !mayKeep(landing, reason));
  }

  /**
   * Whether the program changes the placement of a workload that runs so that it allows no member, and all replicas would
   * be deleted.
   */
  public isLost(binding: Binding): boolean {
    const landing = this.landings.get(keyOf(binding.spec.resource));
    if (!landing || !("replicas" in landing) || landing.members.length > 0 || landing.replicas === 0) return false;
    const hosts = (binding.spec.clusters ?? []).map(({ name }) => name);
    const leftOut = new Map(landing.leftOut.map(({ member, by }) => [member, by]));
    const goes = (host: string): boolean => leftOut.has(host) && !KEPT.has(leftOut.get(host)!);
    return hosts.length > 0 && hosts.every(goes) && this.isChanged(binding);
  }

  private differs(binding: Binding, policy: ObjectRef): boolean {
    const spec = this.specOf(policy);
    if (!spec) return false;
    const { placement, activationPreference, suspension } = spec;
    // These take effect later.
    if (activationPreference !== undefined || suspension !== undefined) return false;
    return !isDeepStrictEqual(comparable(placement), comparable(binding.spec.placement as PlacementSpec));
  }

  private specOf(policy: ObjectRef): PolicySpec | undefined {
    const manifest = this.deploys.objects.find((one) => describes(one, policy));
    return manifest && ((manifest["spec"] ?? {}) as PolicySpec);
  }
}

/** Whether the scheduler may keep the copy that is there. Without replicas, it spreads anew only what no longer fits. */
function mayKeep(landing: WorkloadPlan | ObjectPlan, reason: LeftOutMember["by"]): boolean {
  return KEPT.has(reason) || (reason === "spread" && !("replicas" in landing));
}

interface PolicySpec {
  readonly placement?: PlacementSpec | undefined;
  readonly activationPreference?: string | undefined;
  readonly suspension?: object | undefined;
}

interface PlacementSpec {
  readonly replicaScheduling?: object | undefined;
  readonly spreadConstraints?: readonly { readonly spreadByLabel?: string | undefined }[] | undefined;
}

/** Whether a policy placed an object, and no longer exists. */
function isUnclaimed({ metadata: { annotations = {} }, spec }: Binding): boolean {
  return spec.placement !== undefined && !Object.values(BY_POLICY).some((prefix) => `${prefix}/name` in annotations);
}

/** Whether an object is placed by a policy now. */
export function isPlacedBy(
  { metadata: { annotations = {} } }: Binding,
  policy: Pick<ObjectRef, "name" | "namespace">,
): boolean {
  return belongsTo(annotations, BY_POLICY, policy);
}

/** A placement with Karmada's defaults for the division of replicas. */
function withDefaults({ replicaScheduling, ...rest }: PlacementSpec): PlacementSpec {
  if (!replicaScheduling) return rest;
  const division = { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted", ...replicaScheduling };
  return { ...rest, replicaScheduling: division };
}

/** A placement with Karmada's defaults, and without what is empty. */
function comparable({ replicaScheduling, spreadConstraints, ...rest }: PlacementSpec = {}): unknown {
  return withoutEmpty({
    ...withDefaults({ ...rest, replicaScheduling }),
    spreadConstraints: spreadConstraints?.map((one) => ({
      ...(one.spreadByLabel === undefined && { spreadByField: "cluster" }),
      minGroups: 1,
      ...one,
    })),
  });
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value === "" || value === null ? undefined : value;
  const entries = Object.entries(value).flatMap(([key, entry]) => {
    const kept = withoutEmpty(entry);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
