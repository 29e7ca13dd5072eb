import { definitionsIn } from "./definitions";
import { refOf, scopeOf } from "./scope";

const of = (apiVersion: string, kind: string) => ({ apiVersion, kind });
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "fleets.example.com" },
  spec: { group: "example.com", names: { kind: "Fleet" }, scope: "Cluster" },
};
const definitions = definitionsIn([definition]);

test("Kubernetes' own kinds have the scope that they have in every cluster", () => {
  expect(scopeOf(of("v1", "ConfigMap"), definitions)).toBe("Namespaced");
  expect(scopeOf(of("rbac.authorization.k8s.io/v1", "ClusterRole"), definitions)).toBe("Cluster");
  expect(scopeOf(of("admissionregistration.k8s.io/v1beta1", "MutatingAdmissionPolicy"), definitions)).toBe("Cluster");
});

test("a custom kind has the scope of its definition, and a well-known one has its own", () => {
  expect(scopeOf(of("example.com/v1", "Fleet"), definitions)).toBe("Cluster");
  expect(scopeOf(of("cert-manager.io/v1", "ClusterIssuer"), definitions)).toBe("Cluster");
  expect(scopeOf(of("apps.kruise.io/v1alpha1", "CloneSet"), definitions)).toBe("Namespaced");
  expect(scopeOf(of("other.example.com/v1", "Fleet"), definitions)).toBeUndefined();
});

test("only objects in namespaces have one in their identity, the default one if they name none", () => {
  const metadata = { name: "x", namespace: "shop" };
  expect(refOf({ ...of("v1", "Secret"), metadata: { name: "x" } }, definitions).namespace).toBe("default");
  expect(refOf({ ...of("v1", "Secret"), metadata }, definitions).namespace).toBe("shop");
  expect(refOf({ ...of("example.com/v1", "Fleet"), metadata }, definitions)).not.toHaveProperty("namespace");
});
