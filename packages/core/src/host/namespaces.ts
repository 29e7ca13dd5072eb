import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { MoreMetadata, Site } from "./site";

/** Namespaces of a federation that are not given. */
export function defaultNamespaces(federation: string): { readonly system: string; readonly dns: string } {
  return { system: `${federation}-system`, dns: federation };
}

/** Makes a namespace of the federation's own, which must not exist yet. */
export function createNamespace(
  site: Site,
  role: string,
  name: string,
  metadata: MoreMetadata,
  opts: pulumi.CustomResourceOptions = {},
): k8s.core.v1.Namespace {
  return new k8s.core.v1.Namespace(
    site.nameOf(role),
    { metadata: site.metadata(name, metadata) },
    site.strict.options(pulumi.mergeOptions(opts, { dependsOn: site.writesAllowed })),
  );
}
