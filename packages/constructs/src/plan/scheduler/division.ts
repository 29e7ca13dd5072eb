import type { Apportionment, Counts } from "./webster";

/** Replicas by member. */
export interface Division extends Apportionment {
  /** Whether a rule determines Karmada's choice. If not, it may choose any of several equal members. */
  readonly settled: boolean;
  /** The fixed weights, if they were used. */
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
