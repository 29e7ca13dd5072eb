import { valueAt } from "../json/json-pointer";
import { isBuiltIn } from "./built-in";
import { groupKindOf } from "./identity";
import type { GroupKind, OfKind } from "./identity";
import { interpreterOf } from "./replicas";

interface PodKind {
  readonly apiVersion: string;
  /** Name of the kind in paths and rules of the API. */
  readonly resource: string;
  /** Fields that lead to the specification of the pods. */
  readonly path: readonly string[];
}

const TEMPLATE = ["spec", "template", "spec"];
const POD_SPECS: { readonly [groupKind: GroupKind]: PodKind } = {
  Pod: { apiVersion: "v1", resource: "pods", path: ["spec"] },
  "apps/DaemonSet": { apiVersion: "apps/v1", resource: "daemonsets", path: TEMPLATE },
  "apps/Deployment": { apiVersion: "apps/v1", resource: "deployments", path: TEMPLATE },
  "apps/ReplicaSet": { apiVersion: "apps/v1", resource: "replicasets", path: TEMPLATE },
  "apps/StatefulSet": { apiVersion: "apps/v1", resource: "statefulsets", path: TEMPLATE },
  "batch/CronJob": { apiVersion: "batch/v1", resource: "cronjobs", path: ["spec", "jobTemplate", ...TEMPLATE] },
  "batch/Job": { apiVersion: "batch/v1", resource: "jobs", path: TEMPLATE },
};

/** Kubernetes' own kinds that run pods. */
export const POD_KINDS: readonly (OfKind & { readonly resource: string })[] = Object.entries(POD_SPECS).map(
  ([groupKind, { apiVersion, resource }]) => ({
    apiVersion,
    kind: groupKind.slice(groupKind.indexOf("/") + 1),
    resource,
  }),
);

/** Fields that lead to the specification of an object's pods, if it is one of Kubernetes' kinds that run pods. */
export function podSpecPath(object: OfKind): readonly string[] | undefined {
  const groupKind = groupKindOf(object);
  return Object.hasOwn(POD_SPECS, groupKind) ? POD_SPECS[groupKind]!.path : undefined;
}

/** Pointer to the specification of an object's pods, if it is one of Kubernetes' kinds that run pods. */
export function podSpecPointer(object: OfKind): string | undefined {
  const path = podSpecPath(object);
  return path && `/${path.join("/")}`;
}

/**
 * Pointers to the specifications of an object's pods. For a custom resource, where Karmada's interpreter finds them, or
 * else where most kinds have them.
 */
export function podSpecPointers(object: OfKind): readonly string[] {
  const own = podSpecPointer(object);
  if (own !== undefined || isBuiltIn(groupKindOf(object))) return own === undefined ? [] : [own];
  const { podTemplates = ["spec.template"] } = interpreterOf(object) ?? {};
  return podTemplates.flatMap((path) => pointersTo(object, path)).map((pointer) => `${pointer}/spec`);
}

/** Pointers to the fields at a path, in which `*` is each element of a list. */
function pointersTo(object: OfKind, path: string): readonly string[] {
  return path.split(".").reduce<readonly string[]>(
    (found, key) =>
      found.flatMap((pointer) => {
        if (key !== "*") return [`${pointer}/${key}`];
        const list = valueAt(object, pointer);
        return Array.isArray(list) ? list.map((_, i) => `${pointer}/${i}`) : [];
      }),
    [""],
  );
}

/** Whether Karmada finds the containers of such an object by itself to override an image, a command or arguments. */
export function hasDetectedContainers(object: OfKind): boolean {
  return podSpecPointer(object) !== undefined && groupKindOf(object) !== "batch/CronJob";
}
