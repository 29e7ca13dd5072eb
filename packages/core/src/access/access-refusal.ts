import { quoted } from "@fedstack/constructs/faults";
import { groupKindOf, groupOf, isOfKind, type Manifest, type ObjectRef } from "@fedstack/constructs/kinds";
import { type AccessOptions, type PolicyRule, SYSTEM_NAMESPACE, writtenKinds } from "./access";
import { refusedField } from "./refused-field";

/**
 * Says why an object cannot land on a member: the end of a sentence about the member's access.
 *
 * @param manifest what the member gets, where that is known
 */
export function accessRefusal(
  options: AccessOptions,
  object: ObjectRef,
  manifest: Manifest | undefined,
): string | undefined {
  if (options.access === "everything" || isOfKind(object, "Namespace")) return undefined;
  if (isOfKind(object, "Secret") && !options.secrets) {
    return "does not include Secrets; set secrets: true to include them";
  }
  if (!isGranted(options, object)) return `does not include ${groupKindOf(object)}; add a rule for it to accessRules`;
  const field = manifest && refusedField(manifest);
  return (
    namespaceRefusal(options, object.namespace) ??
    (field && `does not include ${field}; leave it out, or place the object elsewhere`)
  );
}

function isGranted(options: AccessOptions, object: ObjectRef): boolean {
  const group = groupOf(object);
  // The plural of a kind that somebody else defines is not known here, so a rule for its group is enough. A group that is
  // only known later may be this one.
  const isFurther = ({ apiGroups = [] }: PolicyRule): boolean =>
    !Array.isArray(apiGroups) || apiGroups.some((one) => typeof one !== "string" || one === group || one === "*");
  return (
    writtenKinds(options).some((one) => one.group === group && Object.hasOwn(one.resources, object.kind)) ||
    options.further.some(isFurther)
  );
}

function namespaceRefusal({ access }: AccessOptions, namespace: string | undefined): string | undefined {
  if (namespace === undefined) return undefined;
  if (typeof access === "object") {
    return access.namespaces.includes(namespace) ? undefined : `does not include namespace ${quoted(namespace)}`;
  }
  return namespace === "default" || SYSTEM_NAMESPACE.test(namespace)
    ? `does not include namespace ${quoted(namespace)}, which the federation does not create`
    : undefined;
}
