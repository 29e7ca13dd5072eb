import * as pulumi from "@pulumi/pulumi";
import { ETCD_PORTS } from "../kube/etcd-ports";

/** Runs etcdctl in a member, which may be another one at each attempt, and resolves to what it prints. */
export type Etcdctl = (attempt: number, command: readonly string[]) => Promise<string>;

/** A member as the program wants it. */
export interface WantedMember {
  readonly name: string;
  /** URL for other members. */
  readonly peerUrl: string;
}

/** A member as etcd knows it. */
export interface KnownMember {
  readonly id: string;
  /** Whether it has ever started. */
  readonly started: boolean;
  readonly peerUrl: string;
  /** Whether it only follows, and does not vote. */
  readonly learner: boolean;
}

/** The next command on the way to a goal, what is waited for, or undefined once it is reached. */
export type Step = { readonly command: readonly string[] } | { readonly waitingFor: string } | undefined;

/** Leads to a goal, from the members that etcd knows. It may ask one of the wanted members for more. */
export type Goal = (
  known: readonly KnownMember[],
  wanted: readonly WantedMember[],
  etcdctl: (command: readonly string[]) => Promise<string>,
) => Step | Promise<Step>;

const PAUSE_MILLISECONDS = 500;

/**
 * Has etcd know all members. New ones are learners, which do not count for a majority: until they have caught up, the
 * others go on without them.
 *
 * @see https://etcd.io/docs/v3.6/learning/design-learner/
 */
export const known: Goal = (members, wanted) => {
  const missing = wanted.find(({ peerUrl }) => members.every((member) => member.peerUrl !== peerUrl));
  return missing && { command: ["member", "add", missing.name, "--learner", `--peer-urls=${missing.peerUrl}`] };
};

/** Has all members vote, once each of them runs. etcd refuses those that have not caught up. */
export const voting: Goal = (members, wanted) => {
  const found = wanted.map(({ name, peerUrl }) => ({ name, ...members.find((member) => member.peerUrl === peerUrl) }));
  const absent = found.find(({ started }) => started !== true);
  if (absent) return { waitingFor: `${absent.name} has not started` };
  const learner = found.find((member) => member.learner);
  return learner && { command: ["member", "promote", learner.id!] };
};

/**
 * Has etcd know no other members. Those that vote are removed one at a time, the last one first, and led by one that
 * stays: without an election in between, no request waits for a leader.
 */
export const shrunk: Goal = async (members, wanted, etcdctl) => {
  const others = members.filter((member) => wanted.every(({ peerUrl }) => peerUrl !== member.peerUrl));
  const next = others.find(({ learner }) => learner) ?? others.sort(byPeerUrl).at(-1);
  if (next === undefined) return undefined;
  const leader = next.learner ? undefined : await leaderOf(members, etcdctl);
  if (leader === undefined || !others.includes(leader)) return { command: ["member", "remove", next.id] };
  const heir = members.find(({ peerUrl }) => peerUrl === wanted[0]!.peerUrl)!;
  const clientUrl = leader.peerUrl.replace(`:${ETCD_PORTS.peer}`, `:${ETCD_PORTS.client}`);
  return { command: ["move-leader", heir.id, `--endpoints=${clientUrl}`] };
};

/** The member that leads, as one of them knows it. */
async function leaderOf(
  members: readonly KnownMember[],
  etcdctl: (command: readonly string[]) => Promise<string>,
): Promise<KnownMember> {
  const status = await etcdctl(["endpoint", "status", "--write-out=fields"]);
  const id = BigInt(/^"Leader" : (\d+)$/m.exec(status)?.[1] ?? 0).toString(16);
  const leader = members.find((member) => member.id === id);
  if (leader === undefined) throw new Error("no member leads");
  return leader;
}

/** Has etcd forget some members, as it does not take them back without their data. */
export function without(names: readonly string[]): Goal {
  return (members, wanted) => {
    const lost = wanted.filter(({ name }) => names.includes(name));
    const next = members.find(({ peerUrl }) => lost.some((member) => member.peerUrl === peerUrl));
    return next && { command: ["member", "remove", next.id] };
  };
}

function byPeerUrl(one: KnownMember, other: KnownMember): number {
  return one.peerUrl < other.peerUrl ? -1 : 1;
}

/** Members from what `etcdctl member list` prints. */
export function readMembers(printed: string): KnownMember[] {
  const lines = printed.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [id, state, , peerUrl, , learner] = line.split(", ");
    return { id: id!, started: state === "started", peerUrl: peerUrl!, learner: learner === "true" };
  });
}

/**
 * Asks each member once for all members, until one answers.
 *
 * @throws Error whose message is a clause without a period
 */
export async function listMembers(wanted: readonly WantedMember[], etcdctl: Etcdctl): Promise<readonly KnownMember[]> {
  let failed = new Error("it has no members");
  for (const attempt of wanted.keys()) {
    try {
      return readMembers(await etcdctl(attempt, ["member", "list"]));
    } catch (error) {
      failed = error as Error;
    }
  }
  throw failed;
}

/** What may go wrong on the way to a goal. */
export interface Limits {
  /** The etcd's arguments, as errors name them. */
  readonly path: string;
  readonly timeoutSeconds: number;
  /** What to do if it takes longer, as the end of a sentence. */
  readonly remedy: string;
}

/**
 * Takes steps until a goal is reached. It looks at the members anew before each, so that it can be interrupted anywhere.
 */
export async function reach(
  goal: Goal,
  wanted: readonly WantedMember[],
  etcdctl: Etcdctl,
  { path, timeoutSeconds, remedy }: Limits,
): Promise<readonly KnownMember[]> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (let attempt = 0; ;) {
    const found = await nextStep(goal, wanted, (command) => etcdctl(attempt, command));
    if ("reached" in found) return found.reached;
    if ("taken" in found) continue;
    if (found.failed) attempt += 1;
    if (Date.now() > deadline) {
      throw new pulumi.RunError(
        `${path}.replicas: its members did not agree within ${timeoutSeconds} s: ${found.obstacle}. ` +
          `No data is lost; ${remedy}, and run "pulumi up" again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}

/** A step that is taken, or what keeps it from being taken. */
type Taken =
  | { readonly taken: true }
  | { readonly reached: readonly KnownMember[] }
  | { readonly obstacle: string; readonly failed: boolean };

async function nextStep(
  goal: Goal,
  wanted: readonly WantedMember[],
  etcdctl: (command: readonly string[]) => Promise<string>,
): Promise<Taken> {
  let doing = "etcdctl cannot list them";
  try {
    const members = readMembers(await etcdctl(["member", "list"]));
    const step = await goal(members, wanted, etcdctl);
    if (step === undefined) return { reached: members };
    if ("waitingFor" in step) return { obstacle: step.waitingFor, failed: false };
    const [verb, action] = step.command;
    doing = `etcdctl cannot ${verb === "member" ? `${action} one` : verb}`;
    await etcdctl(step.command);
    return { taken: true };
  } catch (error) {
    return { obstacle: `${doing}: ${(error as Error).message}`, failed: true };
  }
}
