import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { HOST_ADDRESS, LAB_ID, serverOf } from "./lab";

const execute = promisify(execFile);

/** Cuts a member off from the host, this machine and the other member. It runs on by itself. */
export async function cutOff(member: "a" | "b"): Promise<void> {
  await execute("ip", ["link", "set", `${LAB_ID}-${member}`, "down"]);
}

/** Undoes {@link cutOff}. */
export async function connect(member: "a" | "b"): Promise<void> {
  await execute("ip", ["link", "set", `${LAB_ID}-${member}`, "up"]);
}

/** Lets no packet of the host or its pods reach a member's API server any more. The member reaches the host as before. */
export async function hideFromHost(member: "a" | "b"): Promise<void> {
  await execute("ip", hidden("-A", member));
}

/** Undoes {@link hideFromHost}. */
export async function showToHost(member: "a" | "b"): Promise<void> {
  await execute("ip", hidden("-D", member));
}

/** Whether the host reaches the API server of a member. */
export async function isSeenByHost(member: "a" | "b"): Promise<boolean> {
  const asked = ["curl", "--silent", "--insecure", "--max-time", "3", "--output", "/dev/null", serverOf(member)];
  return execute("ip", ["netns", "exec", `${LAB_ID}-f`, ...asked]).then(
    () => true,
    () => false,
  );
}

function hidden(change: "-A" | "-D", member: "a" | "b"): string[] {
  const rule = ["INPUT", "--protocol", "tcp", "--dport", "6443", "--source", HOST_ADDRESS, "--jump", "DROP"];
  return ["netns", "exec", `${LAB_ID}-${member}`, "iptables", change, ...rule];
}

/** Sockets on which something in the network of a member listens. */
export async function listeningIn(member: "a" | "b"): Promise<readonly string[]> {
  const { stdout } = await execute("ip", ["netns", "exec", `${LAB_ID}-${member}`, "ss", "-Htln"]);
  return stdout.split("\n").flatMap((line) => line.trim().split(/\s+/)[3] ?? []);
}
