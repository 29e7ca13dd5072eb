import { object } from "../manifests.test-support";
import { together } from "./together";

test("the own objects come first, and replace others of the same name", () => {
  const [own, same, other] = [object("ConfigMap", "a", { n: 1 }), object("ConfigMap", "a"), object("ConfigMap", "b")];
  const { all, isOwn } = together([own], [same, other]);
  expect(all).toEqual([own, other]);
  expect(all[0]).toBe(own);
  const ref = { apiVersion: "v1", kind: "ConfigMap", namespace: "shop" };
  expect([isOwn({ ...ref, name: "a" }), isOwn({ ...ref, name: "b" })]).toEqual([true, false]);
});

test("a definition among the others says which namespace an object is in", () => {
  const group = { apiVersion: "example.com/v1", kind: "Widget" };
  const names = { kind: "Widget", plural: "widgets" };
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "widgets.example.com" },
    spec: { group: "example.com", scope: "Cluster", names, versions: [{ name: "v1", served: true, storage: true }] },
  };
  const { isOwn } = together([{ ...group, metadata: { name: "w", namespace: "shop" } }], [definition]);
  expect(isOwn({ ...group, name: "w" })).toBe(true);
});
