import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { type SignedIn, signIn } from "../kubeconfig/sign-in";
import type { KnownMember } from "./etcd-growth";
import { type RunningSet, sizeIn } from "./etcd-guard";
import type { EtcdMembers } from "./etcd-members";
import { type UnreadyMembers, unreadyMembers } from "./lost-members";

/** Key of what tells a member that starts without data whether it founds its etcd ("new") or joins it ("existing"). */
export const STATE = "INITIAL_CLUSTER_STATE";

/** An etcd as its host shows it. */
export interface SeenEtcd extends UnreadyMembers {
  /** The number of pods that it is to have; 0 if it has never run. */
  readonly replicas: number;
  /** Whether members that start without data join it. */
  readonly joins: boolean;
  /** Whether some of its members do not vote yet. */
  readonly follows: boolean;
  /** Size of each member's volume, as the last `up` has left it; undefined if it has none. */
  readonly size?: string | undefined;
  /** Whether the volumes of some members may be smaller than wanted. */
  readonly grows: boolean;
}

const NEVER_RUN: SeenEtcd = { replicas: 0, joins: false, follows: false, grows: false, unready: [], lost: [] };

/**
 * Looks at an etcd on its host.
 *
 * @param listed asks etcd for its members
 * @param size that each member's volume is to have; undefined if it has none
 * @returns undefined if nothing runs it, but it has data
 * @throws Error whose message is a clause without a period
 */
export async function seeEtcd(
  kubeconfig: string,
  namespace: string,
  members: EtcdMembers,
  listed: () => Promise<readonly KnownMember[]>,
  size: string | undefined,
): Promise<SeenEtcd | undefined> {
  const api = await signIn(kubeconfig);
  const { name } = members;
  const core = `/api/v1/namespaces/${namespace}`;
  const set = await found<RunningSet & { readonly spec: { readonly replicas: number } }>(
    api,
    `/apis/apps/v1/namespaces/${namespace}/statefulsets/${name}`,
  );
  if (set === undefined) {
    const volume = await found(api, `${core}/persistentvolumeclaims/data-${name}-0`);
    return volume === undefined ? NEVER_RUN : undefined;
  }
  const { replicas } = set.spec;
  // Members that have joined since volumes grew have got one of the first size.
  const running = sizeIn(set);
  const grows = size !== undefined && (running !== size || sizeIn({ spec: set.spec }) !== size);
  if (replicas === 1 && members.replicas === 1) return { ...NEVER_RUN, replicas, size: running, grows };
  const wanted = Array.from({ length: Math.max(replicas, members.replicas) }, (_, index) => `${name}-${index}`);
  const unready = await unreadyMembers(api, { namespace, name }, wanted, listed);
  const config = await found<{ readonly data: Readonly<Record<string, string>> }>(api, `${core}/configmaps/${name}`);
  const joins = config?.data[STATE] === "existing";
  const known = joins ? (unready.known ?? (await listed().catch(() => undefined))) : undefined;
  return { replicas, joins, follows: known?.some(({ learner }) => learner) ?? false, size: running, grows, ...unready };
}

/** An object of the host; undefined if there is none. */
async function found<T>(api: SignedIn, path: string): Promise<T | undefined> {
  try {
    return await getJson<T>(api, path);
  } catch (error) {
    if (error instanceof NotGiven && error.status === 404) return undefined;
    throw error;
  }
}
