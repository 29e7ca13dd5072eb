import { createHash } from "node:crypto";
import { isSecret, plain, type RecordedResource } from "@fedstack/core/testing";
import { Document, isCollection, visit } from "yaml";

/**
 * Recorded resources as YAML for review, one document each. A secret is an entry `<secret>`, JSON text is an entry
 * `<json>`, and the specification of a custom resource definition is its digest and its conversion.
 */
export function resourceYaml(resources: readonly RecordedResource[]): string {
  return resources.map((resource) => document(readable(resource))).join("---\n");
}

/** Lists with one entry per line, even if they are short: flags and dependencies. */
const LISTED = ["args", "command", "dependsOn"];
const INLINE_LENGTH = 100;

function document(value: object): string {
  const yaml = new Document(value, { aliasDuplicateObjects: false });
  visit(yaml, {
    Pair: (_, { key, value: node }) => {
      if (!isCollection(node) || LISTED.includes(String(key))) return;
      node.flow = JSON.stringify(node).length <= INLINE_LENGTH;
    },
    Seq: (_, { items }) => {
      for (const node of items) if (isCollection(node)) node.flow = JSON.stringify(node).length <= INLINE_LENGTH;
    },
  });
  return yaml.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function readable(resource: RecordedResource): object {
  const { type, name, provider, parent, dependsOn, deletedWith, retainOnDelete, timeouts, inputs } = resource;
  return {
    type,
    name,
    ...(provider && { cluster: provider }),
    ...(parent && { parent }),
    ...(dependsOn.length > 0 && { dependsOn: [...new Set(dependsOn)].sort() }),
    ...(deletedWith && { deletedWith }),
    ...(retainOnDelete && { retainOnDelete }),
    ...(Object.keys(timeouts).length > 0 && { timeouts }),
    ...(Object.keys(inputs).length > 0 && {
      inputs: shown(inputs["kind"] === "CustomResourceDefinition" ? reduced(inputs) : inputs),
    }),
  };
}

function reduced({ spec, ...inputs }: Record<string, unknown>): Record<string, unknown> {
  const { conversion = "none", ...definition } = plain<Record<string, unknown>>(spec);
  const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex").slice(0, 16);
  return { ...inputs, spec: { "<digest>": digest, conversion } };
}

function shown(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((entry) => shown(entry));
  if (typeof value === "string") return shownText(value, key);
  if (typeof value !== "object" || value === null) return value;
  if (isSecret(value)) return { "<secret>": shown((value as { value: unknown }).value, key) };
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, entry]) => [name, shown(entry, name)]));
}

function shownText(text: string, key: string): unknown {
  if (key.endsWith("-data")) return { "<base64>": Buffer.from(text, "base64").toString("utf8") };
  return /^[{[]"/.test(text) ? { "<json>": shown(JSON.parse(text)) } : text;
}
