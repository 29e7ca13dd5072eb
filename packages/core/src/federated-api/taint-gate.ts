import { quoted } from "@fedstack/constructs/faults";
import type { MemberTaint } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { ApiAccess } from "../host/api-access";
import { CLUSTERS_PATH } from "../karmada/apis";
import { apiGate } from "./api-gate";
import type { Answer, Ask } from "../kubeconfig/ask";

/** Annotation of a Cluster with the taints that the program set on it last, as `key:effect,key:effect`. */
const ANNOTATION = "fedstack.dev/taints";
/** Short, so that a new member has its taints before Karmada schedules anything there. */
const PAUSE_MILLISECONDS = 250;

/** A member and the taints that the program sets on it. */
export interface TaintedMember {
  readonly member: string;
  readonly taints: readonly MemberTaint[];
  readonly timeoutSeconds: number;
  /** What is created before the member's Cluster. */
  readonly beforeMember: pulumi.Resource;
}

/** The parts of a Cluster that matter to its taints. */
export interface TaintedCluster {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly deletionTimestamp?: string | undefined;
    readonly annotations?: { readonly [name: string]: string } | undefined;
  };
  readonly spec: { readonly taints?: readonly ClusterTaint[] | undefined };
}

/** A change of a Cluster's taints. */
export interface TaintPatch {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly annotations: { readonly [name: string]: string | null };
  };
  readonly spec: { readonly taints: readonly ClusterTaint[] };
}

interface ClusterTaint extends MemberTaint {
  readonly timeAdded?: string | undefined;
}

/**
 * Resolves once a member has the taints of the program, and none that the program set earlier and no longer sets.
 *
 * Karmada's controllers write into the same list, which can only be applied as a whole. So it is not part of a resource:
 * the program changes its own entries, and tries again when somebody else changed the Cluster at the same time.
 */
export function taintGate(access: ApiAccess, tainted: TaintedMember): pulumi.Output<void> {
  const { member, taints, timeoutSeconds, beforeMember } = tainted;
  return apiGate(access, {
    question: (ask) => setTaints(ask, member, taints),
    lacking: (answer) => unsettled(answer, taints) ?? untainted(answer, member, taints),
    timeoutSeconds,
    pauseMilliseconds: PAUSE_MILLISECONDS,
    errorOf: (lack) =>
      `join(${quoted(member)}): the member's taints could not be set within ${timeoutSeconds} s: ${lack}. Run "pulumi up" again.`,
    // Without taints, there is nothing to set on a member that is not there yet.
    after: taints.length > 0 ? beforeMember.urn : undefined,
  });
}

/** Reads a member's Cluster, and changes it if it does not have its taints. Answers what the last request answered. */
export async function setTaints(ask: Ask, member: string, wanted: readonly MemberTaint[]): Promise<Answer> {
  const path = `${CLUSTERS_PATH}/${member}`;
  const found = await ask({ method: "GET", path });
  const patch = found.status === 200 ? taintPatch(found.body as TaintedCluster, wanted) : undefined;
  return patch ? ask({ method: "PATCH", path, body: patch }) : found;
}

/** The merge patch that gives a Cluster its taints; undefined if it has them. What others set stays as it is. */
export function taintPatch({ metadata, spec }: TaintedCluster, wanted: readonly MemberTaint[]): TaintPatch | undefined {
  const recorded = metadata.annotations?.[ANNOTATION];
  const present = spec.taints ?? [];
  const ours = new Set(recorded?.split(","));
  const foreign = new Set(present.map(identityOf).filter((identity) => !ours.has(identity)));
  const own = wanted.filter((taint) => !foreign.has(identityOf(taint)));
  const kept = present.filter(
    (taint) =>
      foreign.has(identityOf(taint)) ||
      own.some((one) => identityOf(one) === identityOf(taint) && sameValue(one, taint)),
  );
  const identities = new Set(kept.map(identityOf));
  const added = own.filter((taint) => !identities.has(identityOf(taint)));
  const record = own.map(identityOf).sort().join(",") || undefined;
  if (added.length === 0 && kept.length === present.length && record === recorded) return undefined;
  return {
    // Refused as a conflict if the Cluster has changed meanwhile.
    metadata: { resourceVersion: metadata.resourceVersion, annotations: { [ANNOTATION]: record ?? null } },
    spec: { taints: [...kept, ...added] },
  };
}

/** Says why the taints that a member has do not last: its Cluster is being deleted, and is to be made anew. */
export function unsettled({ status, body }: Answer, wanted: readonly MemberTaint[]): string | undefined {
  if (status !== 200 || wanted.length === 0) return undefined;
  const { deletionTimestamp } = (body as TaintedCluster).metadata;
  return deletionTimestamp === undefined ? undefined : "its earlier Cluster is being deleted";
}

/** Says what keeps a member from having its taints. Fails at once if somebody else set one of them differently. */
export function untainted(
  { status, body, message }: Answer,
  member: string,
  wanted: readonly MemberTaint[],
): string | undefined {
  if (status === 404 && wanted.length === 0) return undefined;
  if (status !== 200) return message;
  const present = (body as TaintedCluster).spec.taints ?? [];
  const different = wanted.flatMap((taint) =>
    present.filter((one) => identityOf(one) === identityOf(taint) && !sameValue(one, taint)),
  );
  if (different.length === 0) return undefined;
  const told = different.map(({ key, value = "", effect }) => `${key}=${value}:${effect}`).join(", ");
  throw new pulumi.RunError(
    `join(${quoted(member)}): somebody else has set ${told} on the member; remove it there, or use that value or another key`,
  );
}

/** A list of taints holds each pair of key and effect once. */
function identityOf({ key, effect }: MemberTaint): string {
  return `${key}:${effect}`;
}

function sameValue(a: MemberTaint, b: MemberTaint): boolean {
  return (a.value ?? "") === (b.value ?? "");
}
