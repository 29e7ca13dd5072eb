import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { LAB_ID } from "./lab";

const execute = promisify(execFile);

/** Cuts a member off from the host, this machine and the other member. It runs on by itself. */
export async function cutOff(member: "a" | "b"): Promise<void> {
  await execute("ip", ["link", "set", `${LAB_ID}-${member}`, "down"]);
}

/** Undoes {@link cutOff}. */
export async function connect(member: "a" | "b"): Promise<void> {
  await execute("ip", ["link", "set", `${LAB_ID}-${member}`, "up"]);
}
