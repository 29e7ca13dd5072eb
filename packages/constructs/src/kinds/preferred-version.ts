import { RELEASE } from "../karmada";
import { isBuiltIn } from "./built-in";
import type { Definitions } from "./definitions";
import { groupKindOf, groupOf } from "./identity";
import type { GroupKind, OfKind } from "./identity";

/** Versions of Kubernetes' own kinds that are not in `v1` only, the preferred one first. */
const VERSIONS: { readonly [groupKind: string]: readonly string[] } = {
  "autoscaling/HorizontalPodAutoscaler": ["v2", "v1"],
};

/**
 * The `apiVersion` in which Karmada sees the objects of a kind, no matter which version they are written in: the one
 * that the API server prefers. Undefined for custom resources without a definition.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/lifted/discovery.go
 */
export function preferredApiVersion(object: OfKind, definitions: Definitions): string | undefined {
  const groupKind = groupKindOf(object);
  const version = isBuiltIn(groupKind)
    ? versionsOf(groupKind)[0]
    : (versionsServedBy(definitions.get(groupKind)?.spec)[0] ?? addedVersion(groupKind));
  if (version === undefined) return undefined;
  const group = groupOf(object);
  return group ? `${group}/${version}` : version;
}

/** The preferred `apiVersion` of Kubernetes' own kind with a name, no matter in which group; undefined if it has none. */
export function ownApiVersion(kind: string): string | undefined {
  const { namespaced, clusterScoped } = RELEASE.kinds;
  const groupKind = [...namespaced, ...clusterScoped].find((one) => one.split("/").at(-1) === kind);
  if (groupKind === undefined) return undefined;
  const [version] = versionsOf(groupKind);
  return groupKind.includes("/") ? `${groupKind.split("/")[0]}/${version}` : version;
}

/** Why no API server has a kind in a version, and what to do about it. Nothing if one may have it. */
export function absence(object: OfKind, definitions: Definitions): Absence | undefined {
  const { apiVersion, kind } = object;
  const groupKind = groupKindOf(object);
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  const served = versionsServedBy(definitions.get(groupKind)?.spec);
  if (served.length > 0 && !served.includes(version)) {
    return { problem: `its definition does not serve ${apiVersion}`, remedy: `use ${groupOf(object)}/${served[0]}` };
  }
  // The group of a custom resource or of an added API has a dot.
  if (isBuiltIn(groupKind) ? versionsOf(groupKind).includes(version) : groupOf(object).includes(".")) return undefined;
  const current = ownApiVersion(kind);
  return {
    problem: `Kubernetes ${RELEASE.versions.kubernetes} has no ${kind} in ${apiVersion}`,
    remedy: current ? `use ${current}` : "remove it",
  };
}

interface Absence {
  readonly problem: string;
  readonly remedy: string;
}

function versionsOf(groupKind: GroupKind): readonly string[] {
  return VERSIONS[groupKind] ?? ["v1"];
}

const STABLE = 3;

function addedVersion(groupKind: GroupKind): string | undefined {
  const { added } = RELEASE.kinds;
  return Object.hasOwn(added, groupKind) ? added[groupKind] : undefined;
}

interface Version {
  readonly name: string;
  readonly served?: boolean;
}

/** The preferred one first. */
function versionsServedBy(spec: unknown): readonly string[] {
  const { versions } = (spec ?? {}) as { readonly versions?: readonly Version[] };
  return (Array.isArray(versions) ? (versions as readonly Version[]) : [])
    .filter(({ served = true }) => served)
    .map(({ name }) => name)
    .sort(byPreference);
}

/**
 * Order in which the API server prefers versions: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then everything else.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
 */
export function byPreference(a: string, b: string): number {
  const [one, other] = [rankOf(a), rankOf(b)];
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return other[i]! - one[i]!;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether an `apiVersion` is of a stable version, such as `v1`. */
export function isStable(apiVersion: string): boolean {
  return rankOf(apiVersion.slice(apiVersion.indexOf("/") + 1))[0] === STABLE;
}

/** Stability, major and minor number of a version. */
function rankOf(version: string): readonly [number, number, number] {
  const [, major, stage, minor] = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(version) ?? [];
  if (major === undefined) return [0, 0, 0];
  const stability = stage === undefined ? STABLE : stage === "beta" ? 2 : 1;
  return [stability, Number(major), Number(minor ?? 0)];
}
