import { definitionsIn } from "../../kinds/definitions";
import { groupOf, isOfKind, keyOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import { labelsOf } from "../../kinds/manifest";
import type { Manifest } from "../../kinds/manifest";
import { refOf } from "../../kinds/scope";
import { policiesAmong } from "../policies/policies";
import type { Policies } from "../policies/policies";
import { referencesOf } from "./references";
import { actsOnItsServer, IN_EVERY_CLUSTER, keptInNamespace, neverPropagated } from "./stays";

/** Whether an object is for members, and not only for the federated API. */
export function isPropagated(manifest: Manifest, ref: ObjectRef, policies: Policies): boolean {
  if (neverPropagated(ref)) return false;
  const forItself = actsOnItsServer(ref) || groupOf(ref).endsWith("karmada.io");
  return !forItself || policies.claiming(manifest, ref).length > 0;
}

/** Whether every member has a namespace, no matter what policies say. */
export function isEverywhere(name: string, manifest: Manifest, skipped: readonly string[]): boolean {
  if (IN_EVERY_CLUSTER.has(name)) return true;
  const optedOut = labelsOf(manifest)["namespace.karmada.io/skip-auto-propagation"]?.toLowerCase() === "true";
  return !optedOut && keptInNamespace(name, skipped) === undefined;
}

/**
 * Objects for members that no policy selects and that no workload brings along. They stay in the federated API.
 *
 * @param skipped value of the flag `--skipped-propagating-namespaces` of Karmada's controller manager
 */
export function unclaimedAmong(manifests: readonly Manifest[], skipped: readonly string[]): readonly Manifest[] {
  const policies = policiesAmong(manifests);
  const definitions = definitionsIn(manifests);
  const objects = manifests.map((manifest) => ({ manifest, ref: refOf(manifest, definitions) }));
  const brought = new Set(
    objects
      .flatMap(({ manifest, ref }) => {
        const follows = policies.claiming(manifest, ref)[0]?.spec.propagateDeps === true && ref.namespace !== undefined;
        return follows ? referencesOf(manifest, ref.namespace).filter(({ followed }) => followed) : [];
      })
      .map(({ object }) => keyOf(object)),
  );
  return objects
    .filter(
      ({ manifest, ref }) =>
        isPropagated(manifest, ref, policies) &&
        policies.claiming(manifest, ref).length === 0 &&
        !brought.has(keyOf(ref)) &&
        !(isOfKind(ref, "Namespace") && isEverywhere(ref.name, manifest, skipped)),
    )
    .map(({ manifest }) => manifest);
}
