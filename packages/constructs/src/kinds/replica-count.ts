import { groupKindOf } from "./identity";
import type { Manifest } from "./manifest";

/** Replicas of an object, if it is of a kind that Karmada divides: with the defaults that the API server sets. */
export function replicaCountOf(object: Manifest): number | undefined {
  const { replicas, parallelism, completions } = (object.spec ?? {}) as { [field: string]: number | undefined };
  switch (groupKindOf(object)) {
    case "apps/Deployment":
    case "apps/ReplicaSet":
    case "apps/StatefulSet":
      return replicas ?? 1;
    case "batch/Job":
      return Math.min(parallelism ?? 1, completions ?? parallelism ?? 1);
    case "Pod":
      return 1;
    default:
      return undefined;
  }
}
