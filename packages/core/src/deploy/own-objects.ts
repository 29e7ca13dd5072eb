import { API_GROUPS, DOMAIN, groupKindOf, isOfKind, told } from "@fedstack/constructs/kinds";
import { CLUSTERS_API_SERVICE } from "../karmada/apis";
import { isOwnNamespace, WEBHOOK_CONFIGURATIONS } from "../karmada/names";
import type { Fault } from "../validation/errors";
import { type Manifest, refOf } from "./manifests";

/** Objects that belong to the federation itself: another owner could delete members' credentials or Karmada's kinds. */
export function ownObjectFaults(path: string, objects: readonly Manifest[], system: string): Fault[] {
  const remedy = "leave it out: the federation makes and removes its own objects";
  return objects.flatMap((object): Fault[] => {
    const namespace = isOfKind(object, "Namespace") ? object.metadata.name : object.metadata.namespace;
    if (namespace !== undefined && isOwnNamespace(namespace, system)) {
      return [{ path, problem: `${told(refOf(object))} is in a namespace of the federation itself`, remedy }];
    }
    return isOwnKind(object)
      ? [{ path, problem: `${told(refOf(object))} belongs to the federation itself`, remedy }]
      : [];
  });
}

function isOwnKind(object: Manifest): boolean {
  const { name } = object.metadata;
  switch (groupKindOf(object)) {
    case `${API_GROUPS.cluster}/Cluster`:
      return true;
    case "apiextensions.k8s.io/CustomResourceDefinition":
      return name.endsWith(`.${DOMAIN}`);
    case "apiregistration.k8s.io/APIService":
      return name === CLUSTERS_API_SERVICE;
    case "admissionregistration.k8s.io/MutatingWebhookConfiguration":
      return name === WEBHOOK_CONFIGURATIONS.mutating;
    case "admissionregistration.k8s.io/ValidatingWebhookConfiguration":
      return name === WEBHOOK_CONFIGURATIONS.validating;
    default:
      return false;
  }
}
