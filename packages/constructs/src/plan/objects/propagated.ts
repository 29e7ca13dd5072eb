import { DOMAIN, SKIP_NAMESPACE } from "../../karmada";
import { groupOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { claimOn } from "../policies/claims";
import type { Claim } from "../policies/claims";
import type { Policies } from "../policies/policies";
import { actsOnItsServer, IN_EVERY_CLUSTER, keptInNamespace, neverPropagated } from "./stays";

/** Whether an object is for members, and not only for the federated API, or a policy says so. */
export function isPropagated(manifest: Manifest, ref: ObjectRef, policies: Policies): boolean {
  const forItself = neverPropagated(ref) || actsOnItsServer(ref) || groupOf(ref).endsWith(DOMAIN);
  return !forItself || policies.claiming(manifest, ref).length > 0;
}

/** The policy that propagates an object. None does for kinds that Karmada never propagates. */
export function claimFor(manifest: Manifest, ref: ObjectRef, policies: Policies): Claim {
  if (!neverPropagated(ref)) return claimOn(manifest, ref, policies);
  return { problem: `stays in the federated API: Karmada propagates no ${ref.kind} of ${ref.apiVersion}` };
}

/** Whether every member has a namespace, no matter what policies say. */
export function isEverywhere(name: string, manifest: Manifest, skipped: readonly string[]): boolean {
  if (IN_EVERY_CLUSTER.has(name)) return true;
  const optedOut = labelsOf(manifest)[SKIP_NAMESPACE]?.toLowerCase() === "true";
  return !optedOut && keptInNamespace(name, skipped) === undefined;
}
