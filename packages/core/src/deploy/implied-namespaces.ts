import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Site } from "../host/site";
import { type Manifest, resourceNameOf } from "./manifests";

/**
 * Creates a namespace that calls of `deploy` need and do not apply.
 *
 * @param parent parent of the namespace
 * @param allowed what resolves if it may be created
 */
export function impliedNamespace(
  api: Site,
  namespace: Manifest,
  parent: pulumi.Resource,
  allowed: pulumi.Output<void> | undefined,
): pulumi.CustomResource {
  const metadata = pulumi.output(allowed).apply(() => api.metadata(namespace.metadata.name));
  return new k8s.core.v1.Namespace(resourceNameOf(api, namespace), { metadata }, api.under(parent).options());
}
