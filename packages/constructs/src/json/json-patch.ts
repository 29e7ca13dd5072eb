import { tokensOf } from "./json-pointer";

/** An operation of a JSON patch (RFC 6902). */
export interface PatchOperation {
  readonly op: "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: unknown;
}

/** Reason why an operation cannot be applied, as a clause without a period. */
export class DoesNotApply extends Error {}

type Container = { [key: string]: unknown } | unknown[];

/**
 * A document after a patch, as Karmada's JSON patch library applies it: what is replaced or removed must exist, and a negative
 * index counts from the end. The document that is given stays as it is.
 *
 * @throws DoesNotApply
 * @see https://github.com/evanphx/json-patch/blob/v5.9.11/v5/patch.go
 */
export function patched<T>(document: T, operations: readonly PatchOperation[]): T {
  if (operations.length === 0) return document;
  const result = [structuredClone(document)] as [T];
  for (const operation of operations) {
    const tokens = [0, ...tokensOf(operation.path)];
    const holder = tokens.slice(0, -1).reduce<unknown>((at, token) => child(at, token), result);
    apply(holder, tokens.at(-1)!, operation);
  }
  return result[0];
}

function child(holder: unknown, token: string | number): unknown {
  if (!isContainer(holder)) return undefined;
  const key = Array.isArray(holder) ? indexIn(holder.length, token) : token;
  return key !== undefined && Object.hasOwn(holder, key) ? (holder as { [key: string]: unknown })[key] : undefined;
}

function apply(holder: unknown, token: string | number, { op, path, value }: PatchOperation): void {
  if (!isContainer(holder)) throw missing(path.slice(0, path.lastIndexOf("/")));
  if (op !== "add" && child(holder, token) === undefined) throw missing(path);
  if (!Array.isArray(holder)) {
    if (op === "remove") delete holder[token];
    else holder[token] = value ?? null;
    return;
  }
  const index = token === "-" && op === "add" ? holder.length : indexIn(holder.length + (op === "add" ? 1 : 0), token);
  if (index === undefined) throw missing(path);
  if (op === "replace") holder[index] = value ?? null;
  else if (op === "remove") holder.splice(index, 1);
  else holder.splice(index, 0, value ?? null);
}

/** Index into a list with a length; undefined if the token is not one. */
function indexIn(length: number, token: string | number): number | undefined {
  const number = /^[+-]?\d+$/.test(String(token)) ? Number(token) : NaN;
  const index = number < 0 ? number + length : number;
  return index >= 0 && index < length ? index : undefined;
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

function missing(path: string): DoesNotApply {
  return new DoesNotApply(`${JSON.stringify(path)} is not in the object`);
}
