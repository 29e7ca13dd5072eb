import {
  at,
  checked,
  type Fault,
  fault,
  type Fields,
  NUMBER,
  quoted,
  type Reader,
  type Shape,
  STRING,
  wordOf,
} from "@fedstack/constructs/faults";
import { isObjectName } from "@fedstack/constructs/kinds";
import { componentFields } from "../host/validate-component";
import type { Release } from "../karmada/release";
import { etcdSizeFaults, isSmaller, QUANTITY } from "../validation/checks";
import type { EtcdArgs, StorageArgs } from "./etcd-args";
import { VOLUME_SIZE } from "./etcd-guard";

/** A size without its unit is smaller. */
const LEAST_VOLUME = "1Mi";
const QUOTA = "quota-backend-bytes";

/** A volume. */
export const STORAGE_FIELDS: Fields<StorageArgs> = {
  size: checked(QUANTITY, volumeFaults),
  className: checked(STRING, classFaults),
};

/** Volumes of an etcd. */
export const STORAGE = wordOf(["ephemeral"], STORAGE_FIELDS);

/** Number of members of an etcd. */
export const ETCD_SIZE = checked<number>(NUMBER, etcdSizeFaults);

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
  if (className === "" || isObjectName(className)) return [];
  const problem = `${quoted(className)} is not the name of a storage class`;
  return [fault(path, problem, "use the name of one that exists on the host, or leave it out")];
}
