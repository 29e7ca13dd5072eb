import type { Chart } from "cdk8s";

/** The message that synthesis of a chart fails with; empty if it succeeds. */
export function messageOf(chart: Chart): string {
  try {
    chart.toJson();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The faults in that message. */
export function faultsOf(chart: Chart): string[] {
  return messageOf(chart).split("\n  ").slice(1);
}
