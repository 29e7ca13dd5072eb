/** What is known about kinds, and how objects are identified. Internal to this package and `@fedstack/core`. */

export { definitionsIn } from "./definitions";
export type { Definitions } from "./definitions";
export { describes, groupKindOf, groupOf, isOfKind, keyOf, told } from "./identity";
export type { GroupKind, ObjectRef, OfKind } from "./identity";
export type { Manifest } from "./manifest";
export { objectFaults } from "./object-faults";
export { billionths } from "./quantity";
