import { isDeepStrictEqual } from "node:util";
import { alternatives } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { type ApiAccess, signedIn } from "../host/api-access";
import { APIS, BINDINGS_PATH, POLICIES_PATH } from "../karmada/apis";
import type { Release } from "../karmada/release";
import { valueOf } from "../kube/value-of";
import { type Ask, asking } from "../kubeconfig/ask";
import { eachPage, replaceStored, type StoredKind, type StoredObject } from "./stored-objects";

type Modes = Release["renamedPurgeModes"];

const policies = { root: POLICIES_PATH, apiVersion: APIS.policies };
const bindings = { root: BINDINGS_PATH, apiVersion: APIS.bindings };
/** What has purge modes. Bindings copy those of policies, which therefore come first. */
const KINDS: readonly StoredKind[] = [
  { ...policies, kind: "PropagationPolicy", plural: "propagationpolicies" },
  { ...policies, kind: "ClusterPropagationPolicy", plural: "clusterpropagationpolicies" },
  { ...bindings, kind: "ResourceBinding", plural: "resourcebindings" },
  { ...bindings, kind: "ClusterResourceBinding", plural: "clusterresourcebindings" },
];
/** Others may write meanwhile. */
const ROUNDS = 8;
/** Who is known to have renamed a mode, until a second replacement of the object: nobody keeps its owner from changing it. */
const MANAGER = "fedstack-renamed-modes";

/**
 * Hooks of definitions: before any of them changes, what is stored gets the names that the release has for purge modes.
 * With the new definitions, Karmada could write nothing more that has the old ones. A preview tells how many have.
 */
export function renameStoredModes(name: string, access: ApiAccess, release: Release): pulumi.ResourceHook[] {
  const modes = release.renamedPurgeModes;
  if (!pulumi.runtime.getEngine() || Object.keys(modes).length === 0) return [];
  const reached = signedIn(access);
  const rename = async (): Promise<void> => {
    const api = await valueOf(reached);
    if (!api) return;
    if (!pulumi.runtime.isDryRun()) return renameAll(asking(api), modes);
    // What does not answer a preview is asked again by the up.
    const count = await countOld(asking(api), modes).catch(() => 0);
    if (count > 0) void pulumi.log.info(`version: ${told(count, modes)}. The up renames it before anything else.`);
  };
  let once: Promise<void> | undefined;
  return [new pulumi.ResourceHook(name, () => (once ??= rename()), { onDryRun: true })];
}

/** Renames all modes, until none is left. */
export async function renameAll(ask: Ask, modes: Modes): Promise<void> {
  let left = await countOld(ask, modes);
  for (let round = 0; left > 0 && round < ROUNDS; round += 1) {
    for (const kind of KINDS) {
      const failed = await replaceStored(ask, kind, (object) => renamed(object, modes), MANAGER);
      if (failed) throw new Error(`version: a ${kind.kind} could not be replaced: ${failed.message}; run up again`);
    }
    left = await countOld(ask, modes);
  }
  if (left > 0)
    throw new Error(`version: ${told(left, modes)} again and again; change what writes it, and run up again`);
}

/** Number of objects that have an old mode. */
export async function countOld(ask: Ask, modes: Modes): Promise<number> {
  let count = 0;
  for (const kind of KINDS) {
    const failed = await eachPage(ask, kind, (items) => {
      count += items.filter((object) => renamed(object, modes) !== undefined).length;
      return Promise.resolve(undefined);
    });
    if (failed) throw new Error(`version: ${kind.plural} cannot be listed: ${failed.message}; run it again`);
  }
  return count;
}

/** An object with the new names, or without a trace of who has renamed one; undefined if it needs neither. */
export function renamed(object: StoredObject, modes: Modes): StoredObject | undefined {
  const text = JSON.stringify(object, (key, value: unknown) => {
    if (key === "managedFields" && Array.isArray(value)) return value.filter((one) => !isOwn(one as Entry));
    return key === "purgeMode" && Object.hasOwn(modes, String(value)) ? modes[String(value)] : value;
  });
  const changed = JSON.parse(text) as StoredObject;
  return isDeepStrictEqual(changed, object) ? undefined : changed;
}

type Entry = NonNullable<StoredObject["metadata"]["managedFields"]>[number];

function isOwn({ manager }: Entry): boolean {
  return manager === MANAGER;
}

function told(count: number, modes: Modes): string {
  const objects = count === 1 ? "1 policy or binding has" : `${count} policies and bindings have`;
  return `${objects} the purge mode ${alternatives(Object.keys(modes))}`;
}
