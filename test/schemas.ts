import { existsSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import type { ValidateFunction } from "ajv";

interface Schema {
  readonly [keyword: string]: unknown;
}

/** A Kubernetes object as in YAML. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Folder with the definitions of Karmada, once the core package has been built on a machine with Go. */
export const karmadaDefinitions = join(__dirname, "../packages/core/definitions/karmada");

const modules = process.env.GOMODCACHE ?? join(process.env.GOPATH ?? join(homedir(), "go"), "pkg/mod");

/** Folder with Kubernetes' OpenAPI, once the lab has been built. */
export const kubernetesOpenApi = openApiOf("v1.34.4");

/** OpenAPI of a version of Kubernetes, if `go mod download` has fetched it. */
export function openApiOf(version: string): string {
  return join(modules, `k8s.io/kubernetes@${version}/api/openapi-spec/swagger.json`);
}

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const compiled = new Map<string, ValidateFunction>();

/** Faults of an object, like from an API server with strict validation; undefined if there is no schema. */
export function schemaFaults(manifest: Manifest): string[] | undefined {
  const key = keyOf(manifest.apiVersion, manifest.kind);
  const schema = karmadaSchemas().get(key) ?? kubernetesSchemas().get(key);
  if (schema === undefined) return undefined;
  const validate = compiled.get(key) ?? ajv.compile(schema);
  compiled.set(key, validate);
  if (validate(manifest)) return [];
  return validate.errors!.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

export const karmadaSchemas = once((): Map<string, Schema> => {
  if (!existsSync(karmadaDefinitions)) return new Map();
  const files = readdirSync(karmadaDefinitions, { recursive: true, encoding: "utf8" }).filter((f) =>
    f.endsWith(".json"),
  );
  const definitions = files.map((file) => JSON.parse(readFileSync(join(karmadaDefinitions, file), "utf8")));
  return new Map(
    definitions
      .filter(({ kind }) => kind === "CustomResourceDefinition")
      .flatMap(({ spec }) =>
        spec.versions.map((version: { name: string; schema: { openAPIV3Schema: Schema } }) => [
          keyOf(`${spec.group}/${version.name}`, spec.names.kind),
          strict(version.schema.openAPIV3Schema),
        ]),
      ),
  );
});

export const kubernetesSchemas = once((): Map<string, Schema> => {
  if (!existsSync(kubernetesOpenApi)) return new Map();
  const definitions = strict(JSON.parse(readFileSync(kubernetesOpenApi, "utf8")).definitions) as {
    [name: string]: Schema;
  };
  definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = { type: ["integer", "string"] };
  ajv.addSchema({ $id: "kubernetes", definitions });
  return new Map(
    Object.entries(definitions).flatMap(([name, definition]) =>
      ((definition["x-kubernetes-group-version-kind"] ?? []) as { group: string; version: string; kind: string }[]).map(
        ({ group, version, kind }): [string, Schema] => [
          keyOf(group ? `${group}/${version}` : version, kind),
          { $ref: `kubernetes#/definitions/${name}` },
        ],
      ),
    ),
  );
});

/** Refuses fields that the schema does not know, like an API server with strict field validation. */
function strict(schema: unknown): Schema {
  if (Array.isArray(schema)) return schema.map(strict) as unknown as Schema;
  if (typeof schema !== "object" || schema === null) return schema as unknown as Schema;
  const inner: Schema = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const open = inner["additionalProperties"] ?? inner["x-kubernetes-preserve-unknown-fields"];
  return isObjectSchema(inner) && !open ? { ...inner, additionalProperties: false } : inner;
}

function isObjectSchema(schema: Schema): boolean {
  return schema["type"] === "object" && typeof schema["properties"] === "object";
}

function keyOf(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
