import { ApiObject, App, Chart } from "cdk8s";
import { knownScopeOf, namespaceFor, namespaceOf, outsideNamespaces } from "./scope";

const custom = (chart: Chart, id: string, metadata: object = {}): ApiObject =>
  new ApiObject(chart, id, { apiVersion: "example.com/v1", kind: "Thing", metadata });

function define(app: App, scope: "Cluster" | "Namespaced"): void {
  new ApiObject(new Chart(app, "definitions"), "things", {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "things.example.com" },
    spec: { group: "example.com", scope, names: { kind: "Thing" } },
  });
}

test("the scope of a custom resource is that of its definition in another chart of the app", () => {
  const app = new App();
  const chart = new Chart(app, "shop", { namespace: "shop" });
  const thing = custom(chart, "thing");
  expect(knownScopeOf(thing)).toBeUndefined();
  expect(namespaceOf(thing)).toBe("shop");
  define(app, "Cluster");
  expect(knownScopeOf(thing)).toBe("Cluster");
  expect(namespaceOf(thing)).toBeUndefined();
});

test("without a definition, only a namespace of its own tells that an object is in one", () => {
  const chart = new Chart(new App(), "shop", { namespace: "shop" });
  expect(knownScopeOf(custom(chart, "own", { namespace: "other" }))).toBe("Namespaced");
  expect(knownScopeOf(custom(chart, "charts", { namespace: "shop" }))).toBeUndefined();
  expect(namespaceOf(custom(chart, "assumed"), "Cluster")).toBeUndefined();
});

test("an object is in its own namespace, or in that of its chart, or in default", () => {
  const app = new App();
  const [shop, none] = [new Chart(app, "shop", { namespace: "shop" }), new Chart(app, "none")];
  expect(namespaceFor(shop, { namespace: "other" })).toBe("other");
  expect(namespaceFor(shop)).toBe("shop");
  expect(namespaceFor(none)).toBe("default");
  expect(namespaceOf(new ApiObject(none, "a", { apiVersion: "v1", kind: "ConfigMap" }))).toBe("default");
});

test("an object outside of namespaces loses the one that its chart gives it, however often it is asked", () => {
  const chart = new Chart(new App(), "shop", { namespace: "shop" });
  const thing = custom(chart, "thing");
  outsideNamespaces(thing);
  outsideNamespaces(thing);
  expect(chart.toJson()[0].metadata).not.toHaveProperty("namespace");
  const free = new Chart(new App(), "free");
  outsideNamespaces(custom(free, "thing"));
  expect(free.toJson()).toHaveLength(1);
});
