/** How this package and `@fedstack/core` tell what is wrong. Internal to the two. */

export { at, fault, tell, within } from "./fault";
export type { Fault } from "./fault";
export { quoted } from "./quoted";
