import { refuse, required, shapeFaults } from "../faults";
import { COUNT } from "../kinds/replicas";
import { planReplicas } from "./plan-replicas";
import type { ReplicaPlan, ReplicaRequest } from "./model/replica-plan";

/**
 * Plans a workload for every number of replicas in a range. Each plan starts from the given current state.
 *
 * @param min the first number of replicas, 0 or more
 * @param max the last number of replicas
 * @throws Error if `min` or `max` is not a whole number, and as {@link planReplicas} does
 */
export function planRange(request: Omit<ReplicaRequest, "replicas">, min: number, max: number): readonly ReplicaPlan[] {
  refuse([...shapeFaults("min", min, required(COUNT)), ...shapeFaults("max", max, required(COUNT))]);
  const count = Math.max(0, max - min + 1);
  return Array.from({ length: count }, (_, i) => planReplicas({ ...request, replicas: min + i }));
}
