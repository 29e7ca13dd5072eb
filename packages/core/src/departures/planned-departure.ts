import { quoted } from "@fedstack/constructs/faults";
import { keyOf, told } from "@fedstack/constructs/kinds";
import type { Manifest, Member, MemberTaint, Plan } from "@fedstack/constructs/plan";
import type { Ask } from "../federated-api/api-gate";
import { lookUp, othersIn } from "../federated-api/ownership-gate";
import type { Fault } from "../validation/errors";
import { NotAnswered } from "./api";
import { type Binding, isDependency, isHeld, isOn, isScheduledOn } from "./binding";
import { type ClusterObject, isReady } from "./clusters";
import type { Departure } from "./departure";
import { type Move, movesFrom } from "./moves";
import { departureFaults } from "./refusals";
import type { Placements } from "./placements";
import { movable, roleOf } from "./roles";

/** What the program has done so far. */
export interface Program {
  readonly members: readonly Member[];
  /** Names of the members that everything leaves, although they stay. */
  readonly drained: readonly string[];
  readonly plans: readonly Plan[];
  /** Everything that it deploys. */
  readonly objects: readonly Manifest[];
  /** The field manager under which it applies. */
  readonly manager: string;
}

/** What the federated API has. */
export interface Present {
  readonly clusters: readonly ClusterObject[];
  readonly bindings: readonly Binding[];
}

/** A departure before it begins. */
export interface PlannedDeparture extends Departure {
  /** The member and what happens to it, as messages begin. */
  readonly path: string;
  /** Where its workloads go. */
  readonly moves: readonly Move[];
  /** Everything that keeps it from being left without loss. */
  readonly faults: readonly Fault[];
}

const LEAVING: MemberTaint = { key: "fedstack.dev/leaving", effect: "NoSchedule" };

/** Plans how everything leaves a member. */
export async function planDeparture(
  ask: Ask,
  member: string,
  program: Program,
  placements: Placements,
  { clusters, bindings }: Present,
): Promise<PlannedDeparture> {
  const drained = program.drained.includes(member);
  const path = `${member} ${drained ? "is drained" : "leaves"}`;
  const otherwise = drained
    ? 'set maintenance: "cordon" to keep it there'
    : `set leaving: { ${quoted(member)}: "delete" } for the federation to delete what the member has`;
  const present = bindings.filter((one) => isOn(one, member));
  const { deleted, withVolumes } = await inspect(ask, present, program);
  const isDeleted = ({ spec }: Binding): boolean => deleted.has(keyOf(spec.resource));
  const moving = (all: readonly Binding[]): readonly Binding[] => movable(all, member, isDeleted);
  const moves = movesFrom(member, moving(present), program.members, program.plans);
  const faults = departureFaults({
    member,
    path,
    otherwise,
    bindings: present.filter((one) => !isDeleted(one)),
    moves,
    clusters,
    isLast: program.members.every(({ name }) => program.drained.includes(name)),
    hasVolumes: ({ spec }) => withVolumes.has(keyOf(spec.resource)),
  });
  return {
    member,
    path,
    moves,
    faults,
    taints: drained ? (program.members.find(({ name }) => name === member)?.taints ?? []) : [LEAVING],
    isReady: isReadyAmong(clusters, member),
    movable: moving,
    isRescheduled: (one) => placements.isChanged(one),
  };
}

/** Plans how what the program places on other members from now on leaves a member that stays, if a workload does. */
export function planMoveAway(
  member: string,
  program: Program,
  placements: Placements,
  { clusters, bindings }: Present,
): PlannedDeparture | undefined {
  const leaves = (one: Binding): boolean =>
    placements.isLeftOut(one, member) &&
    (isHeld(one, member) || !isScheduledOn(one, member) || placements.isChanged(one));
  const moving = (all: readonly Binding[]): readonly Binding[] =>
    movable(all, member, (one) => !isDependency(one) && !leaves(one));
  const workloads = moving(bindings).filter((one) => roleOf(one) === "workload");
  if (!workloads.some((one) => isScheduledOn(one, member) || isHeld(one, member))) return undefined;
  return {
    member,
    path: `new placements leave out ${member}`,
    moves: movesFrom(member, workloads, program.members, program.plans),
    faults: [],
    isReady: isReadyAmong(clusters, member),
    movable: moving,
    isRescheduled: (one) => placements.isChanged(one),
  };
}

function isReadyAmong(clusters: readonly ClusterObject[], member: string): boolean {
  return clusters.some((one) => one.metadata.name === member && isReady(one));
}

/** Keys of the objects that the program deletes in this run, and of those with data, among what a member has. */
async function inspect(
  ask: Ask,
  present: readonly Binding[],
  { plans, manager }: Program,
): Promise<{ readonly deleted: ReadonlySet<string>; readonly withVolumes: ReadonlySet<string> }> {
  const planned = new Set(plans.flatMap(({ workloads, objects }) => [...workloads, ...objects].map(keyOf)));
  const [deleted, withVolumes] = [new Set<string>(), new Set<string>()];
  const discovered = new Map();
  for (const { spec } of present) {
    const { apiVersion, kind, name, namespace } = spec.resource;
    const key = keyOf(spec.resource);
    if (kind === "PersistentVolumeClaim") withVolumes.add(key);
    if (planned.has(key) && kind !== "StatefulSet") continue;
    const found = await lookUp(ask, { apiVersion, kind, metadata: { name, namespace } }, discovered);
    if (found.status !== 200) throw new NotAnswered(`${told(spec.resource)}: ${found.message}`);
    if (claimTemplatesIn(found.body).length > 0) withVolumes.add(key);
    if (!planned.has(key) && othersIn(found, manager) === undefined) deleted.add(key);
  }
  return { deleted, withVolumes };
}

function claimTemplatesIn(body: unknown): readonly unknown[] {
  const { spec } = body as { readonly spec?: { readonly volumeClaimTemplates?: readonly unknown[] } };
  return spec?.volumeClaimTemplates ?? [];
}
