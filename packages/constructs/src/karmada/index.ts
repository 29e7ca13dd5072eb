/**
 * The release of Karmada that this version of the packages is for: what it decides over objects and their plan. The next
 * release is one more folder with a value of the same type, which may build on this one, and its name here. How a
 * release schedules is in `plan/scheduler`. What it decides over a control plane is in `@fedstack/core`, in the folder
 * of the same name.
 */
import { RELEASE_1_18 as RELEASE } from "./1.18/release";
import type { Versions } from "./release";

/** Versions of the release that the packages are for. */
export const VERSIONS: Versions = RELEASE.versions;
export { RELEASE };
export type { Fields, Interpreter, ReplicaField } from "./interpreter";
export type { Apis, Versions } from "./release";
