import { quoted } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import { guardAnnotation } from "../kube/annotation-guard";
import type { EtcdArgs } from "./etcd-args";
import { externalOf } from "./external-etcd";

/** Annotation on an etcd's namespace: what cannot change while the etcd runs. */
const LAYOUT_ANNOTATION = "fedstack.dev/etcd";

const ELSEWHERE = "what the federation has stored stays where it is, so that it would start without any object";
const EMPTY = "new volumes are empty, so that data would be lost";

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

/**
 * Why the number of members cannot change, if it would: nobody can see what its members do.
 *
 * @param reason why the host cannot be asked about them, as a clause without a period; undefined if it can
 */
export function unseenRefusal(
  path: string,
  running: unknown,
  wanted: unknown,
  reason: string | undefined,
): string | undefined {
  if (reason === undefined || typeof running !== "number" || running === wanted) return undefined;
  return (
    `${path}.replicas: cannot change from ${running} to ${String(wanted)}, because the host cannot be asked about the ` +
    `members that run: ${reason}; run the program where it reaches the host directly, or set ${running} again`
  );
}

/**
 * Why an etcd cannot go on with another layout, if it would. One with volumes can grow and shrink. One that the library
 * does not run can get other members, but not all at once.
 */
export function layoutRefusal(
  path: string,
  running: string | undefined,
  wanted: string | undefined,
): string | undefined {
  if (running === undefined || wanted === undefined || running === wanted) return undefined;
  const [before, after] = [externalOf(running), externalOf(wanted)];
  if (
    before &&
    after &&
    before.prefix === after.prefix &&
    before.endpoints.some((url) => after.endpoints.includes(url))
  )
    return undefined;
  const isExternal = before !== undefined || after !== undefined;
  const [from, to] = [storageOf(running), storageOf(wanted)];
  if (!isExternal && from === to && to !== "ephemeral") return undefined;
  return (
    `${path}: cannot change from ${quoted(running)} to ${quoted(wanted)} while etcd runs: ${isExternal ? ELSEWHERE : EMPTY}; ` +
    `set ${quoted(running)} again, or create a new federation with the other layout and move the members to it`
  );
}

function storageOf(layout: string): string | undefined {
  return /, storage: (.*)$/.exec(layout)?.[1];
}
