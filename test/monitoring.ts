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
const read = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

/** The alert rules that the package ships. */
export function alerts(): readonly Alert[] {
  return (parse(read("alerts.yaml")) as { groups: { rules: Alert[] }[] }).groups.flatMap(({ rules }) => rules);
}

/** The panels of the dashboard that the package ships. */
export function panels(): readonly Panel[] {
  const { panels: all } = JSON.parse(read("dashboard.json")) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  return all.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
}
