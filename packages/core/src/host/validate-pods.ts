import {
  BOOLEAN,
  checked,
  type Fields,
  isRecord,
  mapOf,
  quoted,
  required,
  STRING,
  wordOf,
} from "@fedstack/constructs/faults";
import { annotationKey, type Check, envName, labelKey } from "@fedstack/constructs/kinds";
import type { Release } from "../karmada/release";
import { distinct, whole } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { partOfObject } from "../validation/plain-data";
import { input, LABEL_VALUE, STRING_INPUT } from "../validation/shape";
import { type ComponentPodArgs, folderOf, type PodArgs, type PodVolumeArgs } from "./pod-args";
import { TMP_FOLDER } from "./pods";

/** By which the library finds pods, and what it notes on them. */
const OWN_KEY = /^(app\.kubernetes\.io\/name$|fedstack\.dev\/)/;

const free =
  (check: Check<string>): Check<string> =>
  (path, key) =>
    OWN_KEY.test(key) ? [own(path, key)] : check(path, key);

const TOLERATION = {
  key: input(checked<string>(STRING, (path, key) => (key === "" ? [] : labelKey(path, key)))),
  operator: input(wordOf(["Equal", "Exists", "Lt", "Gt", ""])),
  value: STRING_INPUT,
  effect: input(wordOf(["NoSchedule", "PreferNoSchedule", "NoExecute", ""])),
  tolerationSeconds: input(whole(Number.MIN_SAFE_INTEGER)),
};

/** What {@link PodArgs} are made of. */
export const POD: Fields<PodArgs> = {
  nodeSelector: mapOf(labelKey, input(LABEL_VALUE)),
  tolerations: [input(TOLERATION)],
  affinity: partOfObject({ nodeAffinity: input("map"), podAffinity: input("map"), podAntiAffinity: input("map") }),
  labels: mapOf(free(labelKey), input(LABEL_VALUE)),
  annotations: mapOf(free(annotationKey), STRING_INPUT),
};

const SOURCE = partOfObject({ "*": input("map") });

/**
 * What {@link ComponentPodArgs} are made of.
 *
 * @param more folders that the library fills in these pods, beside those of the release's components
 */
export function componentPod(release: Release, more: readonly string[] = []): Fields<ComponentPodArgs> {
  const folders = [...ownFolders(release), ...more.map(folderOf)];
  const variables = ownVariables(release);
  const variable = checked<string>(STRING, (path, name) =>
    variables.has(name) ? [own(path, name)] : envName(path, name),
  );
  const volume: Fields<PodVolumeArgs> = {
    mountPath: required(
      checked<string>(STRING, (path, folder) => folderFaults(path, folder, folders)),
      'use a folder such as "/etc/webhook"',
    ),
    source: required(checked(SOURCE, sourceFaults), 'use one such as { secret: { secretName: "webhook" } }'),
    readOnly: BOOLEAN,
  };
  return {
    ...POD,
    env: [{ name: required(variable, "name the variable"), value: STRING_INPUT, valueFrom: partOfObject("map") }],
    volumes: distinct<PodVolumeArgs>(
      volume,
      ({ mountPath }) => (typeof mountPath === "string" ? folderOf(mountPath) : undefined),
      volumeAgain,
    ),
  };
}

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
function ownFolders({ components }: Release): string[] {
  const filled = Object.values(components).flatMap(({ secrets, data = [] }) => [
    ...Object.values(secrets).map(({ path }) => path),
    data,
  ]);
  return [TMP_FOLDER, ...filled.flat()].map(folderOf);
}

/** Variables that the library sets itself, because flags refer to them. */
function ownVariables({ components }: Release): ReadonlySet<string> {
  const values = Object.values(components).flatMap(({ flags }) => Object.values(flags));
  const texts = values.filter((value) => typeof value === "string");
  return new Set(texts.flatMap((text) => Array.from(text.matchAll(/\$\((\w+)\)/g), ([, name]) => name!)));
}

function folderFaults(path: string, mountPath: string, folders: readonly string[]): Fault[] {
  const place = folderOf(mountPath);
  if (!/^\/[^:]*$/.test(mountPath) || mountPath.split("/").includes("..")) {
    return [{ path, problem: `${quoted(mountPath)} is not a folder`, remedy: "use an absolute path" }];
  }
  if (folders.some((one) => place.startsWith(one))) return [own(path, mountPath)];
  if (!folders.some((one) => one.startsWith(place))) return [];
  const problem = `${quoted(mountPath)} contains folders of the library`;
  return [{ path, problem, remedy: 'use a folder such as "/etc/webhook"' }];
}

function volumeAgain(path: string, { mountPath }: PodVolumeArgs): Fault {
  const problem = `${quoted(mountPath)} is listed twice`;
  return { path: `${path}.mountPath`, problem, remedy: "use one volume for each" };
}

function sourceFaults(path: string, source: PodVolumeArgs["source"]): Fault[] {
  const kinds = isRecord(source) ? Object.keys(source) : [];
  if (kinds.length === 1 && SOURCES.includes(kinds[0]!)) return [];
  const problem =
    kinds.length === 1
      ? `${quoted(kinds[0])} is not allowed by the Pod Security profile "restricted"`
      : "does not have exactly one source";
  return [{ path, problem, remedy: `use one of ${SOURCES.join(", ")}` }];
}

function own(path: string, name: unknown): Fault {
  return { path, problem: `${quoted(name)} is set by the library`, remedy: "leave it out" };
}
