import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { type SignedIn, signIn } from "../kubeconfig/sign-in";
import type { KnownMember } from "./etcd-growth";
import type { EtcdMembers } from "./etcd-members";
import { lostMembers } from "./lost-members";

/** Key of what tells a member that starts for the first time whether it founds its etcd ("new") or joins it ("existing"). */
export const STATE = "INITIAL_CLUSTER_STATE";

/** An etcd as its host shows it. */
export interface SeenEtcd {
  /** The number of pods that it is to have. */
  readonly replicas: number;
  /** Names of the members that cannot run any more, because their data is gone. */
  readonly lost: readonly string[];
  /** Whether members that were put back do not vote yet. */
  readonly returning: boolean;
}

/**
 * Looks at an etcd on its host. Members are only looked for where it keeps their number.
 *
 * @param listed asks etcd for its members
 * @returns undefined if it does not run there yet
 * @throws Error whose message is a clause without a period
 */
export async function seeEtcd(
  kubeconfig: string,
  namespace: string,
  members: EtcdMembers,
  listed: () => Promise<readonly KnownMember[]>,
): Promise<SeenEtcd | undefined> {
  const api = await signIn(kubeconfig);
  const replicas = await replicasOf(api, namespace, members.name);
  if (replicas === undefined) return undefined;
  if (replicas !== members.replicas || replicas === 1) return { replicas, lost: [], returning: false };
  const lost = await lostMembers(api, namespace, members, listed);
  return { replicas, lost, returning: await hasReturning(api, namespace, members, listed) };
}

async function replicasOf(api: SignedIn, namespace: string, name: string): Promise<number | undefined> {
  try {
    const path = `/apis/apps/v1/namespaces/${namespace}/statefulsets/${name}`;
    const { spec } = await getJson<{ readonly spec: { readonly replicas: number } }>(api, path);
    return spec.replicas;
  } catch (error) {
    if (error instanceof NotGiven && error.status === 404) return undefined;
    throw error;
  }
}

async function hasReturning(
  api: SignedIn,
  namespace: string,
  { name, peers }: EtcdMembers,
  listed: () => Promise<readonly KnownMember[]>,
): Promise<boolean> {
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  const { data } = await getJson<{ readonly data: Readonly<Record<string, string>> }>(api, path);
  if (data[STATE] !== "existing") return false;
  const known = await listed().catch(() => []);
  return peers.some(({ peerUrl }) => known.find((member) => member.peerUrl === peerUrl)?.learner !== false);
}
