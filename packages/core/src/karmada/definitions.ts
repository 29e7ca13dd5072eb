import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { quotedPath } from "@fedstack/constructs/faults";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { InvalidInputError } from "../validation/errors";

/** A definition, or only its name if the package was built without definitions. */
export interface Definition {
  readonly name: string;
  readonly spec?: inputs.apiextensions.v1.CustomResourceDefinitionSpec | undefined;
}

const PACKAGED = join(__dirname, "..", "..", "definitions", "karmada");

/**
 * Reads Karmada's definitions from the package or from another directory. If there are none, a preview continues with
 * their names and a warning.
 *
 * @param names the definitions of a release
 * @throws InvalidInputError in an `up` without definitions, or if one of them is missing
 */
export function readDefinitions(names: readonly string[], folder: string = PACKAGED): Definition[] {
  const found = readOnce(folder);
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return names.map((name) => ({ name, spec: found.get(name) }));

  const lacking = missing.length === names.length ? "all of Karmada's custom resource definitions" : missing.join(", ");
  const problem = `${quotedPath(folder)} lacks ${lacking}`;
  const remedy = "install Go and build the package again, or set definitionsDirectory to a folder with them";
  if (!pulumi.runtime.isDryRun()) throw new InvalidInputError([{ path: "definitionsDirectory", problem, remedy }]);
  void pulumi.log.warn(`definitionsDirectory: ${problem}. The preview continues with names only; ${remedy}`);
  return names.map((name) => ({ name, spec: found.get(name) }));
}

const read = new Map<string, ReadonlyMap<string, Definition["spec"]>>();

function readOnce(folder: string): ReadonlyMap<string, Definition["spec"]> {
  const found = read.get(folder) ?? new Map(existsSync(folder) ? readFolder(folder) : []);
  read.set(folder, found);
  return found;
}

function readFolder(folder: string): [string, Definition["spec"]][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(yaml|json)$/.test(file))
    .sort()
    .map((file) => readManifest(join(folder, file)))
    .filter((manifest) => manifest?.kind === "CustomResourceDefinition")
    .map(({ metadata, spec }) => [metadata.name, withoutDescriptions(spec)]);
}

function readManifest(file: string): Manifest {
  const text = readFileSync(file, "utf8");
  return (file.endsWith(".json") ? JSON.parse(text) : parse(text)) as Manifest;
}

/**
 * Removes the descriptions from schemas. They are three quarters of the size, and every `up` would send and read them.
 */
function withoutDescriptions<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withoutDescriptions) as T;
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(([key, value]) => !(key === "description" && typeof value === "string"));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDescriptions(value)])) as T;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: NonNullable<Definition["spec"]>;
}
