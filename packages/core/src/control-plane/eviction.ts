import * as k8s from "@pulumi/kubernetes";
import type { ComponentArgs } from "../host/component";
import type { Flags } from "../host/flags";
import type { Site } from "../host/site";
import type { Release } from "../karmada/release";
import type { ControlPlaneArgs } from "./control-plane";

/** Spec of a ClusterTaintPolicy that taints members while they are lost. */
export const LOST_MEMBERS = {
  addOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["False", "Unknown"] }],
  removeOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["True"] }],
  taints: [{ key: "fedstack.dev/lost", effect: "NoExecute" }],
};

/** Options of components with eviction turned on, in addition to the given ones. */
export function evicting({ eviction }: Release, components: ControlPlaneArgs): ControlPlaneArgs {
  const names = Object.keys(eviction) as (keyof Release["eviction"])[];
  const flagged = names.map((name) => [name, withFlags(eviction[name]!, components[name])]);
  return { ...components, ...Object.fromEntries(flagged) };
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

function withFlags(flags: Flags, args: ComponentArgs = {}): ComponentArgs {
  const gates = [flags["feature-gates"], args.extraArgs?.["feature-gates"]].filter((given) => given !== undefined);
  return {
    ...args,
    extraArgs: { ...flags, ...args.extraArgs, ...(gates.length > 0 && { "feature-gates": gates.join(",") }) },
  };
}
