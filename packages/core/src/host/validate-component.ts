import {
  checked,
  type Fields,
  type FieldShapes,
  NUMBER,
  type Reader,
  STRING,
  wordOf,
} from "@fedstack/constructs/faults";
import type { Component } from "../karmada/component";
import type { Release } from "../karmada/release";
import { etcdSizeFaults, QUANTITY, whole } from "../validation/checks";
import { input } from "../validation/shape";
import type { ComponentArgs } from "./component";
import type { EtcdArgs, StorageArgs } from "./etcd-args";
import { fileFaults, flagFaults, type Flags } from "./flags";
import { componentPod } from "./validate-pods";

const MAX_LOG_LEVEL = 10;
const QUANTITIES = input({ "*": input(QUANTITY) });
/** A volume. */
export const STORAGE_FIELDS: Fields<StorageArgs> = { size: QUANTITY, className: STRING };

/** Requests and limits of a container. */
export const RESOURCES: Fields<NonNullable<ComponentArgs["resources"]>> = {
  claims: input([input("map")]),
  limits: QUANTITIES,
  requests: QUANTITIES,
};

/** Volumes of an etcd. */
export const STORAGE = wordOf(["ephemeral"], STORAGE_FIELDS);

/** Number of members of an etcd. */
export const ETCD_SIZE = checked<number>(NUMBER, etcdSizeFaults);

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
