import type { Cron } from "cdk8s";

/** The expression of a schedule. */
export function expressionOf(schedule: Cron | string | undefined): string | undefined {
  return typeof schedule === "string" ? schedule : schedule?.expressionString;
}
