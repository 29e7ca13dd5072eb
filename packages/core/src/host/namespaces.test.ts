import { one } from "../recorded.test-support";
import { record } from "../testing";
import { createNamespace, defaultNamespaces, strangerRefusal } from "./namespaces";
import { hostSite } from "./site.test-support";

const OWN = { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": "federation" };

test("namespaces are named for the federation unless they are given", () => {
  expect(defaultNamespaces("eu")).toEqual({ system: "eu-system", dns: "eu" });
});

test.each([
  [false, "strict"],
  [undefined, "strict"],
  [true, "host"],
])("with adopts: %p, a namespace that exists meets the provider %s", async (adopts, provider) => {
  const resources = await record(() => {
    createNamespace(hostSite({ adopts }), "dns-namespace", "federation", {});
  });
  expect(one(resources, "kubernetes:core/v1:Namespace", "federation-dns-namespace").provider).toBe(provider);
});

test("the namespace of a strict site is refused where it exists, even by a federation that adopts", async () => {
  const resources = await record(() => {
    createNamespace(hostSite({ adopts: true }).strict, "namespace", "federation-system", {});
  });
  expect(one(resources, "kubernetes:core/v1:Namespace", "federation-namespace").provider).toBe("strict");
});

test("only a namespace that has the federation's labels is adopted, and one that does not exist is made", () => {
  const told = /adopt: the namespace "federation" is not of federation "federation"; delete it/;
  expect(strangerRefusal("federation", "federation", OWN)).toBeUndefined();
  expect(strangerRefusal("federation", "federation", undefined)).toBeUndefined();
  expect(strangerRefusal("federation", "federation", {})).toMatch(told);
  expect(strangerRefusal("federation", "federation", { ...OWN, "app.kubernetes.io/part-of": "another" })).toMatch(told);
});
