import { fault, quoted } from "../faults";
import { kubefedFault } from "./kubefed";
import { isKubefed, isOfKind } from "../kinds/identity";
import type { Findings } from "./findings";
import type { Manifest } from "../kinds/manifest";

type Fields = { readonly [field: string]: unknown };

interface Conversion {
  /** The version that Kubernetes serves now. */
  readonly current: string;
  /**
   * Converts a spec of `extensions/v1beta1` to it, with the defaults that no longer exist; absent if only `current` was
   * served.
   */
  readonly spec?: (spec: Fields) => Fields;
}

/** Kinds that Federation v1 federated. */
const KINDS: { readonly [kind: string]: Conversion } = {
  ConfigMap: { current: "v1" },
  DaemonSet: { current: "apps/v1", spec: daemonSet },
  Deployment: { current: "apps/v1", spec: deployment },
  Ingress: { current: "networking.k8s.io/v1", spec: ingress },
  Job: { current: "batch/v1" },
  Namespace: { current: "v1" },
  ReplicaSet: { current: "apps/v1", spec: withSelector },
  Secret: { current: "v1" },
  Service: { current: "v1" },
};

/** An object in the version that Kubernetes serves now; undefined, with a fault, if no version means the same. */
export function inCurrentVersion(path: string, manifest: Manifest, { faults }: Findings): Manifest | undefined {
  const { apiVersion, kind, spec } = manifest;
  if (isKubefed(manifest)) {
    faults.push(kubefedFault(path, manifest));
    return undefined;
  }
  if (isOfKind(manifest, "autoscaling/HorizontalPodAutoscaler")) {
    faults.push(
      fault(
        path,
        `kind ${quoted(kind)} was split among the clusters, which Karmada does not do`,
        "leave it out, and add a FederatedHPA for its target",
      ),
    );
    return undefined;
  }
  const conversion = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!conversion) {
    const known = Object.keys(KINDS).join(", ");
    faults.push(
      fault(
        path,
        `kind ${quoted(kind)} was not federated by Federation v1`,
        `use one of ${known}, or use a Propagation`,
      ),
    );
    return undefined;
  }
  if (apiVersion === conversion.current) return manifest;
  if (apiVersion === "extensions/v1beta1" && conversion.spec) {
    return { ...manifest, apiVersion: conversion.current, spec: conversion.spec((spec ?? {}) as Fields) };
  }
  const versions = [...(conversion.spec ? ["extensions/v1beta1"] : []), conversion.current].map(quoted).join(" or ");
  faults.push(fault(path, `apiVersion ${quoted(apiVersion)} of ${kind} cannot be read`, `use ${versions}`));
  return undefined;
}

function withSelector(spec: Fields): Fields {
  const template = spec["template"] as { readonly metadata?: Fields } | undefined;
  return { ...spec, selector: spec["selector"] ?? { matchLabels: template?.metadata?.["labels"] } };
}

function deployment({ rollbackTo: _rollback, strategy, ...spec }: Fields): Fields {
  const { type = "RollingUpdate", rollingUpdate } = (strategy ?? {}) as Fields;
  const rolling = type === "RollingUpdate" && {
    rollingUpdate: { maxSurge: 1, maxUnavailable: 1, ...(rollingUpdate as Fields | undefined) },
  };
  return { ...withSelector(spec), strategy: { type, ...rolling } };
}

function daemonSet({ templateGeneration: _generation, updateStrategy, ...spec }: Fields): Fields {
  return { ...withSelector(spec), updateStrategy: updateStrategy ?? { type: "OnDelete" } };
}

interface Backend {
  readonly serviceName: string;
  readonly servicePort: string | number;
}

interface Rule {
  readonly http?: { readonly paths?: readonly (Fields & { readonly backend?: Backend })[] };
}

function ingress({ backend, rules, ...spec }: Fields): Fields {
  return {
    ...spec,
    ...(backend !== undefined && { defaultBackend: backendOf(backend as Backend) }),
    ...(rules !== undefined && { rules: (rules as readonly Rule[]).map(ruleOf) }),
  };
}

function ruleOf(rule: Rule): Fields {
  if (!rule.http) return { ...rule };
  const paths = (rule.http.paths ?? []).map(({ backend, ...path }) => ({
    pathType: "ImplementationSpecific",
    ...path,
    ...(backend && { backend: backendOf(backend) }),
  }));
  return { ...rule, http: { paths } };
}

function backendOf({ serviceName, servicePort }: Backend): Fields {
  const port = typeof servicePort === "number" ? { number: servicePort } : { name: servicePort };
  return { service: { name: serviceName, port } };
}
