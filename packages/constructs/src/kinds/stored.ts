import { isRecord } from "../faults";
import { groupKindOf } from "./identity";
import type { GroupKind } from "./identity";
import type { Manifest } from "./manifest";
import { podSpecPath } from "./pod-specs";

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a spec to which the API server gives a fixed value where they are absent. */
const SPECS: { readonly [groupKind: GroupKind]: Fields } = {
  Service: { type: "ClusterIP", sessionAffinity: "None", internalTrafficPolicy: "Cluster" },
  "apps/DaemonSet": {
    revisionHistoryLimit: 10,
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  },
  "apps/Deployment": {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
  },
  "apps/ReplicaSet": { replicas: 1 },
  "apps/StatefulSet": {
    replicas: 1,
    revisionHistoryLimit: 10,
    podManagementPolicy: "OrderedReady",
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
  },
  "batch/CronJob": {
    concurrencyPolicy: "Allow",
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  },
  "batch/Job": { parallelism: 1, backoffLimit: 6, completionMode: "NonIndexed", suspend: false },
};
const PODS: Fields = {
  dnsPolicy: "ClusterFirst",
  restartPolicy: "Always",
  schedulerName: "default-scheduler",
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};
const CONTAINERS: Fields = {
  resources: {},
  terminationMessagePath: "/dev/termination-log",
  terminationMessagePolicy: "File",
};

/**
 * An object as the federated API stores it, as far as overrides of its fields can tell: with labels and annotations, as a
 * claim adds some, and with fixed values of fields that it leaves out.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/apps/v1/defaults.go and the files next to it
 */
export function stored(object: Manifest): Manifest {
  const { labels = {}, annotations = {} } = object.metadata;
  const claimed = { ...object, metadata: { ...object.metadata, labels, annotations } };
  const withSpec = changed(claimed, ["spec"], (spec) => ({ ...SPECS[groupKindOf(object)], ...spec }));
  return changed(withSpec, podSpecPath(object) ?? [], pods) as Manifest;
}

function pods(spec: Fields): Fields {
  return listed(["containers", "initContainers"], { ...PODS, ...spec }, container);
}

function container(given: Fields): Fields {
  return listed(["ports"], { ...CONTAINERS, imagePullPolicy: pullPolicy(given.image), ...given }, (port) => ({
    protocol: "TCP",
    ...port,
  }));
}

function pullPolicy(image: unknown): string {
  const [name, digest] = String(image).split("@") as [string, string?];
  const tag = /:([^/:]+)$/.exec(name)?.[1] ?? (digest === undefined ? "latest" : "");
  return tag === "latest" ? "Always" : "IfNotPresent";
}

/** The same fields, with another value of one that has fields of its own. */
function changed(fields: Fields, [key, ...rest]: readonly string[], change: (fields: Fields) => Fields): Fields {
  if (key === undefined) return fields;
  const value = fields[key];
  if (!isRecord(value)) return fields;
  return { ...fields, [key]: rest.length === 0 ? change(value) : changed(value, rest, change) };
}

/** The same fields, with others of the elements of lists among them. */
function listed(keys: readonly string[], fields: Fields, change: (element: Fields) => Fields): Fields {
  const lists = keys.flatMap((key) => {
    const list = fields[key];
    return Array.isArray(list) ? [[key, list.map((one: unknown) => (isRecord(one) ? change(one) : one))]] : [];
  });
  return { ...fields, ...Object.fromEntries(lists) };
}
