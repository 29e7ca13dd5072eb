import { App, Chart } from "cdk8s";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { Override } from "./override";
import type { OverrideOptions } from "./override-options";
import { Placement } from "../placement/placement";

export const placement = Placement.evenly();

export const web = (overrides: readonly Override[], env?: { [name: string]: string }): Chart => {
  const chart = new Chart(new App(), "web");
  new FederatedDeployment(chart, "nginx", { image: "nginx:1.29", args: ["-v"], env, placement, overrides });
  return chart;
};

export const rulesOf = (chart: Chart) =>
  chart.toJson().find(({ kind }) => /OverridePolicy$/.test(kind)).spec.overrideRules;
export const on = (changes: OverrideOptions) => Override.on(["f-b-cluster"], changes);
