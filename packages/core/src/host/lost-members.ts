import { componentLabels } from "../kube/labels";
import { getJson } from "../kubeconfig/get-json";
import { getText } from "../kubeconfig/get-text";
import type { SignedIn } from "../kubeconfig/sign-in";
import type { KnownMember } from "./etcd-growth";
import type { EtcdMembers } from "./etcd-members";

/** A pod, as far as it says whether its member runs. */
interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly state: { readonly running?: object } }[];
  };
}

/**
 * What a member whose data is gone says before it ends: a founder that the others know already, and any member from
 * which they expect entries that it once had.
 *
 * @see https://github.com/etcd-io/etcd/blob/v3.6.8/server/etcdserver/bootstrap.go
 */
const WITHOUT_DATA = /has already been bootstrapped|tocommit\(\d+\) is out of range/;
const LAST_LINES = 200;

/**
 * Names of the members that cannot run any more: they say that their data is gone, or the others do not know them.
 *
 * @param listed asks etcd for its members
 * @throws Error whose message is a clause without a period
 */
export async function lostMembers(
  api: SignedIn,
  namespace: string,
  { name, peers }: EtcdMembers,
  listed: () => Promise<readonly KnownMember[]>,
): Promise<string[]> {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const selector = Object.entries(componentLabels(name)).map((label) => label.join("="));
  const { items } = await getJson<{ readonly items: readonly Pod[] }>(
    api,
    `${path}?labelSelector=${encodeURIComponent(selector.join())}`,
  );
  const unready = items.filter((pod) => pod.metadata.deletionTimestamp === undefined && !isReady(pod));
  if (unready.length === 0) return [];
  const logs = await Promise.all(
    unready.map(({ metadata, status }) => {
      const isRunning = status.containerStatuses?.[0]?.state.running !== undefined;
      const query = `container=${name}&tailLines=${LAST_LINES}&previous=${isRunning}`;
      // There is none of a container that has never ended.
      return getText(api, `${path}/${metadata.name}/log?${query}`).catch(() => "");
    }),
  );
  const known = await listed().catch(() => undefined);
  const isKnown = (pod: string): boolean | undefined =>
    known?.some(({ peerUrl }) => peerUrl === peers.find((peer) => peer.name === pod)?.peerUrl);
  return unready
    .map(({ metadata }) => metadata.name)
    .filter((pod, index) => WITHOUT_DATA.test(logs[index]!) || isKnown(pod) === false)
    .sort();
}

function isReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
}
