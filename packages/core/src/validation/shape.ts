import {
  type Fault,
  readAs,
  type Reader,
  type Settings,
  type Shape,
  shapeFaults as faultsOf,
  STRING,
} from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";

const SETTINGS = { root: "args", refusesNull: true, deferred: deferredKindOf } satisfies Settings;

/** A value, or an Output or a promise of it. */
export function input(shape: Shape): Reader {
  return (path, value, reading) => (isDeferred(value) ? value : readAs(shape, path, value, reading));
}

/** A string, or an Output or a promise of one. */
export const STRING_INPUT = input(STRING);

/** Faults of what has the wrong shape. The arguments themselves have the path `""`. */
export function shapeFaults(path: string, value: unknown, shape: Shape, settings: Settings = {}): Fault[] {
  return faultsOf(path, value, shape, { ...SETTINGS, ...settings });
}

/** Whether a value is known only later. */
export function isDeferred(value: unknown): boolean {
  return deferredKindOf(value) !== undefined;
}

function deferredKindOf(value: unknown): string | undefined {
  if (pulumi.Output.isInstance(value)) return "an Output";
  return value instanceof Promise ? "a promise" : undefined;
}
