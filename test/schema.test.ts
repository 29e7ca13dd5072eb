import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { KARMADA_VERSION } from "@fedstack/core";
import { parseAllDocuments } from "yaml";
import { karmadaDefinitions, karmadaSchemas, kubernetesOpenApi, kubernetesSchemas, schemaFaults } from "./schemas";
import type { Manifest } from "./schemas";

const folder = join(__dirname, "golden");
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
const objects = files.flatMap((file) =>
  parseAllDocuments(readFileSync(join(folder, file), "utf8")).map((document) => ({
    file,
    object: document.toJS() as Manifest,
  })),
);

/** Groups of custom resources whose definitions are not at hand. */
const OTHERS: ReadonlySet<string> = new Set(["apps.kruise.io", "cert-manager.io"]);
const sources = [
  {
    name: `Karmada ${KARMADA_VERSION}`,
    at: karmadaDefinitions,
    schemas: karmadaSchemas,
    of: (group: string) => group.endsWith(".karmada.io") || group === "multicluster.x-k8s.io",
  },
  {
    name: "Kubernetes 1.34",
    at: kubernetesOpenApi,
    schemas: kubernetesSchemas,
    of: (group: string) => !/(example\.com|karmada\.io|multicluster\.x-k8s\.io)$/.test(group) && !OTHERS.has(group),
  },
];

for (const { name, at, schemas, of } of sources) {
  const mine = objects.filter(({ object }) => of(object.apiVersion.split("/")[0]!));
  const title = `${mine.length} reviewed objects are valid for ${name}`;
  if (schemas().size === 0) {
    console.warn(`Skipped: ${title}. Its schemas are not at ${at}.`);
    test.skip(title, () => undefined);
  } else {
    test(`a misspelled field is not valid for ${name}`, () => {
      const { object } = mine[0]!;
      expect(schemaFaults({ ...object, spec: { ...(object.spec as object), mispelt: true } })).not.toEqual([]);
    });

    test(title, () => {
      const faults = mine.map(({ file, object }) => [file, object.kind, schemaFaults(object)]);
      expect(faults).toEqual(mine.map(({ file, object }) => [file, object.kind, []]));
    });
  }
}
