import { componentLabels } from "../kube/labels";
import { getJson } from "../kubeconfig/get-json";
import { getText } from "../kubeconfig/get-text";
import type { SignedIn } from "../kubeconfig/sign-in";
import type { KnownMember } from "./etcd-growth";

/** Members of an etcd that do not serve. */
export interface UnreadyMembers {
  /** Names of the pods that are missing or not ready. */
  readonly unready: readonly string[];
  /** Names of those that cannot run any more: they say that their data is gone, or the others do not know them. */
  readonly lost: readonly string[];
  /** The members that etcd knows. Undefined if it does not answer, or if all are ready and it was not asked. */
  readonly known?: readonly KnownMember[] | undefined;
}

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
 * Looks for members of an etcd that do not serve.
 *
 * @param wanted names of its members
 * @param listed asks etcd for its members
 * @throws Error whose message is a clause without a period
 */
export async function unreadyMembers(
  api: SignedIn,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  wanted: readonly string[],
  listed: () => Promise<readonly KnownMember[]>,
): Promise<UnreadyMembers> {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const selector = Object.entries(componentLabels(name)).map((label) => label.join("="));
  const { items } = await getJson<{ readonly items: readonly Pod[] }>(
    api,
    `${path}?labelSelector=${encodeURIComponent(selector.join())}`,
  );
  const pods = new Map(items.map((pod) => [pod.metadata.name, pod]));
  const unready = wanted.filter((one) => !isReady(pods.get(one)));
  if (unready.length === 0) return { unready, lost: [] };
  const known = await listed().catch(() => undefined);
  const isLost = await Promise.all(
    unready.map(async (one) => {
      const pod = pods.get(one);
      if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return false;
      const isRunning = pod.status.containerStatuses?.[0]?.state.running !== undefined;
      const query = `container=${name}&tailLines=${LAST_LINES}&previous=${isRunning}`;
      // There is none of a container that has never ended.
      const log = await getText(api, `${path}/${one}/log?${query}`).catch(() => "");
      return WITHOUT_DATA.test(log) || isUnknown(one, wanted, known);
    }),
  );
  return { unready, lost: unready.filter((_, index) => isLost[index]), known };
}

/** Name of a member's pod. */
export function podOf({ peerUrl }: KnownMember): string {
  return new URL(peerUrl).hostname.split(".")[0]!;
}

function isReady(pod: Pod | undefined): boolean {
  return pod?.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

/** Whether an etcd that has some of the wanted members lacks this one. */
function isUnknown(pod: string, wanted: readonly string[], known: readonly KnownMember[] = []): boolean {
  const pods = known.map(podOf);
  return pods.some((one) => wanted.includes(one)) && !pods.includes(pod);
}
