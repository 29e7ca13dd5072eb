import type { Chart } from "cdk8s";
import { ApiObject } from "cdk8s";
import { Placement } from "../placement/placement";

export const placement = Placement.evenly();

export const definition = (chart: Chart, scope: string) =>
  new ApiObject(chart, "definition", {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "crontabs.stable.example.com" },
    spec: { group: "stable.example.com", names: { kind: "CronTab", plural: "crontabs" }, scope },
  });

export const crontab = (chart: Chart) =>
  new ApiObject(chart, "crontab", {
    apiVersion: "stable.example.com/v1",
    kind: "CronTab",
    metadata: { name: "nightly" },
  });
