import type { Manifest } from "./manifests";
import { ownObjectFaults } from "./own-objects";

const object = (apiVersion: string, kind: string, name: string, namespace?: string): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});
const problemsOf = (...objects: readonly Manifest[]): string[] =>
  ownObjectFaults("deploy", objects, "prod-system").map(({ problem }) => problem);

test.each([
  object("v1", "ConfigMap", "x", "karmada-cluster"),
  object("v1", "Secret", "x", "prod-system"),
  object("v1", "Secret", "x", "karmada-es-a"),
  object("v1", "Namespace", "karmada-cluster"),
  object("v1", "Namespace", "prod-system"),
  object("cluster.karmada.io/v1alpha1", "Cluster", "a"),
  object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "works.work.karmada.io"),
  object("apiregistration.k8s.io/v1", "APIService", "v1alpha1.cluster.karmada.io"),
  object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "mutating-config"),
])("an object that the federation itself owns is not deployed: $kind $metadata.name", (own) => {
  expect(problemsOf(own)).toEqual([expect.stringMatching(/federation itself$/)]);
});

test("other objects are deployed, also of kinds that are called the same", () => {
  expect(
    problemsOf(
      object("v1", "ConfigMap", "prod-system", "shop"),
      object("v1", "Namespace", "shop"),
      object("postgresql.cnpg.io/v1", "Cluster", "a", "shop"),
      object("policy.karmada.io/v1alpha1", "PropagationPolicy", "x", "shop"),
    ),
  ).toEqual([]);
});
