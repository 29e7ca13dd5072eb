import { quoted } from "../../faults";
import { bindingName, keyOf, told } from "../../kinds/identity";
import { errorOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import type { ObjectRef } from "../../kinds/identity";
import { dnsSubdomain } from "../../kinds/syntax";
import type { Claimed } from "./cautions";

/**
 * Objects for which Karmada cannot make a binding of their own: its name would not be valid, or an object of another group
 * has it already.
 *
 * @param isOwn whether an object is among those to plan
 * @see https://github.com/karmada-io/karmada/issues/2090
 */
export function unbound(claimed: readonly Claimed[], isOwn: (ref: ObjectRef) => boolean): readonly Finding[] {
  const first = new Map<string, ObjectRef>();
  return claimed.flatMap(({ ref, policy }) => {
    if (!policy) return [];
    const name = bindingName(ref);
    if (dnsSubdomain("", name).length > 0) {
      if (!isOwn(ref)) return [];
      return [
        errorOn(
          ref,
          `Karmada cannot name its binding ${quoted(name)}`,
          "rename it: use lowercase letters, digits, - and .",
        ),
      ];
    }
    const key = `${ref.namespace ?? ""}/${name}`;
    const other = first.get(key);
    if (!other) first.set(key, ref);
    if (!other || keyOf(other) === keyOf(ref)) return [];
    const [one, two] = isOwn(ref) ? [ref, other] : [other, ref];
    const problem = `would share its binding ${name} with ${told(two)} of ${two.apiVersion}: Karmada propagates only one`;
    return isOwn(one) ? [errorOn(one, problem, "rename one of them")] : [];
  });
}
