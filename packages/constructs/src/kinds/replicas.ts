import type { Kind } from "../faults";
import { valuesAt } from "../json/json-path";
import { RELEASE } from "../karmada";
import type { Fields, Interpreter, ReplicaField } from "../karmada";
import { isOfKind } from "./identity";
import type { OfKind } from "./identity";
import type { Manifest } from "./manifest";

const MAX_INT32 = 2 ** 31 - 1;

/** A number of replicas. */
export const COUNT: Kind = {
  what: "a whole number from 0",
  is: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_INT32,
  remedy: (value) =>
    typeof value === "number" && value > MAX_INT32 ? `use at most ${MAX_INT32}` : "use a whole number from 0",
};

/** Replicas of an object, as Karmada reads them. */
export interface ReplicaCount {
  readonly replicas: number;
  /** Whether a member gets its share. If not, each member with a share gets the whole object. */
  readonly divisible: boolean;
}

/** What Karmada knows about the kind of an object; undefined if it does not know it. */
export function interpreterOf({ apiVersion, kind }: OfKind): Interpreter | undefined {
  const { interpreters } = RELEASE;
  const type = `${apiVersion}/${kind}`;
  return Object.hasOwn(interpreters, type) ? interpreters[type] : undefined;
}

/**
 * Replicas of an object, with the API server's defaults: undefined for a kind whose replicas Karmada does not count; a
 * clause without a period if it cannot read them and does not propagate the object.
 */
export function replicaCountOf(object: Manifest): ReplicaCount | { readonly problem: string } | undefined {
  const { replicas: parts, divisible = false } = interpreterOf(object) ?? {};
  if (!parts) return undefined;
  let replicas = 0;
  for (const part of parts) {
    const count =
      typeof part === "number" ? part : isField(part) ? readField(object, part) : part((object.spec ?? {}) as Fields);
    if (count === undefined) {
      const { path } = part as ReplicaField;
      return { problem: `Karmada reads its replicas from ${path}, which it does not have` };
    }
    replicas += count;
  }
  if (!COUNT.is(replicas)) return { problem: "Karmada cannot read its replicas: they are not a whole number" };
  return {
    replicas: isOfKind(object, "batch/Job") ? Math.min(replicas, completionsOf(object) ?? replicas) : replicas,
    divisible,
  };
}

/** An object as Karmada sends it to a member with a number of its replicas. */
export function withReplicas(object: Manifest, replicas: number): Manifest {
  const { replicas: parts = [], divisible } = interpreterOf(object) ?? {};
  const field = divisible ? parts.find(isField) : undefined;
  if (!field) return object;
  const changed = structuredClone(object) as { [key: string]: Fields };
  const path = field.path.split(".");
  const list = path.indexOf("*");
  if (list < 0) {
    const holder = path.slice(0, -1).reduce((at: Fields, key) => (at[key] ??= {}), changed);
    holder[path.at(-1)!] = replicas;
  } else {
    const [groups = []] = valuesAt(changed, path.slice(0, list)) as [Fields[]?];
    shareOut(groups, path.at(-1)!, Math.max(0, replicas - 1));
  }
  return changed as unknown as Manifest;
}

/**
 * Whether an object's pods request resources or certain nodes. With 0 replicas, every member that may run it gets a
 * copy if they do not, and no member if they do.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/common.go (`AssignReplicas`)
 */
export function hasRequirements(object: Manifest): boolean {
  const { podTemplates = [], requirements: path = podTemplates[0] } = interpreterOf(object) ?? {};
  if (path === true) return true;
  const [{ spec: pod } = { spec: undefined }] = (
    path ? valuesAt(object, path.split(".")) : path === "" ? [object] : []
  ) as Fields[];
  if (!pod) return false;
  const asks = ({ resources }: Fields): boolean =>
    Object.values({ ...resources?.requests, ...resources?.limits }).some(
      (amount) => !/^0[A-Za-z]*$/.test(String(amount)),
    );
  return (
    [...(pod.containers ?? []), ...(pod.initContainers ?? [])].some(asks) ||
    Boolean(pod.nodeSelector ?? pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution) ||
    (pod.tolerations ?? []).length > 0
  );
}

/** Divides a number of workers among groups in proportion to their sizes. The last group gets the rest. */
function shareOut(groups: readonly Fields[], field: string, workers: number): void {
  const total = groups.reduce((sum: number, group) => sum + (group[field] ?? 0), 0);
  let left = workers;
  groups.forEach((group, i) => {
    const equal = Math.floor(workers / groups.length) + (i < workers % groups.length ? 1 : 0);
    const share = total === 0 ? equal : Math.floor(workers * ((group[field] ?? 0) / total) + 0.5);
    group[field] = i === groups.length - 1 ? left : share;
    left -= group[field];
  });
}

function completionsOf({ spec }: Manifest): number | undefined {
  return (spec as { readonly completions?: number } | undefined)?.completions ?? undefined;
}

/** What a field holds; of a list, the sum. */
function readField(object: Manifest, { path, otherwise }: ReplicaField): number | undefined {
  const values = valuesAt(object, path.split("."));
  if (values.length === 0) return otherwise;
  return values.reduce<number>((sum, value) => sum + Number(value), 0);
}

function isField(part: NonNullable<Interpreter["replicas"]>[number]): part is ReplicaField {
  return typeof part === "object";
}
