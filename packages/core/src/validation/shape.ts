import {
  checked,
  type Fault,
  mapOf,
  type Read,
  readAs,
  type Reader,
  type Reading,
  type Settings,
  type Shape,
  shapeFaults as faultsOf,
  STRING,
} from "@fedstack/constructs/faults";
import { labelKey, labelValue } from "@fedstack/constructs/kinds";
import * as pulumi from "@pulumi/pulumi";

const SETTINGS = { root: "args", refusesNull: true, deferred: deferredKindOf } satisfies Settings;

/** A value, or an Output or a promise of it. */
export function input(shape: Shape): Reader {
  return (path, value, reading) => (isDeferred(value) ? value : readAs(shape, path, value, reading));
}

/** A string, or an Output or a promise of one. */
export const STRING_INPUT = input(STRING);

/** The value of a label. */
export const LABEL_VALUE = checked<string>(STRING, labelValue);

/** Labels, with values that are known from the start. */
export const LABELS = mapOf(labelKey, LABEL_VALUE);

/** What was given, without what has the wrong shape, and every fault. The arguments themselves have the path `""`. */
export function readArgs<T>(value: unknown, shape: Shape): Read<Partial<T>> {
  const reading: Reading = { ...SETTINGS, faults: [] };
  const given = readAs(shape, "", value === undefined ? {} : value, reading) ?? {};
  return { given: given as Partial<T>, faults: reading.faults };
}

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
