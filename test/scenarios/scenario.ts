import type { App, Chart } from "cdk8s";

export const a = { name: "f-a-cluster" };
export const b = { name: "f-b-cluster" };

/** Typical charts by their names. */
export interface Scenarios {
  readonly [name: string]: (app: App) => Chart;
}
