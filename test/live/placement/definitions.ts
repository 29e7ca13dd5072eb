import type { Manifest } from "@fedstack/constructs/plan";

/** The definition of somebody else's kind, with any fields. */
export function definitionOf(
  { apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">,
  scope: "Cluster" | "Namespaced" = "Namespaced",
): Manifest {
  const [group, version] = apiVersion.split("/") as [string, string];
  const plural = `${kind.toLowerCase()}s`;
  const openAPIV3Schema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural },
      scope,
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}
