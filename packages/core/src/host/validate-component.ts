import {
  at,
  checked,
  type Fault,
  fault,
  type Fields,
  type FieldShapes,
  isRecord,
  NUMBER,
  quoted,
  type Reader,
  type Shape,
  STRING,
  wordOf,
} from "@fedstack/constructs/faults";
import type { Component } from "../karmada/component";
import type { Release } from "../karmada/release";
import { etcdSizeFaults, OBJECT_NAME, QUANTITY, whole } from "../validation/checks";
import { input } from "../validation/shape";
import type { ComponentArgs } from "./component";
import type { EtcdArgs, StorageArgs } from "./etcd-args";
import { isSmaller, VOLUME_SIZE } from "./etcd-guard";
import { fileFaults, flagFaults, type Flags } from "./flags";
import { componentPod } from "./validate-pods";

const MAX_LOG_LEVEL = 10;
/** A size without its unit is smaller. */
const LEAST_VOLUME = "1Mi";
const QUOTA = "quota-backend-bytes";
const QUANTITIES = input({ "*": input(QUANTITY) });
const CONTAINER: Fields<Resources> = { claims: input([input("map")]), limits: QUANTITIES, requests: QUANTITIES };
/** A volume. */
export const STORAGE_FIELDS: Fields<StorageArgs> = {
  size: checked(QUANTITY, volumeFaults),
  className: checked(STRING, classFaults),
};

/** Requests and limits of a container. */
export const RESOURCES = checked(CONTAINER, limitFaults);

/** Volumes of an etcd. */
export const STORAGE = wordOf(["ephemeral"], STORAGE_FIELDS);

/** Number of members of an etcd. */
export const ETCD_SIZE = checked<number>(NUMBER, etcdSizeFaults);

type Resources = NonNullable<ComponentArgs["resources"]>;

/** What the arguments of a component are made of. */
export function componentFields(release: Release, { flags }: Component): Fields<ComponentArgs> {
  return {
    replicas: whole(1),
    resources: RESOURCES,
    logLevel: whole(0, MAX_LOG_LEVEL),
    pods: componentPod(release),
    extraArgs: checked<Flags>({ "*": STRING }, (path, extra) => flagFaults(path, Object.keys(flags), extra)),
  };
}

/** Arguments of a component, whose flags name only files that its pods have. */
export function withFiles(fields: FieldShapes): Reader {
  return checked(fields, fileFaults, ["extraArgs", "pods.volumes"]);
}

/** What the arguments of an etcd are made of. */
export function etcdFields(release: Release): Fields<EtcdArgs> {
  const { resources, pods, extraArgs } = componentFields(release, release.components.etcd);
  return { resources, pods, extraArgs, replicas: ETCD_SIZE, storage: STORAGE };
}

/** Arguments of an etcd that takes no more writes before its volume is full: on a full one, it does not run. */
export function withQuota(fields: Shape): Reader {
  return checked(fields, quotaFaults, ["storage", "extraArgs"]);
}

function quotaFaults(path: string, { storage = {}, extraArgs = {} }: EtcdArgs): Fault[] {
  const quota = extraArgs[QUOTA];
  if (quota === undefined || storage === "ephemeral") return [];
  const { size = VOLUME_SIZE } = storage;
  if (!isSmaller(size, quota)) return [];
  const problem = `${quoted(quota)} is more than a volume of ${size} holds`;
  return [fault(at(`${path}.extraArgs`, QUOTA), problem, `use a smaller one, or set ${path}.storage.size`)];
}

function volumeFaults(path: string, size: string): Fault[] {
  if (!isSmaller(size, LEAST_VOLUME)) return [];
  return [fault(path, `${quoted(size)} is less than ${LEAST_VOLUME}`, 'use one such as "5Gi"')];
}

function classFaults(path: string, className: string): Fault[] {
  if (className === "" || OBJECT_NAME.test(className)) return [];
  const problem = `${quoted(className)} is not the name of a storage class`;
  return [fault(path, problem, "use the name of one that exists on the host, or leave it out")];
}

function limitFaults(path: string, { requests, limits }: Resources): Fault[] {
  if (!isRecord(requests) || !isRecord(limits)) return [];
  return Object.entries(requests).flatMap(([resource, request]) => {
    const limit = limits[resource];
    if (typeof request !== "string" || typeof limit !== "string" || !isSmaller(limit, request)) return [];
    const problem = `${quoted(request)} is more than the limit, ${quoted(limit)}`;
    return [fault(at(`${path}.requests`, resource), problem, "request less, or raise the limit")];
  });
}
