import { ApiObject, App } from "cdk8s";
import type { Chart } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { valueAt } from "../json/json-pointer";
import type { Manifest } from "../kinds/manifest";
import { overridesAmong } from "../plan/overrides/override-policies";
import { Propagation } from "../propagation/propagation";
import { faultsOf } from "../synthesis.test-support";
import type { Override } from "./override";
import { on, placement, rulesOf } from "./override.test-support";

const IMAGE = "/spec/template/spec/containers/0/image";
const TEMPLATE = {
  template: {
    spec: {
      containers: [{ name: "web", image: "registry.example.com/web:1", args: ["-v"] }],
      initContainers: [{ name: "migrate", image: "registry.example.com/migrate:1" }],
    },
  },
};

/** A chart with an object that an override changes on one member. */
function overridden(apiVersion: string, kind: string, spec: object, ...overrides: readonly Override[]): Chart {
  const chart = new FederatedChart(new App(), "web");
  const object = new ApiObject(chart, "web", { apiVersion, kind, metadata: { name: "web" }, spec });
  new Propagation(chart, "group", { objects: [object], placement, overrides });
  return chart;
}

/** A field of the only object, as that member gets it. */
function landed(chart: Chart, pointer: string): unknown {
  const manifests: Manifest[] = chart.toJson();
  const object = manifests.find(({ metadata }) => metadata.name === "web")!;
  const ref = { apiVersion: object.apiVersion, kind: object.kind, name: "web", namespace: "default" };
  const found = overridesAmong(manifests)(object, ref)!.on({ name: "f-b-cluster" }, object);
  return valueAt("manifest" in found && found.manifest, pointer);
}

test.each([
  ["apps.kruise.io/v1alpha1", "CloneSet"],
  ["argoproj.io/v1alpha1", "Rollout"],
])("the image of a %s %s changes at its path", (apiVersion, kind) => {
  const chart = overridden(apiVersion, kind, TEMPLATE, on({ image: { registry: "mirror.example.com" } }));
  const replaced = { component: "Registry", operator: "replace", value: "mirror.example.com" };
  expect(rulesOf(chart)[0].overriders.imageOverrider).toEqual([
    { predicate: { path: IMAGE }, ...replaced },
    { predicate: { path: IMAGE.replace("containers", "initContainers") }, ...replaced },
  ]);
  expect(landed(chart, IMAGE)).toBe("mirror.example.com/web:1");
});

test("a pinned image of a custom resource keeps its digest", () => {
  const digest = `sha256:${"0a".repeat(32)}`;
  const pinned = {
    template: { spec: { containers: [{ name: "web", image: `registry.example.com/web:1@${digest}` }] } },
  };
  const chart = overridden("argoproj.io/v1alpha1", "Rollout", pinned, on({ image: { repository: "fork" } }));
  expect(landed(chart, IMAGE)).toBe(`registry.example.com/fork@${digest}`);
});

test("arguments and variables of a custom resource change as a whole", () => {
  const changes = on({ container: "web", args: { add: ["-q"] }, env: { REGION: "b" } });
  const chart = overridden("apps.kruise.io/v1alpha1", "CloneSet", TEMPLATE, changes);
  expect(landed(chart, "/spec/template/spec/containers/0")).toEqual({
    name: "web",
    image: "registry.example.com/web:1",
    args: ["-v", "-q"],
    env: [{ name: "REGION", value: "b" }],
  });
});

test("a custom resource without containers where they are looked for is a fault", () => {
  const chart = overridden("example.com/v1", "Game", { image: "x" }, on({ image: { tag: "2" } }));
  expect(faultsOf(chart)).toEqual([
    '[web/group] overrides[0]: Game "web" has no containers where they are looked for; use set with pointers to its fields',
  ]);
});
