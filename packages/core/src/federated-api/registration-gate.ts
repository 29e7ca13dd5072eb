import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { ApiAccess } from "../host/api-access";
import { CLUSTERS_PATH } from "../karmada/apis";
import { apiGate } from "./api-gate";
import type { Answer, Ask } from "../kubeconfig/ask";

const PAUSE_MILLISECONDS = 500;

/** A member whose Cluster the state has. */
export interface RegisteredMember {
  readonly member: string;
  /** The Cluster, as the program applies it. */
  readonly cluster: object;
  /** The field manager under which it does. */
  readonly manager: string;
  readonly timeoutSeconds: number;
}

interface RegisteredCluster {
  readonly metadata: { readonly deletionTimestamp?: string | undefined };
  readonly status?: { readonly conditions?: readonly Condition[] | undefined } | undefined;
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

/**
 * Resolves once a member that the program joins has a Cluster. One that left with everything that it keeps has none, and
 * if the run ended before the state forgot it, the engine takes the Cluster for unchanged: here it is applied again, as
 * the engine would, and waited for until it is Ready.
 */
export function registrationGate(access: ApiAccess, registered: RegisteredMember): pulumi.Output<void> {
  const { member, timeoutSeconds } = registered;
  const state = { isAnew: false };
  return apiGate(access, {
    question: (ask) => register(ask, registered, state),
    lacking: (answer) => unregistered(answer, state.isAnew),
    timeoutSeconds,
    pauseMilliseconds: PAUSE_MILLISECONDS,
    errorOf: (lack) =>
      `join(${quoted(member)}): the member could not be registered again within ${timeoutSeconds} s: ${lack}. Run "pulumi up" again.`,
  });
}

/** Reads a member's Cluster, and applies it if there is none. Answers what the last request answered. */
export async function register(
  ask: Ask,
  { member, cluster, manager }: RegisteredMember,
  state: { isAnew: boolean },
): Promise<Answer> {
  const path = `${CLUSTERS_PATH}/${member}`;
  const found = await ask({ method: "GET", path });
  if (found.status !== 404) return found;
  if (!state.isAnew)
    void pulumi.log.info(`${member} is registered again: its Cluster was deleted in the federated API.`);
  state.isAnew = true;
  return ask({
    method: "APPLY",
    path: `${path}?fieldManager=${encodeURIComponent(manager)}&force=true`,
    body: cluster,
  });
}

/** Says what keeps a member from being registered. */
export function unregistered({ status, body, message }: Answer, isAnew: boolean): string | undefined {
  if (status !== 200 && status !== 201) return message;
  const { metadata, status: seen } = body as RegisteredCluster;
  if (metadata.deletionTimestamp !== undefined) return "its earlier Cluster is being deleted";
  const isReady = seen?.conditions?.some((one) => one.type === "Ready" && one.status === "True") ?? false;
  return isAnew && !isReady ? "it is not Ready" : undefined;
}
