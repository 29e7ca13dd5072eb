import { quoted } from "../../faults";
import type * as Yaml from "yaml";
import type {
  CommandArgsOverrider,
  FieldOverrider,
  ImageOverrider,
  LabelAnnotationOverrider,
  Overriders,
} from "../../api/karmada";
import { DoesNotApply, patched } from "../../json/json-patch";
import type { PatchOperation } from "../../json/json-patch";
import { valueAt } from "../../json/json-pointer";
import type { Manifest } from "../../kinds/manifest";
import { imageReference, imageText, withTagOrDigest } from "../../names/image-reference";
import type { ImageReference } from "../../names/image-reference";

/** Pointers to the containers that Karmada finds by itself, by kind, in any group. */
const CONTAINERS: { readonly [kind: string]: string } = {
  Pod: "/spec/containers",
  DaemonSet: "/spec/template/spec/containers",
  Deployment: "/spec/template/spec/containers",
  Job: "/spec/template/spec/containers",
  ReplicaSet: "/spec/template/spec/containers",
  StatefulSet: "/spec/template/spec/containers",
};

/**
 * Applies a set of overriders to an object: images first, then commands, arguments, labels, annotations, fields in
 * texts, and fields.
 *
 * @throws DoesNotApply if Karmada gives up and the member gets nothing
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/util/overridemanager/overridemanager.go
 */
export function overridden(object: Manifest, overriders: Overriders): Manifest {
  const steps: readonly ((at: Manifest) => readonly PatchOperation[])[] = [
    ...(overriders.imageOverrider ?? []).map((one) => (at: Manifest) => imagePatch(at, one)),
    ...(overriders.commandOverrider ?? []).map((one) => (at: Manifest) => wordsPatch(at, "command", one)),
    ...(overriders.argsOverrider ?? []).map((one) => (at: Manifest) => wordsPatch(at, "args", one)),
    ...(overriders.labelsOverrider ?? []).map((one) => (at: Manifest) => metadataPatch(at, "labels", one)),
    ...(overriders.annotationsOverrider ?? []).map((one) => (at: Manifest) => metadataPatch(at, "annotations", one)),
    ...(overriders.fieldOverrider ?? []).map((one) => (at: Manifest) => textPatch(at, one)),
    () => (overriders.plaintext ?? []).map(({ operator: op, path, value }) => ({ op, path, value })),
  ];
  return steps.reduce((at, step) => patched(at, step(at)), object);
}

interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly [field: string]: unknown;
}

function containersOf(object: Manifest): readonly (readonly [pointer: string, container: Container])[] {
  const pointer = Object.hasOwn(CONTAINERS, object.kind) ? CONTAINERS[object.kind] : undefined;
  const containers = pointer === undefined ? undefined : valueAt(object, pointer);
  return (Array.isArray(containers) ? (containers as Container[]) : []).map((one, i) => [`${pointer}/${i}`, one]);
}

function imagePatch(object: Manifest, overrider: ImageOverrider): readonly PatchOperation[] {
  const { path } = overrider.predicate ?? {};
  const images =
    path === undefined
      ? containersOf(object).map(([pointer, { image }]) => [`${pointer}/image`, image] as const)
      : [[path, valueAt(object, path)] as const];
  return images.map(([at, image]) => {
    const reference = typeof image === "string" ? imageReference(image) : undefined;
    if (!reference) throw new DoesNotApply(`${quoted(at)} is not an image`);
    return { op: "replace", path: at, value: imageText(changed(reference, overrider)) };
  });
}

/** Karmada keeps either the tag or the digest: if there is a tag, the digest is lost. */
function changed(reference: ImageReference, { component, operator, value = "" }: ImageOverrider): ImageReference {
  const image = reference.tag ? { ...reference, digest: "" } : reference;
  if (component === "Tag") {
    if (operator === "remove") return { ...image, tag: "", digest: "" };
    const before = operator === "add" ? image.tag || image.digest : "";
    return withTagOrDigest(image, `${before}${value}`);
  }
  const part = component === "Registry" ? "registry" : "repository";
  const values = { add: `${image[part]}${value}`, replace: value, remove: "" };
  return { ...image, [part]: values[operator] };
}

function wordsPatch(
  object: Manifest,
  field: "command" | "args",
  { containerName, operator, value = [] }: CommandArgsOverrider,
): readonly PatchOperation[] {
  return containersOf(object)
    .filter(([, { name }]) => name === containerName)
    .map(([pointer, container]) => {
      const words = Array.isArray(container[field]) ? (container[field] as string[]) : [];
      const after = operator === "add" ? [...words, ...value] : words.filter((word) => !value.includes(word));
      return { op: "add", path: `${pointer}/${field}`, value: after };
    });
}

function metadataPatch(
  object: Manifest,
  field: "labels" | "annotations",
  { operator: op, value }: LabelAnnotationOverrider,
): readonly PatchOperation[] {
  const present = object.metadata[field] as { readonly [key: string]: string } | undefined;
  const operations = Object.entries(value)
    .filter(([key]) => op === "add" || Object.hasOwn(present ?? {}, key))
    .map(([key, text]) => ({ op, path: `/metadata/${field}/${key.replace(/\//g, "~1")}`, value: text }));
  return present || op !== "add" ? operations : [{ op: "add", path: `/metadata/${field}`, value: {} }, ...operations];
}

function textPatch(object: Manifest, { fieldPath, json = [], yaml = [] }: FieldOverrider): readonly PatchOperation[] {
  const text = valueAt(object, fieldPath);
  if (typeof text !== "string") throw new DoesNotApply(`${quoted(fieldPath)} is not text`);
  const format = yaml.length > 0 ? yamlFormat() : JSON;
  const operations = (yaml.length > 0 ? yaml : json).map(({ operator: op, subPath: path, value }) => ({
    op,
    path,
    value,
  }));
  const document = read(fieldPath, text, format);
  return [{ op: "replace", path: fieldPath, value: format.stringify(patched(document, operations)) }];
}

interface Format {
  parse(text: string): unknown;
  stringify(value: unknown): string;
}

/** Loaded when it is needed: it would double the time that an import of the package takes. */
function yamlFormat(): Format {
  const { parse, stringify } = require("yaml") as typeof Yaml;
  return { parse: (text) => parse(text, { version: "1.1" }) as unknown, stringify: (value) => stringify(value) };
}

function read(path: string, text: string, format: Format): unknown {
  try {
    return format.parse(text);
  } catch {
    throw new DoesNotApply(`${quoted(path)} is not ${format === JSON ? "JSON" : "YAML"}`);
  }
}
