import { quoted } from "@fedstack/constructs/faults";
import { groupKindOf, isBuiltIn, isOfKind, keyOf, type ObjectRef, told } from "@fedstack/constructs/kinds";
import type { Manifest, Member, MemberTaint, Plan } from "@fedstack/constructs/plan";
import type { Ask } from "../kubeconfig/ask";
import { lookUp, othersIn } from "../federated-api/ownership-gate";
import type { Fault } from "../validation/errors";
import { NotAnswered } from "./api";
import { type Binding, isDependency, isHeld, isOn, isScheduledOn } from "./binding";
import { type ClusterObject, isReady } from "./clusters";
import type { Departure } from "./departure";
import { type Move, movesFrom } from "./moves";
import { departureFaults, toleratingFaults } from "./refusals";
import type { Placements } from "./placements";
import { deletedWith, isJob, movable, roleOf } from "./roles";

/** What the program has done so far. */
export interface Program {
  readonly members: readonly Member[];
  /** Names of the members that everything leaves, although they stay. */
  readonly drained: readonly string[];
  /** Names of the members whose clusters no longer exist. */
  readonly dropped: readonly string[];
  readonly plans: readonly Plan[];
  /** Those of the plans whose copies are deleted where new placements leave them out. */
  readonly deleting: readonly Plan[];
  /** Those of the plans that go to one wave of members after the other. */
  readonly inWaves: readonly Plan[];
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

/**
 * Plans how everything leaves a member.
 *
 * @param orphans whether what it has stays there and runs on
 */
export async function planDeparture(
  ask: Ask,
  member: string,
  program: Program,
  placements: Placements,
  { clusters, bindings }: Present,
  orphans = false,
): Promise<PlannedDeparture> {
  const drained = program.drained.includes(member);
  const path = `${member} ${drained ? "is drained" : orphans ? "leaves, and what it has stays there" : "leaves"}`;
  const otherwise = drained
    ? 'set maintenance: "cordon" to keep it there'
    : `set leaving: { ${quoted(member)}: "delete" } for the federation to delete what the member has, or leaving: "delete" in a deploy call to delete what it placed there`;
  const present = bindings.filter((one) => isOn(one, member));
  const { deleted, withVolumes } = await inspect(ask, present, program);
  // What an earlier run holds there goes on moving.
  const deleting = new Set(drained || orphans ? [] : program.deleting.flatMap(keysOf));
  const isDeleted = (one: Binding): boolean => {
    const key = keyOf(one.spec.resource);
    return deleted.has(key) || (deleting.has(key) && !isHeld(one, member));
  };
  const gone = new Set(deletedWith(present, member, isDeleted).map(({ spec }) => keyOf(spec.resource)));
  const keeps = ({ spec }: Binding): boolean => !gone.has(keyOf(spec.resource));
  const moving = (all: readonly Binding[]): readonly Binding[] => (orphans ? all : movable(all, member, isDeleted));
  const staying = stayingIn(program);
  const moves = movesFrom(member, moving(present.filter(keeps)), { ...program, staying }, placements);
  const unchanged = present.filter((one) => !placements.isChanged(one));
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
    staying,
    manager: program.manager,
    path,
    moves,
    faults: orphans ? toleratingFaults({ path, otherwise, bindings: unchanged }, LEAVING) : faults,
    keeps: orphans ? keeps : undefined,
    taints: drained ? (program.members.find(({ name }) => name === member)?.taints ?? []) : [LEAVING],
    isReady: isReadyAmong(clusters, member),
    movable: moving,
    isRescheduled: (one) => placements.isChanged(one),
  };
}

/** Plans what leaves members that stay. */
export async function planMovesAway(
  ask: Ask,
  program: Program,
  placements: Placements,
  present: Present,
): Promise<readonly PlannedDeparture[]> {
  const members = stayingIn(program);
  const moves = await Promise.all(members.map(({ name }) => planMoveAway(ask, name, program, placements, present)));
  return moves.filter((one) => one !== undefined);
}

/**
 * Plans how what the program places on other members from now on leaves a member that stays, if a workload does, or
 * anything that cannot.
 */
