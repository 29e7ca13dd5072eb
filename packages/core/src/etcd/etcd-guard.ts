import { quoted } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import { guardAnnotation } from "../kube/annotation-guard";
import type { EtcdArgs } from "./etcd-args";
import { externalOf } from "./external-etcd";

/** Annotation on an etcd's namespace: what cannot change while the etcd runs. */
export const LAYOUT_ANNOTATION = "fedstack.dev/etcd";

/** Annotation on what runs an etcd: the size of each member's volume, which may differ from that of its template. */
const SIZE_ANNOTATION = "fedstack.dev/volume-size";

const ELSEWHERE = "what the federation has stored stays where it is, so that it would start without any object";
const EMPTY = "new volumes are empty, so that data would be lost";
const EPHEMERAL = "ephemeral";

/** Size of each member's volume by default. */
export const VOLUME_SIZE = "5Gi";

/** What of an etcd's arguments cannot change while it runs, as its namespace shows it. */
export function etcdLayout({ replicas = 1, storage = {} }: Pick<EtcdArgs, "replicas" | "storage">): string {
  if (storage === EPHEMERAL) return `replicas: ${replicas}, storage: ${EPHEMERAL}`;
  const { size = VOLUME_SIZE, className } = storage;
  return `replicas: ${replicas}, storage: ${size}${className === undefined ? "" : ` of class ${className}`}`;
}

/** Annotations of the namespace in which an etcd of this layout runs. */
export function etcdAnnotations(layout: string): Record<string, string> {
  return { [LAYOUT_ANNOTATION]: layout };
}

/** A StatefulSet, as far as it says how many members there are, and how big their volumes are. */
export interface RunningSet {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> | undefined } | undefined;
  readonly spec?:
    | {
        readonly replicas?: number | undefined;
        readonly volumeClaimTemplates?:
          | readonly { readonly spec: { readonly resources: { readonly requests: { readonly storage: string } } } }[]
          | undefined;
      }
    | undefined;
}

/** Annotations of what runs an etcd whose volumes have this size. */
export function sizeAnnotation(size: string | undefined): Record<string, string> {
  return size === undefined ? {} : { [SIZE_ANNOTATION]: size };
}

/** Size of the volumes of an etcd that has run since before it was written down, or since then. */
export function sizeIn({ metadata, spec }: RunningSet): string | undefined {
  const [template] = spec?.volumeClaimTemplates ?? [];
  return metadata?.annotations?.[SIZE_ANNOTATION] ?? template?.spec.resources.requests.storage;
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
 * Why an argument of an etcd cannot change, if it would: nobody can see what its members do.
 *
 * @param reason why the host cannot be asked about them, as a clause without a period; undefined if it can
 */
export function unseenRefusal(
  path: string,
  running: unknown,
  wanted: unknown,
  reason: string | undefined,
): string | undefined {
  if (reason === undefined || running === undefined || running === wanted) return undefined;
  return (
    `${path}: cannot change from ${String(running)} to ${String(wanted)}, because the host cannot be asked about the ` +
    `members that run: ${reason}; run the program where it reaches the host directly, or set ${String(running)} again`
  );
}

/**
 * Why an etcd cannot go on with another layout, if it would. One with volumes can grow and shrink, and
 * their size is not looked at here. One that the library
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
  if (!isExternal && from === to && to !== EPHEMERAL) return undefined;
  return (
    `${path}: cannot change from ${quoted(running)} to ${quoted(wanted)} while etcd runs: ${isExternal ? ELSEWHERE : EMPTY}; ` +
    `set ${quoted(running)} again, or create a new federation with the other layout and move the members to it`
  );
}

/** Where an etcd has its data, apart from the size of its volumes. */
function storageOf(layout: string): string {
  const [, size, ofClass = ""] = /, storage: (\S+)( of class .*)?$/.exec(layout) ?? [];
  return size === EPHEMERAL ? EPHEMERAL : ofClass;
}
