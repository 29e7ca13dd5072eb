import { quoted } from "../faults";
import type { Fault } from "../faults";

const MEMBER_NAME = /^[a-z0-9]([-a-z0-9]{0,46}[a-z0-9])?$/;

/** Checks the name of a member: a DNS label of at most 48 characters, because Karmada adds a prefix of 15. */
export function validateMemberName(name: string, path = "name"): Fault[] {
  if (typeof name === "string" && MEMBER_NAME.test(name)) return [];
  return [
    {
      path,
      problem: `${quoted(name)} is not a valid cluster name`,
      remedy: 'use at most 48 lowercase letters, digits and "-", with a letter or digit at both ends',
    },
  ];
}
