import { isRecord, quoted } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import { guardInputs } from "../kube/annotation-guard";

/** Hooks of the Cluster of a member: they refuse that it changes between push and pull. */
export function keepMode(name: string, member: string): pulumi.ResourceHook[] {
  return guardInputs(`${name}-keeps-mode`, (running, wanted) =>
    modeRefusal(member, running?.["spec"], wanted?.["spec"]),
  );
}

/** Why the mode of a member cannot change, if it would. */
export function modeRefusal(member: string, running: unknown, wanted: unknown): string | undefined {
  const [before, after] = [modeOf(running), modeOf(wanted)];
  if (before === undefined || after === undefined || before === after) return undefined;
  return (
    `join(${quoted(member)}).mode: cannot change from ${quoted(before)} to ${quoted(after)} while the cluster is a member; ` +
    `set mode to ${quoted(before)}, or let the member leave in one up and join again in the next`
  );
}

function modeOf(spec: unknown): string | undefined {
  const mode = isRecord(spec) ? spec["syncMode"] : undefined;
  return typeof mode === "string" ? mode.toLowerCase() : undefined;
}
