import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** An alert rule of Prometheus. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** A panel of the dashboard, with one question. */
export interface Panel {
  readonly title: string;
  readonly expr: string;
}

const FOLDER = join(__dirname, "..", "packages", "core", "monitoring");
/** File of the alert rules. */
export const ALERTS_FILE = join(FOLDER, "alerts.yaml");

/** The alert rules that the package ships. */
export function alerts(): readonly Alert[] {
  return (parse(readFileSync(ALERTS_FILE, "utf8")) as { groups: { rules: Alert[] }[] }).groups.flatMap(
    ({ rules }) => rules,
  );
}

/** The panels of the dashboard that the package ships. */
export function panels(): readonly Panel[] {
  const { panels: all } = JSON.parse(readFileSync(join(FOLDER, "dashboard.json"), "utf8")) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  return all.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
}
