import { isOfKind } from "../kinds/identity";
import type { OfKind } from "../kinds/identity";
import type { Manifest } from "../kinds/manifest";

/** Annotations that Federation v1's autoscaler wrote on the workloads that it scaled. */
export const HPA_TARGETS = "federation.kubernetes.io/hpa-target-cluster-list";

/** Annotations written by Federation v1, Kubernetes' controllers and kubectl. */
export const WRITTEN: readonly string[] = [
  HPA_TARGETS,
  "federation.kubernetes.io/service-ingresses",
  "ingress.federation.kubernetes.io/first-cluster",
  "deployment.kubernetes.io/revision",
  "deprecated.daemonset.template.generation",
  "kubectl.kubernetes.io/last-applied-configuration",
];

/** Finalizers that Federation v1 put on everything that it federated. */
const FINALIZERS = ["federation.kubernetes.io/delete-from-underlying-clusters", "orphan"];

type Fields = { readonly [field: string]: unknown };

/**
 * An object without the fields that API servers and controllers set, and without the annotations that have been read.
 */
export function withoutServerFields(
  { apiVersion, kind, metadata, ...rest }: Manifest,
  read: readonly string[],
): Manifest {
  const body = omit(rest, ["status"]);
  const { name, namespace, labels, annotations, finalizers } = metadata;
  const kept = Object.entries((annotations ?? {}) as Fields).filter(([key]) => ![...WRITTEN, ...read].includes(key));
  const others = ((finalizers ?? []) as readonly string[]).filter((one) => !FINALIZERS.includes(one));
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(labels !== undefined && labels !== null && { labels }),
      ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }),
      ...(others.length > 0 && { finalizers: others }),
    },
    ...body,
    ...(body["spec"] !== undefined &&
      body["spec"] !== null && { spec: ownSpec({ apiVersion, kind }, body["spec"] as Fields) }),
  };
}

function ownSpec(object: OfKind, { template, ...spec }: Fields): Fields {
  const pods = template as { readonly metadata?: Fields } | undefined | null;
  const metadata = omit(pods?.metadata ?? {}, ["creationTimestamp"]);
  const own = pods ? { ...spec, template: { ...pods, metadata } } : spec;
  if (isOfKind(object, "Service")) return omit(own, spec["clusterIP"] === "None" ? [] : ["clusterIP", "clusterIPs"]);
  if (isOfKind(object, "Namespace")) return omit(own, ["finalizers"]);
  if (!isOfKind(object, "batch/Job") || spec["manualSelector"] === true) return own;
  const labels = omit((metadata["labels"] ?? {}) as Fields, ["controller-uid", "job-name"]);
  return omit({ ...own, ...(pods && { template: { ...pods, metadata: { ...metadata, labels } } }) }, ["selector"]);
}

function omit(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
