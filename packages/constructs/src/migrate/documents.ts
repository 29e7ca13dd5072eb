import { fault, quoted, required, shapeFaults, STRING } from "../faults";
import type { Fault } from "../faults";
import type * as Yaml from "yaml";
import { itemsOf } from "../kinds/lists";
import type { Findings } from "./findings";
import type { Manifest } from "../kinds/manifest";

/** An object in a text, and where it is. */
export interface Document {
  /** Such as `document 2: Deployment shop/web`. */
  readonly path: string;
  readonly manifest: Manifest;
}

interface Raw {
  readonly path: string;
  readonly value: unknown;
}

/** The objects in a YAML text with any number of documents. Lists are split into their items. */
export function documentsIn(text: string, { faults }: Findings): readonly Document[] {
  const unreadable = shapeFaults("yaml", text, required(STRING, "use a text of YAML or JSON"), { secret: true });
  if (unreadable.length > 0) {
    faults.push(...unreadable);
    return [];
  }
  return parsed(text, faults)
    .flatMap(unlisted)
    .flatMap(({ path, value }) => {
      const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
      if ([apiVersion, kind, metadata?.name].every((one) => typeof one === "string" && one !== "")) {
        const { namespace, name } = metadata!;
        const told = namespace === undefined ? name : `${namespace}/${name}`;
        return [{ path: `${path}: ${kind} ${told}`, manifest: value as Manifest }];
      }
      faults.push(fault(path, "is not a Kubernetes object", "set apiVersion, kind and metadata.name"));
      return [];
    });
}

/**
 * Parses YAML 1.1 as Kubernetes does: yes and no are booleans, and times stay text. Messages do not quote the text,
 * because it may contain secrets.
 */
function parsed(text: string, faults: Fault[]): readonly Raw[] {
  // Loaded when it is needed, because it would double the time to import the package.
  const { parseAllDocuments } = require("yaml") as typeof Yaml;
  const documents = parseAllDocuments(text, {
    version: "1.1",
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === "string" || !/timestamp|binary|set|omap|pairs/.test(tag.tag)),
    prettyErrors: true,
  });
  return [...documents].flatMap((document, i) => {
    const path = `document ${i + 1}`;
    const [error] = document.errors;
    if (error) {
      const [{ line, col }] = error.linePos ?? [{ line: 1, col: 1 }];
      faults.push(fault(path, `line ${line}, column ${col}, is not valid YAML (${quoted(error.code)})`, "correct it"));
      return [];
    }
    const value = plain(document);
    if (value === undefined)
      faults.push(fault(path, "its aliases cannot be resolved", "replace them with what they refer to"));
    return value === null || value === undefined ? [] : [{ path, value }];
  });
}

function plain(document: { toJS(): unknown }): unknown {
  try {
    return document.toJS() ?? null;
  } catch {
    return undefined;
  }
}

function unlisted({ path, value }: Raw): readonly Raw[] {
  const items = itemsOf(value);
  return items
    ? items.flatMap((item, i) => unlisted({ path: `${path}: items[${i}]`, value: item }))
    : [{ path, value }];
}
