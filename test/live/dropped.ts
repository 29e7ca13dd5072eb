import { commandsIn } from "./guide";
import { kubectl } from "./lab";

/** Runs the commands of the guide that take away what a cluster still has that was dropped, and is back. */
export async function cleanDropped(member: "a" | "b"): Promise<void> {
  const commands = commandsIn("losing-members", "If the cluster comes back after all").join("");
  const here = commands.replaceAll("f-b-cluster", `${member}-cluster`).replaceAll("shop", "default");
  for (const line of here.trim().split("\n")) {
    const [program, ...args] = line.split(" ");
    expect(program).toBe("kubectl");
    await kubectl(member, ...args);
  }
}
