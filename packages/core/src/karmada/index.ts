/**
 * The release of Karmada that this version of the packages is for: all that it decides over a control plane. The next
 * release is one more folder with a value of the same type, which may build on this one, and its name here and in
 * `scripts/definitions.mjs`. What it decides over objects and their plan is in `@fedstack/constructs`, in the folder of
 * the same name.
 */
export { RELEASE_1_18 as RELEASE } from "./1.18/release";
