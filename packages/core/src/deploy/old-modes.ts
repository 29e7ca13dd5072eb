import { isRecord, quoted } from "@fedstack/constructs/faults";
import { isPropagationPolicy, told } from "@fedstack/constructs/kinds";
import type { Release } from "../karmada/release";
import type { Fault } from "../validation/errors";
import { type Manifest, refOf } from "./manifests";

const FIELD = ["spec", "failover", "application", "purgeMode"];

/** Policies with a purge mode that the release does not know by this name. Releases before it know both names. */
export function oldModeFaults(
  path: string,
  objects: readonly Manifest[],
  { versions, renamedPurgeModes }: Release,
): Fault[] {
  return objects.filter(isPropagationPolicy).flatMap((object) => {
    const mode = FIELD.reduce<unknown>((value, field) => (isRecord(value) ? value[field] : undefined), object);
    if (typeof mode !== "string" || !Object.hasOwn(renamedPurgeModes, mode)) return [];
    const problem = `${told(refOf(object))} has the purge mode ${quoted(mode)}, which Karmada ${versions.karmada} does not know`;
    return [{ path, problem, remedy: `use ${quoted(renamedPurgeModes[mode])}` }];
  });
}
