import { type KubernetesObject, list } from "./kubernetes";
import type { LabCluster } from "./lab";

export interface Pod {
  readonly name: string;
  readonly uid: string;
  /** Its node, once it has one. */
  readonly node?: string | undefined;
  readonly ready: boolean;
  /** In milliseconds since 1970, to the second. */
  readonly readySince: number;
  readonly restarts: number;
  /** Whether a service account's token is mounted. */
  readonly token: boolean;
}

interface RawPod extends KubernetesObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly volumes?: readonly { readonly projected?: { readonly sources: readonly object[] } }[];
  };
  readonly status: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly lastTransitionTime: string;
    }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}

/** The pods of some namespaces of the host, by name. */
export async function podsOf(...namespaces: readonly string[]): Promise<Pod[]> {
  return (await Promise.all(namespaces.map((namespace) => podsIn("f", namespace)))).flat();
}

/** Name, UID and restarts of each pod in both members' namespace `default`. */
export async function podsOfMembers(): Promise<readonly string[]> {
  const found = await Promise.all((["a", "b"] as const).map((member) => podsIn(member, "default")));
  return found
    .flat()
    .map(({ name, uid, restarts }) => `${name} ${uid} ${restarts}`)
    .sort();
}

async function podsIn(cluster: LabCluster, namespace: string): Promise<Pod[]> {
  return (await list<RawPod>(cluster, "pods", "-n", namespace)).map(({ metadata, spec, status }) => {
    const condition = status.conditions?.find(({ type }) => type === "Ready");
    return {
      name: `${metadata.namespace}/${metadata.name}`,
      uid: metadata.uid,
      node: spec.nodeName,
      ready: condition?.status === "True",
      readySince: Date.parse(condition?.lastTransitionTime ?? ""),
      restarts: (status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0),
      token: (spec.volumes ?? []).some(({ projected }) =>
        projected?.sources.some((source) => "serviceAccountToken" in source),
      ),
    };
  });
}

/** Names of the pods that are not Ready. */
export function unready(pods: readonly Pod[]): string[] {
  return pods.filter(({ ready }) => !ready).map(({ name }) => name);
}

/** What a pod runs: its name without what a controller adds to it. */
export const componentOf = (pod: string): string => pod.replace(/(-[a-z0-9]+-[a-z0-9]{5}|-\d)$/, "");
