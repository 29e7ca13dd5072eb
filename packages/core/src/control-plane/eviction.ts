import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { ownedMetadata } from "../kube/labels";
import type { ComponentArgs } from "../host/component";
import type { ControlPlaneArgs } from "./control-plane";
import type { Flags } from "../host/flags";

/** Flags by which Karmada evicts from tainted members, and lets a policy set the taint that evicts. */
export const EVICTION_FLAGS = {
  controllerManager: { "enable-no-execute-taint-eviction": "true", "feature-gates": "Failover=true" },
  webhook: { "allow-no-execute-taint-policy": "true" },
} as const;

/** A taint on members for as long as they are lost, as the spec of a ClusterTaintPolicy. */
export const LOST_MEMBERS = {
  addOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["False", "Unknown"] }],
  removeOnConditions: [{ conditionType: "Ready", operator: "In", statusValues: ["True"] }],
  taints: [{ key: "fedstack.dev/lost", effect: "NoExecute" }],
};

/** Components that evict, with whatever else they are given. */
export function evicting(components: ControlPlaneArgs): ControlPlaneArgs {
  return {
    ...components,
    controllerManager: withFlags(EVICTION_FLAGS.controllerManager, components.controllerManager),
    webhook: withFlags(EVICTION_FLAGS.webhook, components.webhook),
  };
}

/** Taints lost members. Once it is gone, nothing is evicted any more. */
export function taintLostMembers(federation: string, opts: pulumi.CustomResourceOptions): void {
  new k8s.apiextensions.CustomResource(
    `${federation}-lost-members`,
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "ClusterTaintPolicy",
      metadata: ownedMetadata(federation, { name: "lost-members" }),
      spec: LOST_MEMBERS,
    },
    opts,
  );
}

function withFlags(flags: Flags, args: ComponentArgs = {}): ComponentArgs {
  const gates = [flags["feature-gates"], args.extraArgs?.["feature-gates"]].filter((given) => given !== undefined);
  return {
    ...args,
    extraArgs: { ...flags, ...args.extraArgs, ...(gates.length > 0 && { "feature-gates": gates.join(",") }) },
  };
}
