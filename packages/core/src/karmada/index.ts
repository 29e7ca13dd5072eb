import { RELEASE_1_18 } from "./1.18/release";
import type { Release } from "./release";

/**
 * The releases of Karmada that a federation can run, the newest last: all that each decides over a control plane. The
 * next release is one more folder with a value of the same type, which may build on this one, and its name here and in
 * `scripts/definitions.mjs`. What a release decides over objects and their plan is in `@fedstack/constructs`, in the
 * folder of the same name.
 */
export const RELEASES: readonly Release[] = [RELEASE_1_18];

/** The newest of them, which a federation runs. */
export const RELEASE: Release = RELEASES.at(-1)!;
