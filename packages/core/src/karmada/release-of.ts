import { RELEASES } from ".";
import type { Release } from "./release";

/** The versions among which a federation chooses, such as `1.18`, the newest last. */
export function releaseVersions(): string[] {
  return RELEASES.map(({ versions }) => versions.karmada);
}

/** The release of a version. Without one, and of what is none, it is the newest. */
export function releaseOf(version: unknown): Release {
  return RELEASES.find(({ versions }) => versions.karmada === version) ?? RELEASES.at(-1)!;
}
