import { API_GROUPS, groupOf, isOfKind, keyOf, objectFaults, type ObjectRef, told } from "@fedstack/constructs/kinds";
import type { Finding, Manifest as PlainManifest } from "@fedstack/constructs/plan";
import type { Site } from "../host/site";
import type { Fault } from "../validation/errors";
import { plainDataFaults } from "../validation/plain-data";

/** Anything that returns Kubernetes objects, such as a cdk8s `Chart`. */
export interface Manifests {
  /** The objects in plain data. */
  toJson(): unknown[];
  /** What its constructs know about it, such as `FederatedChart.findings`. */
  readonly findings?: readonly Finding[] | undefined;
}

/** A Kubernetes object as plain data. */
export interface Manifest extends PlainManifest {
  readonly metadata: PlainManifest["metadata"] & {
    readonly annotations?: { readonly [key: string]: string } | undefined;
  };
}

/** The objects to apply that are right, and what is wrong with the others. */
export function readManifests(path: string, given: unknown): { objects: readonly Manifest[]; faults: Fault[] } {
  if (!Array.isArray(given)) {
    return {
      objects: [],
      faults: [{ path, problem: "toJson() does not return a list", remedy: "return a list of Kubernetes objects" }],
    };
  }
  const objects = new Map<string, Manifest>();
  const faults: Fault[] = [];
  // forEach skips the holes of a list, and Array.from fills them.
  Array.from(given as readonly unknown[]).forEach((one, index) => {
    const at = `${path}: object ${index + 1}`;
    const unplain = plainDataFaults(at, one);
    const wrong = unplain.length > 0 ? unplain : objectFaults(at, one);
    faults.push(...wrong);
    if (wrong.length > 0) return;
    const object = one as Manifest;
    const key = keyOf(refOf(object));
    if (objects.has(key)) {
      faults.push({ path: at, problem: `${told(refOf(object))} is listed twice`, remedy: "list it once" });
    } else {
      objects.set(key, object);
    }
  });
  return { objects: [...objects.values()], faults };
}

/** Key that identifies an object, in any API version. */
export function refOf({ apiVersion, kind, metadata: { name, namespace = "default" } }: Manifest): ObjectRef {
  return { apiVersion, kind, name, namespace };
}

/**
 * Logical name of an object's resource. Whichever call applies an object, the name stays: with another one, the engine
 * would create the object once more, and then delete it.
 */
export function resourceNameOf({ federation }: Pick<Site, "federation">, { kind, metadata }: Manifest): string {
  const { name, namespace = "default" } = metadata;
  return [federation, kind, ...(namespace === "default" ? [] : [namespace]), name].join("/");
}

/** Step in which an object is applied: first what others need, and policies before what they place. */
export function stepOf(object: Manifest): number {
  const { apiVersion } = object;
  if (isOfKind(object, "Namespace") || isOfKind(object, "apiextensions.k8s.io/CustomResourceDefinition")) return 0;
  if (groupOf(object) === API_GROUPS.policy || apiVersion.startsWith("admissionregistration.k8s.io/")) return 1;
  return 2;
}

/** Type token of an object's resource in the Kubernetes provider. */
export function typeTokenOf({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

const VERSIONS = ["v1", "v2"].flatMap((major) => [
  ...[1, 2, 3, 4, 5].map((minor) => `${major}alpha${minor}`),
  ...[1, 2, 3, 4, 5].map((minor) => `${major}beta${minor}`),
  major,
]);

/**
 * Type tokens in the versions in which an earlier run may have applied an object: as another resource, it would be created
 * once more, and then deleted.
 */
export function earlierTypeTokensOf({ apiVersion, kind }: Manifest): string[] {
  const [group, version] = apiVersion.split("/");
  if (version === undefined) return [];
  return VERSIONS.filter((one) => one !== version).map((one) => typeTokenOf({ apiVersion: `${group}/${one}`, kind }));
}
