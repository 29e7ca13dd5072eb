import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { labScript } from "./lab";
import { LAB_HOME } from "./missing";

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
  return { halt: () => process.kill(id, "SIGSTOP"), resume: () => resume(id) };
}

/** Kills a process of the lab, such as `apiserver-f`, and starts it again. */
export async function restart(name: string): Promise<void> {
  const [id] = readFileSync(join(LAB_HOME, "pids", name), "utf8").split(" ");
  process.kill(Number(id), "SIGKILL");
  await labScript("up.sh");
}

/** Lets a process go on, unless Kubernetes has ended it meanwhile because it did not answer. */
function resume(id: number): void {
  try {
    process.kill(id, "SIGCONT");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function argumentsOf(id: string): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
