#!/usr/bin/env node
/**
 * Writes the names of the fields of Kubernetes' workloads, Services and Ingresses, from the OpenAPI of the version that
 * the federated API serves: `node scripts/spec-fields.mjs <swagger.json>`. The constructs find misspelled fields by
 * them. `go mod download k8s.io/kubernetes@v1.35.2` fetches the file, as `api/openapi-spec/swagger.json`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TABLE = join(
  import.meta.dirname ?? fileURLToPath(new URL(".", import.meta.url)),
  "../packages/constructs/src/karmada/1.18/spec-fields.json",
);

const ROOTS = [
  "apps.v1.DeploymentSpec",
  "apps.v1.StatefulSetSpec",
  "apps.v1.DaemonSetSpec",
  "batch.v1.JobSpec",
  "batch.v1.CronJobSpec",
  "core.v1.ServiceSpec",
  "networking.v1.IngressSpec",
];

/**
 * Fields by type, as text: `name` for a value, `name:Type` for an object, `name:[Type]` for a list, `name:{Type}` for an
 * object with any keys, and `name:?` for anything. Without a type, a list or an object holds values.
 *
 * @param {{ definitions: Record<string, any> }} openApi
 * @returns {Record<string, string>}
 */
export function specFields({ definitions }) {
  const types = new Map();
  const typeAt = ($ref) => {
    const name = $ref.slice($ref.lastIndexOf("/") + 1);
    const { properties, type } = definitions[name];
    if (!properties) return type === "object" ? "?" : "";
    add(name);
    return name.slice(name.lastIndexOf(".") + 1);
  };
  const shapeOf = ({ $ref, type, items, additionalProperties }) => {
    if ($ref) return typeAt($ref);
    if (type === "array") return `[${shapeOf(items)}]`;
    if (type !== "object") return "";
    return additionalProperties ? `{${shapeOf(additionalProperties)}}` : "?";
  };
  const add = (name) => {
    const short = name.slice(name.lastIndexOf(".") + 1);
    if (types.has(short)) return;
    types.set(short, "");
    const fields = Object.entries(definitions[name].properties).map(([field, schema]) => {
      const shape = shapeOf(schema);
      return shape ? `${field}:${shape}` : field;
    });
    types.set(short, fields.sort().join(" "));
  };
  for (const root of ROOTS) add(`io.k8s.api.${root}`);
  return Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const table = specFields(JSON.parse(readFileSync(process.argv[2], "utf8")));
  writeFileSync(TABLE, `${JSON.stringify(table, undefined, 2)}\n`);
}
