/**
 * What is known about kinds, how objects are identified, and the versions of both. Internal to this package and
 * `@fedstack/core`.
 */

export {
  API_GROUPS,
  belongsTo,
  BY_BINDING,
  BY_POLICY,
  DOMAIN,
  MEMBERS_NAMESPACE,
  RETAIN_REPLICAS,
  SKIP_NAMESPACE,
  SYSTEM_NAMESPACE,
  VERSIONS,
  WORKS_PREFIX,
} from "../karmada";
export type { Apis, Versions } from "../karmada";
export { isBuiltIn } from "./built-in";
export { cronSchedule } from "./cron";
export { definitionsIn } from "./definitions";
export type { Definitions } from "./definitions";
export { warningsAt } from "./finding";
export type { Annotated } from "./finding";
export { describes, groupKindOf, groupOf, isOfKind, keyOf, told } from "./identity";
export type { GroupKind, ObjectRef, OfKind } from "./identity";
export type { Manifest } from "./manifest";
export { isKubernetesNamespace, isMembersNamespace } from "./namespaces";
export { objectFaults } from "./object-faults";
export { isOverridePolicy, isPropagationPolicy } from "./policies";
export { podSpecPath } from "./pod-specs";
export { billionths } from "./quantity";
export {
  annotationKey,
  envName,
  isDnsLabel,
  isObjectName,
  LABEL_REMEDY,
  labelKey,
  labelValue,
  quantity,
} from "./syntax";
export type { Check } from "./syntax";
