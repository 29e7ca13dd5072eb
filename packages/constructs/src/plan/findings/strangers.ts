import { quoted } from "../../faults";
import type { ObjectRef } from "../../kinds/identity";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import type { Member } from "../model/member";
import type { OverridesOfObject } from "../overrides/override-policies";
import type { Policy } from "../policies/policies";
import { listed } from "../report/listed";
import { selectionsIn, strangersIn } from "../scheduler/named-members";

/** What the placement of an object, and its overrides, name that is not a member. */
export function strangersTo(
  ref: ObjectRef,
  { spec: { placement = {} } }: Policy,
  overrides: OverridesOfObject | undefined,
  members: readonly Member[],
): readonly Finding[] {
  const found = (by: string, name: string): Finding => ({
    ...warningOn(ref, `${by} names ${quoted(name)}, which is not a member of this federation`, remedyAmong(members)),
    ...(members.length > 0 && { assumes: [name] }),
  });
  const byOverrides = (overrides?.targets ?? []).flatMap(({ policy, target }) =>
    strangersIn([target], members).map((name) => found(`${policy.kind} ${policy.name}`, name)),
  );
  return [
    ...strangersIn(selectionsIn(placement), members).map((name) => found("its placement", name)),
    ...byOverrides.filter(({ problem }, i) => byOverrides.findIndex((one) => one.problem === problem) === i),
  ];
}

function remedyAmong(members: readonly Member[]): string {
  const names = listed(members.map(({ name }) => quoted(name)));
  return members.length > 0 ? `use one of ${names}, or make sure that others join it` : "join it first";
}
