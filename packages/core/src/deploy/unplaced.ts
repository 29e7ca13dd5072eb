import { keyOf, told } from "@fedstack/constructs/kinds";
import type { Plan } from "@fedstack/constructs/plan";
import type { Binding } from "../departures/binding";
import { roleOf } from "../departures/roles";

/**
 * Says of everything that a call deploys, and that no policy places any longer, that it stays where it is.
 *
 * @param isOthers whether a policy of others places it
 */
export function tellUnplaced(
  { workloads, objects }: Plan,
  bindings: readonly Binding[],
  isOthers: (binding: Binding) => boolean,
): readonly string[] {
  const unselected = new Set([...workloads, ...objects].filter(({ policy }) => policy === undefined).map(keyOf));
  return bindings
    .filter((one) => unselected.has(keyOf(one.spec.resource)) && !isOthers(one))
    .flatMap((one) => {
      const { resource, placement, clusters = [] } = one.spec;
      if (!placement || clusters.length === 0) return [];
      const replicas = clusters.reduce((sum, each) => sum + (each.replicas ?? 0), 0);
      const where = clusters.map(({ name }) => name).join(", ");
      const verb = roleOf(one) === "workload" ? `runs on ${where} (${replicas} replicas)` : `is on ${where}`;
      return [
        `${told(resource)} ${verb}, stays there, and no longer follows changes, because no policy selects it any longer; ` +
          "select it in a policy, or remove it from the program to delete it there",
      ];
    });
}
