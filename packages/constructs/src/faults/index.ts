/** How this package and `@fedstack/core` report faults. Internal to both. */

export { at, fault, tell, within } from "./fault";
export type { Fault } from "./fault";
export { nearest } from "./nearest";
export { quoted, quotedPath } from "./quoted";
export { also, instanceOf, read, readAs, readList, STRING, unexplained } from "./shape";
export type { FieldName, Fields, FieldShapes, Kind, Read, Reader, Shape } from "./shape";
