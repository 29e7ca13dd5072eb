import { at, quoted } from "@fedstack/constructs/faults";
import * as k8s from "@pulumi/kubernetes";
import type { Site } from "../host/site";
import type { Release } from "../karmada/release";
import type { Fault } from "../validation/errors";
import type { ControlPlaneArgs } from "./control-plane-args";
import { flagged } from "./flagged";

/** Spec of a ClusterTaintPolicy that taints members while they are lost. */
export const LOST_MEMBERS = {
  addOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["False", "Unknown"] }],
  removeOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["True"] }],
  taints: [{ key: "fedstack.dev/lost", effect: "NoExecute" }],
};

/** Options of components with eviction turned on, in addition to the given ones. */
export function evicting({ eviction }: Release, components: ControlPlaneArgs): ControlPlaneArgs {
  return flagged(components, eviction);
}

/** Flags with which a user would turn off again what eviction needs. */
export function evictionFaults({ eviction }: Release, components: ControlPlaneArgs): Fault[] {
  const names = Object.keys(eviction) as (keyof Release["eviction"])[];
  return names.flatMap((name) =>
    Object.entries(eviction[name]!).flatMap(([flag, needed]): Fault[] => {
      const given = components[name]?.extraArgs?.[flag];
      if (given === undefined || !turnsOff(flag, given, needed)) return [];
      return [
        {
          path: at(`${name}.extraArgs`, flag),
          problem: `${quoted(given)} overrides ${quoted(needed)}, which evictFromLostMembers requires`,
          remedy: "leave it out, or set evictFromLostMembers to false",
        },
      ];
    }),
  );
}

/** Whether a flag says something else than what is needed. Of feature gates, only those that are needed count. */
function turnsOff(flag: string, given: string, needed: string): boolean {
  if (flag !== "feature-gates") return isTrue(given) !== isTrue(needed);
  const gates = gatesIn(given);
  return [...gatesIn(needed)].some(([gate, on]) => gates.has(gate) && gates.get(gate) !== on);
}

/** Feature gates as Kubernetes reads them: the last value of each counts. */
function gatesIn(given: string): ReadonlyMap<string, boolean> {
  return new Map(
    given.split(",").map((one) => {
      const [gate, value = ""] = one.split("=");
      return [gate!.trim(), isTrue(value)];
    }),
  );
}

/** Whether Go reads a text as true. */
function isTrue(text: string): boolean {
  return /^(1|t|T|true|TRUE|True)$/.test(text.trim());
}

/** Taints lost members. Without it, nothing is evicted. */
export function taintLostMembers(api: Site): void {
  new k8s.apiextensions.CustomResource(
    api.nameOf("lost-members"),
    {
      apiVersion: api.release.versions.apis.policies,
      kind: "ClusterTaintPolicy",
      metadata: api.metadata("lost-members"),
      spec: LOST_MEMBERS,
    },
    api.options(),
  );
}
