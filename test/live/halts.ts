import { setTimeout as pause } from "node:timers/promises";
import type { processWith } from "./processes";

/** How often a process is halted, and for how long each time. */
interface Turns {
  readonly turns: number;
  readonly milliseconds: number;
}

/** How a member of etcd is halted. */
export const HALTS: Readonly<Record<string, Turns>> = {
  "does not respond": { turns: 1, milliseconds: 20_000 },
  "takes a second for each answer": { turns: 15, milliseconds: 1_000 },
};
/** How long a halted process runs between two halts. */
const AWAKE_MILLISECONDS = 200;

/** Halts a process in turns, and resolves once it goes on for good. */
export async function halted(
  { halt, resume }: ReturnType<typeof processWith>,
  { turns, milliseconds }: Turns,
): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    halt();
    await pause(milliseconds).finally(resume);
    await pause(AWAKE_MILLISECONDS);
  }
}