export async function planMoveAway(
  ask: Ask,
  member: string,
  program: Program,
  placements: Placements,
  { clusters, bindings }: Present,
): Promise<PlannedDeparture | undefined> {
  const deleting = new Set(program.deleting.flatMap(keysOf));
  const leaves = (one: Binding): boolean =>
    placements.isLeftOut(one, member) &&
    (isHeld(one, member) ||
      (!deleting.has(keyOf(one.spec.resource)) && (!isScheduledOn(one, member) || placements.isChanged(one))));
  const moving = (all: readonly Binding[]): readonly Binding[] =>
    movable(all, member, (one) => !isDependency(one) && !leaves(one));
  const workloads = moving(bindings).filter((one) => roleOf(one) === "workload");
  const staying = stayingIn(program);
  const moves = movesFrom(member, workloads, { ...program, staying }, placements);
  const going = [...moving(bindings), ...bindings.filter((one) => isJob(one) && leaves(one))];
  const leaving = going.filter((one) => isOn(one, member) && !isHeld(one, member));
  const { deleted, withVolumes } = await inspect(ask, leaving.filter(mayHaveVolumes), program);
  const path = `new placements no longer select ${member}`;
  const faults = departureFaults({
    member,
    path,
    otherwise: 'set leaving: "delete" in its deploy call to delete what is there',
    bindings: leaving.filter(({ spec }) => !deleted.has(keyOf(spec.resource))),
    moves,
    clusters,
    isLast: false,
    hasVolumes: ({ spec }) => withVolumes.has(keyOf(spec.resource)),
  });
  const movesAny = workloads.some((one) => isScheduledOn(one, member) || isHeld(one, member));
  if (!movesAny && faults.length === 0) return undefined;
  return {
    member,
    staying,
    manager: program.manager,
    path,
    moves,
    faults,
    isReady: isReadyAmong(clusters, member),
    movable: moving,
    isRescheduled: (one) => placements.isChanged(one),
  };
}

/** The members that a program keeps in use. */
export function stayingIn({ members, drained }: Pick<Program, "members" | "drained">): readonly Member[] {
  return members.filter(({ name }) => !drained.includes(name));
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
  const planned = new Set(plans.flatMap(keysOf));
  const [deleted, withVolumes] = [new Set<string>(), new Set<string>()];
  const discovered = new Map();
  for (const { spec } of present) {
    const { apiVersion, kind, name, namespace } = spec.resource;
    const key = keyOf(spec.resource);
    if (isOfKind(spec.resource, "PersistentVolumeClaim")) withVolumes.add(key);
    if (planned.has(key) && !mayClaimVolumes(spec.resource)) continue;
    const found = await lookUp(ask, { apiVersion, kind, metadata: { name, namespace } }, discovered);
    if (found.status !== 200) throw new NotAnswered(`${told(spec.resource)}: ${found.message}`);
    if (hasClaimTemplates((found.body as Partial<Manifest> | undefined)?.["spec"])) withVolumes.add(key);
    if (!planned.has(key) && othersIn(found, manager) === undefined) deleted.add(key);
  }
  return { deleted, withVolumes };
}

function keysOf({ workloads, objects }: Plan): readonly string[] {
  return [...workloads, ...objects].map(keyOf);
}

function mayHaveVolumes({ spec }: Binding): boolean {
  return isOfKind(spec.resource, "PersistentVolumeClaim") || mayClaimVolumes(spec.resource);
}

/** Whether objects of a kind may claim volumes for their pods. Of Kubernetes' own kinds, only one does. */
function mayClaimVolumes(resource: ObjectRef): boolean {
  return isOfKind(resource, "apps/StatefulSet") || !isBuiltIn(groupKindOf(resource));
}

/** Whether an object has templates of claims, as StatefulSets and custom resources name them, at any depth. */
function hasClaimTemplates(fields: unknown): boolean {
  if (typeof fields !== "object" || fields === null) return false;
  return Object.entries(fields).some(
    ([name, value]) =>
      (name === "volumeClaimTemplates" && Array.isArray(value) && value.length > 0) || hasClaimTemplates(value),
  );
}
