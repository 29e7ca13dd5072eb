import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { EtcdArgs } from "./etcd";

/** Annotation on an etcd's namespace: what cannot change while the etcd runs. */
const LAYOUT_ANNOTATION = "fedstack.dev/etcd";

const REASON =
  "new members would start an empty database of their own, and new volumes are empty, so that data would be lost";

/** What of an etcd's arguments cannot change while it runs, as its namespace shows it. */
export function etcdLayout({ replicas = 1, storage = {} }: Pick<EtcdArgs, "replicas" | "storage">): string {
  if (storage === "ephemeral") return `replicas: ${replicas}, storage: ephemeral`;
  const { size = "5Gi", className } = storage;
  return `replicas: ${replicas}, storage: ${size}${className === undefined ? "" : ` of class ${className}`}`;
}

/** Annotations of the namespace in which an etcd of this layout runs. */
export function etcdAnnotations(layout: string): Record<string, string> {
  return { [LAYOUT_ANNOTATION]: layout };
}

/**
 * Options of the namespace of an etcd: a preview or an update that would change the running etcd's layout fails there,
 * before anything in the namespace changes. Without an engine, as in unit tests, nothing is updated.
 *
 * @param path the etcd's arguments, as errors name them
 */
export function keepEtcdLayout(name: string, path: string): pulumi.CustomResourceOptions {
  if (!pulumi.runtime.getEngine()) return {};
  const guard = new pulumi.ResourceHook(
    `${name}-keeps-etcd`,
    ({ oldInputs, newInputs }) => {
      const refusal = layoutRefusal(path, layoutIn(oldInputs), layoutIn(newInputs));
      if (refusal) throw new Error(refusal);
    },
    { onDryRun: true },
  );
  return { hooks: { beforeUpdate: [guard] } };
}

/** Why an etcd cannot go on with another layout, if it would. */
export function layoutRefusal(
  path: string,
  running: string | undefined,
  wanted: string | undefined,
): string | undefined {
  if (running === undefined || wanted === undefined || running === wanted) return undefined;
  return (
    `${path}: cannot change from ${quoted(running)} to ${quoted(wanted)} while etcd runs: ${REASON}; ` +
    `set ${quoted(running)} again, or create a new federation with the other layout and move the members to it`
  );
}

function layoutIn(inputs: Record<string, unknown> | undefined): string | undefined {
  const { metadata } = (inputs ?? {}) as { readonly metadata?: { readonly annotations?: Record<string, string> } };
  return metadata?.annotations?.[LAYOUT_ANNOTATION];
}
