import type { Apportionment, Counts } from "./webster";

/** Replicas by member. */
export interface Division extends Apportionment {
  /** Whether Karmada chooses by a rule; if not, it is free among equal members. */
  readonly settled: boolean;
  /** The fixed weights, if it went by them. */
  readonly weights?: Counts | undefined;
}

/** Replicas by member, or why there are none. */
export type DivisionResult = Division | { readonly problem: string };

/** Sum of numbers. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
