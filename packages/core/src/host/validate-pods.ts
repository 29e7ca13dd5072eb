import { posix } from "node:path";
import { at, BOOLEAN, type Fields, isRecord, NUMBER, quoted, required, STRING } from "@fedstack/constructs/faults";
import { LABEL_KEY, LABEL_VALUE } from "../kube/labels";
import type { Fault } from "../validation/errors";
import { input, STRING_INPUT } from "../validation/shape";
import type { ComponentPodArgs, PodArgs, PodVolumeArgs } from "./pod-args";

const MAP = { "*": STRING_INPUT };
const TOLERATION = {
  key: STRING_INPUT,
  operator: STRING_INPUT,
  value: STRING_INPUT,
  effect: STRING_INPUT,
  tolerationSeconds: input(NUMBER),
};

/** What {@link PodArgs} are made of. */
export const POD: Fields<PodArgs> = {
  nodeSelector: MAP,
  tolerations: [input(TOLERATION)],
  affinity: "anything",
  labels: MAP,
  annotations: MAP,
};

const VOLUME: Fields<PodVolumeArgs> = {
  mountPath: required(STRING, 'use a folder such as "/etc/webhook"'),
  source: required("map", 'use one such as { secret: { secretName: "webhook" } }'),
  readOnly: BOOLEAN,
};

/** What {@link ComponentPodArgs} are made of. */
export const COMPONENT_POD: Fields<ComponentPodArgs> = {
  ...POD,
  env: [{ name: required(STRING, "name the variable"), value: STRING_INPUT, valueFrom: "anything" }],
  volumes: [VOLUME],
};

/** Sources of volumes that the Pod Security profile "restricted" allows. */
const SOURCES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
/** Folders that the library fills itself. */
const OWN_FOLDERS = [
  "/tmp/",
  "/etc/karmada/",
  "/etc/etcd/",
  "/etc/coredns/",
  "/etc/records-etcd/",
  "/etc/federated-api/",
  "/var/lib/etcd/",
];
/** Variables that the library sets itself. */
const OWN_VARIABLES = ["POD_IP", "POD_NAME", "INITIAL_CLUSTER", "INITIAL_CLUSTER_STATE"];
/** By which the library finds pods, and what it notes on them. */
const OWN_KEY = /^(app\.kubernetes\.io\/name$|fedstack\.dev\/)/;

/** Every fault of the options of pods. */
export function podFaults(path: string, pods: ComponentPodArgs = {}): Fault[] {
  const { nodeSelector = {}, labels = {}, annotations = {}, env = [], volumes = [] } = pods;
  return [
    ...labelFaults(`${path}.nodeSelector`, nodeSelector),
    ...labelFaults(`${path}.labels`, labels),
    ...Object.keys(annotations).flatMap((key) => keyFaults(`${path}.annotations`, key)),
    ...ownKeyFaults(`${path}.labels`, labels),
    ...ownKeyFaults(`${path}.annotations`, annotations),
    ...env.flatMap(({ name }, index) =>
      OWN_VARIABLES.includes(name as string) ? [own(`${path}.env[${index}].name`, name)] : [],
    ),
    ...volumes.flatMap((volume, index) => volumeFaults(`${path}.volumes[${index}]`, volume, volumes.slice(0, index))),
  ];
}

function labelFaults(path: string, labels: { readonly [label: string]: unknown }): Fault[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyFaults(path, key),
    ...(typeof value !== "string" || LABEL_VALUE.test(value)
      ? []
      : [
          {
            path: at(path, key),
            problem: `${quoted(value)} is not a label value`,
            remedy: "use at most 63 letters, digits, - _ and .",
          },
        ]),
  ]);
}

function ownKeyFaults(path: string, map: object): Fault[] {
  return Object.keys(map)
    .filter((key) => OWN_KEY.test(key))
    .map((key) => own(at(path, key), key));
}

function keyFaults(path: string, key: string): Fault[] {
  if (LABEL_KEY.test(key)) return [];
  return [
    { path: at(path, key), problem: `${quoted(key)} is not a key`, remedy: 'use one such as "example.com/team"' },
  ];
}

function volumeFaults(path: string, { mountPath, source }: PodVolumeArgs, earlier: readonly PodVolumeArgs[]): Fault[] {
  const faults: Fault[] = [];
  const folder = `${path}.mountPath`;
  const place = placeOf(mountPath);
  if (!/^\/[^:]*$/.test(mountPath) || mountPath.split("/").includes("..")) {
    faults.push({ path: folder, problem: `${quoted(mountPath)} is not a folder`, remedy: "use an absolute path" });
  } else if (OWN_FOLDERS.some((one) => place.startsWith(one))) {
    faults.push(own(folder, mountPath));
  } else if (OWN_FOLDERS.some((one) => one.startsWith(place))) {
    const problem = `${quoted(mountPath)} contains folders of the library`;
    faults.push({ path: folder, problem, remedy: 'use a folder such as "/etc/webhook"' });
  } else if (earlier.some((other) => placeOf(other.mountPath) === place)) {
    faults.push({ path: folder, problem: `${quoted(mountPath)} is listed twice`, remedy: "use one volume for each" });
  }
  const kinds = isRecord(source) ? Object.keys(source) : [];
  if (kinds.length !== 1 || !SOURCES.includes(kinds[0]!)) {
    const problem =
      kinds.length === 1
        ? `${quoted(kinds[0])} is not allowed by the Pod Security profile "restricted"`
        : "does not have exactly one source";
    faults.push({ path: `${path}.source`, problem, remedy: `use one of ${SOURCES.join(", ")}` });
  }
  return faults;
}

/** A folder, always with one slash at its end. */
function placeOf(folder: string): string {
  return posix.normalize(`${folder}/`);
}

function own(path: string, name: unknown): Fault {
  return { path, problem: `${quoted(name)} is set by the library`, remedy: "leave it out" };
}
