import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "@fedstack/constructs/plan";
import { parseAllDocuments } from "yaml";
import { kubectl } from "../lab";
import { timed } from "../times";
import { definitionOf } from "./definitions";
import { apply, isPolicy, KARMADA, onKarmada, read, withdraw } from "./karmada";

const FOLDER = join(__dirname, "..", "..", "golden");

/** Namespaces and definitions, which scenarios share. */
const shared: Manifest[] = [];
const kept: Manifest[] = [];

afterAll(async () => {
  for (const member of ["a", "b"] as const) await withdraw(kept, member);
  await withdraw(shared);
});

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"))) {
  onKarmada(
    `Karmada takes every object of ${file} by server-side apply, and no policy differs when it is applied again`,
    async () => {
      const scenario = parseAllDocuments(readFileSync(join(FOLDER, file), "utf8")).map((one) => one.toJS() as Manifest);
      const own = scenario.filter(({ kind }) => kind !== "Namespace");
      const definitions = definitionsOf(scenario, await servedVersions());
      const objects = [...namespacesOf(scenario), ...definitions, ...scenario];
      shared.push(...objects.filter(({ kind }) => kind === "Namespace"), ...definitions);
      if (scenario.some(keepsCopies)) kept.push(...own.filter((object) => !isPolicy(object)));
      try {
        expect(await timed(`apply ${file}`, () => apply(objects))).toHaveLength(objects.length);
        const policies = await specsOf(own.filter(isPolicy));
        expect(await apply(objects)).toHaveLength(objects.length);
        expect(await specsOf(own.filter(isPolicy))).toEqual(policies);
      } finally {
        await withdraw(own);
      }
    },
  );
}

/** Whether members keep the objects of a policy. */
function keepsCopies({ spec }: Manifest): boolean {
  return (spec as { preserveResourcesOnDeletion?: boolean } | undefined)?.preserveResourcesOnDeletion === true;
}

async function specsOf(objects: readonly Manifest[]): Promise<unknown[]> {
  return (await read(objects)).map(({ kind, metadata, spec }) => ({ kind, name: metadata.name, spec }));
}

/** Namespaces that a scenario uses but does not create. */
function namespacesOf(scenario: readonly Manifest[]): Manifest[] {
  const made = scenario.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name);
  const used = new Set(scenario.flatMap(({ metadata }) => metadata.namespace ?? []));
  return [...used]
    .filter((name) => name !== "default" && !made.includes(name))
    .map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
}

async function servedVersions(): Promise<string[]> {
  return (await kubectl(KARMADA, "api-versions")).trim().split("\n");
}

/** Definitions, without a schema, of others' kinds that a scenario uses but does not define. */
function definitionsOf(scenario: readonly Manifest[], served: readonly string[]): Manifest[] {
  const defined = scenario.flatMap(({ kind, spec }) =>
    kind === "CustomResourceDefinition" ? (spec as { readonly names: { readonly kind: string } }).names.kind : [],
  );
  const unknown = scenario.filter(({ apiVersion, kind }) => !served.includes(apiVersion) && !defined.includes(kind));
  return [...new Map(unknown.map((object) => [object.kind, object])).values()].map((object) =>
    definitionOf(object, object.metadata.namespace === undefined ? "Cluster" : "Namespaced"),
  );
}
