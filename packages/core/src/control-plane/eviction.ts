import * as k8s from "@pulumi/kubernetes";
import type { ComponentArgs } from "../host/component";
import type { Flags } from "../host/flags";
import type { Site } from "../host/site";
import type { Release } from "../karmada/release";
import type { ControlPlaneArgs } from "./control-plane";

/** A taint on members for as long as they are lost, as the spec of a ClusterTaintPolicy. */
export const LOST_MEMBERS = {
  addOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["False", "Unknown"] }],
  removeOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["True"] }],
  taints: [{ key: "fedstack.dev/lost", effect: "NoExecute" }],
};

/** Components that evict, with whatever else they are given. */
export function evicting({ eviction }: Release, components: ControlPlaneArgs): ControlPlaneArgs {
  const names = Object.keys(eviction) as (keyof Release["eviction"])[];
  const flagged = names.map((name) => [name, withFlags(eviction[name]!, components[name])]);
  return { ...components, ...Object.fromEntries(flagged) };
}

/** Taints lost members. Once it is gone, nothing is evicted any more. */
export function taintLostMembers(api: Site): void {
  new k8s.apiextensions.CustomResource(
    api.nameOf("lost-members"),
    {
      apiVersion: "policy.karmada.io/v1alpha1",
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
