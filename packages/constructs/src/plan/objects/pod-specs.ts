import { groupKindOf } from "./manifest";

const TEMPLATE = ["spec", "template", "spec"];
const POD_SPECS: { readonly [groupKind: string]: readonly string[] } = {
  Pod: ["spec"],
  "apps/DaemonSet": TEMPLATE,
  "apps/Deployment": TEMPLATE,
  "apps/ReplicaSet": TEMPLATE,
  "apps/StatefulSet": TEMPLATE,
  "batch/CronJob": ["spec", "jobTemplate", ...TEMPLATE],
  "batch/Job": TEMPLATE,
};

/** Kinds of Kubernetes that run pods. */
export const POD_KINDS: readonly { readonly apiVersion: string; readonly kind: string }[] = Object.keys(POD_SPECS).map(
  (groupKind) => {
    const [kind = "", group] = groupKind.split("/").reverse();
    return { apiVersion: group === undefined ? "v1" : `${group}/v1`, kind };
  },
);

/** Fields that lead to the specification of an object's pods, if Kubernetes defines the kind and it has any. */
export function podSpecPath(object: {
  readonly apiVersion: string;
  readonly kind: string;
}): readonly string[] | undefined {
  return POD_SPECS[groupKindOf(object)];
}
