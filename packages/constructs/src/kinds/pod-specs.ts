import { groupKindOf } from "./identity";
import type { GroupKind, OfKind } from "./identity";

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

/** Whether Karmada finds the containers of such an object by itself to override an image, a command or arguments. */
export function hasDetectedContainers(object: OfKind): boolean {
  return podSpecPointer(object) !== undefined && groupKindOf(object) !== "batch/CronJob";
}
