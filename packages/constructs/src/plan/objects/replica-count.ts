import type { Manifest } from "./manifest";

/** Replicas of an object, if it is of a kind that Karmada divides: with the defaults that the API server sets. */
export function replicaCountOf({ apiVersion, kind, spec }: Manifest): number | undefined {
  const { replicas, parallelism, completions } = (spec ?? {}) as { [field: string]: number | undefined };
  switch (`${apiVersion}/${kind}`) {
    case "apps/v1/Deployment":
    case "apps/v1/ReplicaSet":
    case "apps/v1/StatefulSet":
      return replicas ?? 1;
    case "batch/v1/Job":
      return Math.min(parallelism ?? 1, completions ?? parallelism ?? 1);
    case "v1/Pod":
      return 1;
    default:
      return undefined;
  }
}
