import { quoted } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import { guardAnnotation } from "../kube/annotation-guard";
import type { EtcdArgs } from "./etcd";

/** Annotation on an etcd's namespace: what cannot change while the etcd runs. */
const LAYOUT_ANNOTATION = "fedstack.dev/etcd";

const EMPTY = "new volumes are empty, so that data would be lost";
const FEWER = "the library does not remove members from it, so that those that are left could have no majority";

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
 * Hooks of the namespace of an etcd: they refuse a change of the running etcd's layout.
 *
 * @param path the etcd's arguments, as errors name them
 */
export function keepEtcdLayout(name: string, path: string): pulumi.ResourceHook[] {
  return guardAnnotation(`${name}-keeps-etcd`, LAYOUT_ANNOTATION, (running, wanted) =>
    layoutRefusal(path, running, wanted),
  );
}

/** Why an etcd cannot go on with another layout, if it would. One with volumes can grow. */
export function layoutRefusal(
  path: string,
  running: string | undefined,
  wanted: string | undefined,
): string | undefined {
  if (running === undefined || wanted === undefined || running === wanted) return undefined;
  const [from, to] = [partsOf(running), partsOf(wanted)];
  const same = from.storage === to.storage;
  if (same && to.replicas > from.replicas && to.storage !== "ephemeral") return undefined;
  const reason = same && to.storage !== "ephemeral" ? FEWER : EMPTY;
  return (
    `${path}: cannot change from ${quoted(running)} to ${quoted(wanted)} while etcd runs: ${reason}; ` +
    `set ${quoted(running)} again, or create a new federation with the other layout and move the members to it`
  );
}

function partsOf(layout: string): { readonly replicas: number; readonly storage: string } {
  const [, replicas, storage] = /^replicas: (\d+), storage: (.*)$/.exec(layout) ?? [];
  return { replicas: Number(replicas), storage: storage ?? "" };
}
