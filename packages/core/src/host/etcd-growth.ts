import * as pulumi from "@pulumi/pulumi";

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

/** Leads to a goal, from the members that etcd knows. */
export type Goal = (known: readonly KnownMember[], wanted: readonly WantedMember[]) => Step;

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

/** Members from what `etcdctl member list` prints. */
export function readMembers(printed: string): KnownMember[] {
  const lines = printed.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [id, state, , peerUrl, , learner] = line.split(", ");
    return { id: id!, started: state === "started", peerUrl: peerUrl!, learner: learner === "true" };
  });
}

/**
 * Takes steps until a goal is reached. It looks at the members anew before each, so that it can be interrupted anywhere.
 *
 * @param path the etcd's arguments, as errors name them
 */
export async function reach(
  goal: Goal,
  wanted: readonly WantedMember[],
  etcdctl: Etcdctl,
  { path, timeoutSeconds }: { readonly path: string; readonly timeoutSeconds: number },
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (let attempt = 0, obstacle = ""; ;) {
    try {
      const step = goal(readMembers(await etcdctl(attempt, ["member", "list"])), wanted);
      if (step === undefined) return;
      if ("command" in step) {
        await etcdctl(attempt, step.command);
        continue;
      }
      obstacle = step.waitingFor;
    } catch (error) {
      obstacle = (error as Error).message;
      attempt += 1;
    }
    if (Date.now() > deadline) {
      throw new pulumi.RunError(
        `${path}.replicas: its members could not join within ${timeoutSeconds} s: ${obstacle}. ` +
          'No data is lost. Run "pulumi up" again.',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}
