import { quotedPath } from "@fedstack/constructs/faults";
import type { Finding, Plan } from "@fedstack/constructs/plan";
import type { Fault } from "../validation/errors";

/** What a call's plan finds, by what the call assumes. */
export interface Judged {
  /** What does not keep the call from being applied. */
  readonly warnings: readonly Finding[];
  readonly faults: readonly Fault[];
}

/**
 * Judges findings. What is void if something is there by other means is a fault, unless the call assumes that it is. What
 * the call assumes to no purpose is a fault, too: it would hide what is missing one day.
 *
 * @param path the call, as errors name it
 * @param assumed objects as messages show them, and names of members
 */
export function judge(path: string, plan: Plan, findings: readonly Finding[], assumed: readonly string[]): Judged {
  const isVoid = ({ assumes = [] }: Finding): boolean =>
    assumes.length > 0 && assumes.every((one) => assumed.includes(one));
  const left = findings.filter((one) => !isVoid(one));
  const isFault = ({ severity, assumes }: Finding): boolean => severity === "error" || assumes !== undefined;
  return {
    warnings: left.filter((one) => !isFault(one)),
    faults: [...left.filter(isFault).map(withOption), ...(isSettled(plan) ? idle(path, findings, assumed) : [])],
  };
}

/** A fault, with the way to go on if it is none by itself. */
function withOption({ severity, path, problem, remedy, assumes }: Finding): Fault {
  const option = severity === "warning" && assumes ? ` and set assume: [${assumes.map(quotedPath).join(", ")}]` : "";
  return { path, problem, remedy: remedy && `${remedy}${option}` };
}

/** Whether everything that a policy propagates runs somewhere. What runs nowhere needs nothing for now. */
function isSettled({ workloads, objects }: Plan): boolean {
  return [...workloads, ...objects].every(({ policy, members }) => policy === undefined || members.length > 0);
}

function idle(path: string, findings: readonly Finding[], assumed: readonly string[]): readonly Fault[] {
  const missing = findings.flatMap(({ assumes = [] }) => assumes);
  return assumed.flatMap((one, i) =>
    missing.includes(one)
      ? []
      : [
          {
            path: `${path}.assume[${i}]`,
            problem: `no object of this call refers to ${quotedPath(one)}`,
            remedy: "remove it",
          },
        ],
  );
}
