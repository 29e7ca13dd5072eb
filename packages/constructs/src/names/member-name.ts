import { quoted } from "../faults";
import type { Fault } from "../faults";

const MEMBER_NAME = /^[a-z0-9]([-a-z0-9]{0,46}[a-z0-9])?$/;

/** Checks the name of a cluster in a federation: a DNS label of at most 48 characters, since Karmada puts 15 before it. */
export function validateMemberName(name: string, path = "name"): Fault[] {
  if (MEMBER_NAME.test(name)) return [];
  return [
    {
      path,
      problem: `${quoted(name)} is not the name of a cluster`,
      remedy: 'Use at most 48 lowercase letters, digits and "-", with a letter or digit at both ends',
    },
  ];
}
