import { fault, quoted, required, shapeFaults, STRING } from "../../faults";
import type { Fault, Fields } from "../../faults";
import type { Member, MemberTaint } from "./member";

const TAINT: Fields<MemberTaint> = { key: STRING, value: STRING, effect: STRING };
const MEMBER: Fields<Member> = {
  name: required(STRING, "use the name that the member joined with"),
  labels: { "*": STRING },
  cloudProvider: STRING,
  region: STRING,
  zones: [STRING],
  taints: [TAINT],
};

/** Faults of a list of members. */
export function memberFaults(members: readonly Member[]): Fault[] {
  const shapes = shapeFaults("members", members, required([MEMBER], "list the members"), { ignoresUnknown: true });
  if (shapes.length > 0) return shapes;
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of members) (seen.has(name) ? twice : seen).add(name);
  return [...twice].map((name) =>
    fault("members", `${quoted(name)} is the name of two members`, "list each member once"),
  );
}
