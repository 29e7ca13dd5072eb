import {
  at,
  checked,
  type Fault,
  fault,
  type Fields,
  type FieldShapes,
  isRecord,
  quoted,
  type Reader,
  STRING,
} from "@fedstack/constructs/faults";
import type { Component } from "../karmada/component";
import type { Release } from "../karmada/release";
import { isSmaller, QUANTITY, whole } from "../validation/checks";
import { input } from "../validation/shape";
import type { ComponentArgs } from "./component";
import { fileFaults, flagFaults, type Flags } from "./flags";
import { componentPod } from "./validate-pods";

const MAX_LOG_LEVEL = 10;
const QUANTITIES = input({ "*": input(QUANTITY) });
const CONTAINER: Fields<Resources> = { claims: input([input("map")]), limits: QUANTITIES, requests: QUANTITIES };
/** Requests and limits of a container. */
export const RESOURCES = checked(CONTAINER, limitFaults);

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

function limitFaults(path: string, { requests, limits }: Resources): Fault[] {
  if (!isRecord(requests) || !isRecord(limits)) return [];
  return Object.entries(requests).flatMap(([resource, request]) => {
    const limit = limits[resource];
    if (typeof request !== "string" || typeof limit !== "string" || !isSmaller(limit, request)) return [];
    const problem = `${quoted(request)} is more than the limit, ${quoted(limit)}`;
    return [fault(at(`${path}.requests`, resource), problem, "request less, or raise the limit")];
  });
}
