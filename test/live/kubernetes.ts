import { CLUSTERS, eventually, kubectl, type LabCluster } from "./lab";

/** Fields of a Kubernetes object that the tests read. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
}

/** Kinds that change by themselves. */
const RESTLESS = /^(events|leases|nodes|componentstatuses|csinodes|resourceslices|endpoints)(\.|$)/;

/** All objects of some kinds, such as `list<Pod>("f", "pods", "-n", "federation")`. */
export async function list<T = KubernetesObject>(
  cluster: LabCluster | { readonly file: string },
  ...args: string[]
): Promise<T[]> {
  return (JSON.parse(await kubectl(cluster, "get", ...args, "-o", "json")) as { readonly items: T[] }).items;
}

/** Ready replicas of the Deployments in a member's namespace `default`, by name. */
export async function readyOn(member: "a" | "b"): Promise<Record<string, number>> {
  const found = await list<Deployment>(member, "deployments", "-n", "default");
  return Object.fromEntries(found.map(({ metadata, status }) => [metadata.name, status.readyReplicas ?? 0]));
}

interface Deployment {
  readonly metadata: { readonly name: string };
  readonly status: { readonly readyReplicas?: number };
}

/** All objects in the three clusters, by cluster, kind, namespace and name, with one of their fields. */
export async function inventory(field: "uid" | "resourceVersion"): Promise<Record<string, string>> {
  const entries = await Promise.all(
    CLUSTERS.map(async (cluster) => {
      const kinds = await kubectl(cluster, "api-resources", "--verbs=list", "-o", "name");
      const resting = kinds.split("\n").filter((kind) => kind !== "" && !RESTLESS.test(kind));
      return (await list(cluster, resting.join(","), "-A")).map(({ kind, metadata }): [string, string] => [
        [cluster, kind, metadata.namespace, metadata.name].filter(Boolean).join("/"),
        metadata[field],
      ]);
    }),
  );
  return Object.fromEntries(entries.flat());
}

/** Objects that are new, are gone, or were created again. */
export async function difference(before: Record<string, string>): Promise<string[]> {
  const now = await inventory("uid");
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((key) => before[key] !== now[key]);
}

/** Waits until the clusters have the same objects as `before`, and no others. */
export async function asTheyWere(before: Record<string, string>): Promise<void> {
  await eventually(
    "what is there is what was there",
    60,
    () => difference(before),
    (rest) => rest.length === 0,
  );
}
