import { type Answer, ask } from "./dns";
import { eventually } from "./lab";

/** Until publishers have seen a change, and caches have forgotten what was there before. */
const SECONDS = 20;

/** Waits until name servers give these addresses for a name, and no other. */
export function untilAddressesAre(
  server: string,
  name: string,
  expected: readonly string[],
  by: "udp" | "tcp" = "udp",
): Promise<Answer> {
  return eventually(
    `${name} has the addresses ${expected.join()}`,
    SECONDS,
    () => ask(server, name, by),
    ({ addresses }) => addresses.join() === expected.join(),
  );
}
