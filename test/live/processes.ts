import { readdirSync, readFileSync } from "node:fs";

/**
 * A process of the lab's host that can be halted, as if its node did not answer.
 *
 * @param argument one of its arguments, which no other process of this machine has
 * @throws Error if there is not exactly one such process
 */
export function processWith(argument: string): { readonly halt: () => void; readonly resume: () => void } {
  const found = readdirSync("/proc").filter((id) => /^\d+$/.test(id) && argumentsOf(id).includes(argument));
  if (found.length !== 1) throw new Error(`${found.length} processes have the argument ${argument}`);
  const id = Number(found[0]);
  return { halt: () => process.kill(id, "SIGSTOP"), resume: () => process.kill(id, "SIGCONT") };
}

function argumentsOf(id: string): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
