import { keyOf, told } from "@fedstack/constructs/kinds";
import type { Fault } from "../validation/errors";
import type { Binding } from "./binding";
import { isPlacedBy, type Placements } from "./placements";
import { type Program, stayingIn } from "./planned-departure";
import { isAppliedBy, policiesOf, type Policy } from "./policy";
import { roleOf } from "./roles";

/**
 * Tells whether the policy that has placed an object does so no longer when the program has run: it is gone, or an earlier
 * run applied it and this one does not.
 */
export function losesPolicy(
  policies: readonly Policy[],
  { objects, manager }: Pick<Program, "objects" | "manager">,
): (binding: Binding) => boolean {
  const deployed = new Set(policiesOf(objects, policies));
  const staying = policies.filter((one) => deployed.has(one) || !isAppliedBy(manager, one));
  return (binding) =>
    binding.spec.placement !== undefined && !staying.some(({ metadata }) => isPlacedBy(binding, metadata));
}

/** Tells whether a policy places an object that others have applied than the program of a field manager. */
export function placedByOthers(policies: readonly Policy[], manager: string): (binding: Binding) => boolean {
  const others = policies.filter((one) => !isAppliedBy(manager, one));
  return (binding) => others.some(({ metadata }) => isPlacedBy(binding, metadata));
}

/**
 * Every workload that a policy of another name would take off members. It takes effect when the engine deletes the policy
 * before, as the last thing of an `up`: nothing can be moved by then.
 */
export function replacementFaults(
  bindings: readonly Binding[],
  placements: Placements,
  policies: readonly Policy[],
  program: Program,
): Fault[] {
  const isLost = losesPolicy(policies, program);
  const deleting = new Set(program.deleting.flatMap(({ workloads }) => workloads.map(keyOf)));
  const staying = stayingIn(program).map(({ name }) => name);
  return bindings
    .filter((one) => roleOf(one) === "workload" && !deleting.has(keyOf(one.spec.resource)) && isLost(one))
    .flatMap((one) => {
      const policy = placements.replacementOf(one);
      const { resource, clusters = [] } = one.spec;
      const left = clusters.map(({ name }) => name).filter((name) => staying.includes(name));
      const lost = left.filter((member) => placements.isLeftOut(one, member));
      if (!policy || lost.length === 0) return [];
      const problem = `runs on ${lost.join(", ")}, and would stop there at once: ${told(policy)} leaves that out, and replaces a policy of another name`;
      return [
        {
          path: told(resource),
          problem,
          remedy: "keep the policy's name, or rename it in an up of its own before its placement changes",
        },
      ];
    });
}
