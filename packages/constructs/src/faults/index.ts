/** How this package and `@fedstack/core` report faults. Internal to both. */

export { at, fault, isAt, refuse, tell, within } from "./fault";
export type { Fault } from "./fault";
export {
  BOOLEAN,
  checked,
  filled,
  instanceOf,
  mapOf,
  NUMBER,
  ofKinds,
  PATTERN,
  required,
  secret,
  SKIPPED_API,
  STRING,
  wordOf,
} from "./kinds";
export { isRecord, kindOf } from "./kind-of";
export { alternatives, quoted, quotedPath } from "./quoted";
export { also, read, readAs, readList, shapeFaults, unexplained } from "./read";
export type { Read } from "./read";
export type { FieldName, Fields, FieldShapes, Kind, Reader, Reading, Required, Settings, Shape } from "./shape";
