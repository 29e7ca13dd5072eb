import { planManifests } from "@fedstack/constructs/plan";
import type { Manifest } from "../deploy/manifests";
import { federationDiagram } from "./diagram";

const MEMBERS = [{ name: "a", region: "tw" }, { name: "b" }];

const object = (kind: string, name: string, spec: object): Manifest => ({
  apiVersion: kind === "Deployment" ? "apps/v1" : "v1",
  kind,
  metadata: { name, namespace: "shop" },
  spec,
});
const policy = (name: string, clusterNames: readonly string[], selected: readonly Manifest[]): Manifest => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name, namespace: "shop" },
  spec: {
    resourceSelectors: selected.map(({ apiVersion, kind, metadata }) => ({ apiVersion, kind, name: metadata.name })),
    placement: { clusterAffinity: { clusterNames } },
  },
});

const web = [
  object("Deployment", "web", { replicas: 2, template: {} }),
  object("Service", "web", { type: "LoadBalancer" }),
];
const cache = [
  object("Deployment", "cache", { replicas: 1, template: {} }),
  object("Service", "cache", { type: "ClusterIP" }),
];
const calls = [
  [...web, policy("web", ["a", "b"], web)],
  [...cache, policy("cache", ["b"], cache)],
];

test("all calls are in one diagram, with names of Services of type LoadBalancer only", () => {
  const plans = calls.map((objects) => planManifests(objects, MEMBERS));
  const diagram = federationDiagram(
    plans,
    calls.flat(),
    MEMBERS,
    (service, namespace) => `${service}.${namespace}.zone`,
  );
  expect(diagram).toContain("<b>a</b><br/>shop/web × 2<br/>1 other object");
  expect(diagram).toContain("<b>b</b><br/>shop/web × 2<br/>shop/cache × 1<br/>2 other objects");
  expect(diagram).toContain("<b>web.shop.zone</b><br/>→ a<br/>→ b");
  expect(diagram).not.toContain("cache.shop.zone");
});

test.each<[object, string]>([
  [{ before: 1 }, 'diagram().before: "1" is a number; '],
  [{ before: { plan: {}, members: [] } }, "diagram().before.plan.workloads: is missing"],
  [{ after: 1 }, "diagram().after: is not a known field"],
])("%j is refused by its path in the call", (options, message) => {
  expect(() => federationDiagram([], [], MEMBERS, () => "", options)).toThrow(message);
});
