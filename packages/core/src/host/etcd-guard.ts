import { quoted } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import { guardAnnotation, guardInputs } from "../kube/annotation-guard";
import type { EtcdArgs } from "./etcd-args";

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

/** Hooks of what records how many members of an etcd vote: they refuse fewer. */
export function keepVoters(name: string, path: string): pulumi.ResourceHook[] {
  return guardInputs(`${name}-keep-voting`, (running, wanted) =>
    votersRefusal(path, running?.["input"], wanted?.["input"]),
  );
}

/** Why fewer members cannot vote than do, if that is wanted. */
export function votersRefusal(path: string, running: unknown, wanted: unknown): string | undefined {
  if (typeof running !== "number" || typeof wanted !== "number" || wanted >= running) return undefined;
  return (
    `${path}.replicas: cannot change from ${running} to ${wanted} while etcd runs: ${FEWER}; ` +
    `set ${running} again, or create a new federation with ${wanted} and move the members to it`
  );
}

/**
 * Why an etcd cannot go on with another layout, if it would. One with volumes can grow, and go back while its new members
 * do not vote.
 */
export function layoutRefusal(
  path: string,
  running: string | undefined,
  wanted: string | undefined,
): string | undefined {
  if (running === undefined || wanted === undefined || running === wanted) return undefined;
  const [from, to] = [storageOf(running), storageOf(wanted)];
  if (from === to && to !== "ephemeral") return undefined;
  return (
    `${path}: cannot change from ${quoted(running)} to ${quoted(wanted)} while etcd runs: ${EMPTY}; ` +
    `set ${quoted(running)} again, or create a new federation with the other layout and move the members to it`
  );
}

function storageOf(layout: string): string | undefined {
  return /, storage: (.*)$/.exec(layout)?.[1];
}
