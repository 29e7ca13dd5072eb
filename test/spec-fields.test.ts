import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KUBERNETES_VERSION } from "@fedstack/core";
import * as table from "../packages/constructs/src/karmada/1.18/spec-fields.json";
import { kubernetesOpenApi, openApiOf } from "./schemas";

const SCRIPT = join(__dirname, "../scripts/spec-fields.mjs");
const known: { readonly [type: string]: string } = { ...table };
const namesIn = (fields: string): string[] => fields.split(" ");

/** A test that is skipped, and counted, where the machine does not have the OpenAPI of a version of Kubernetes. */
const testWith = (openApi: string): typeof test => (existsSync(openApi) ? test : (test.skip as typeof test));

/** What the script makes of the OpenAPI of a version of Kubernetes. */
function fieldsIn(openApi: string): { readonly [type: string]: string } {
  const program = `
    import { readFileSync } from "node:fs";
    import { specFields } from ${JSON.stringify(SCRIPT)};
    console.log(JSON.stringify(specFields(JSON.parse(readFileSync(process.argv[1], "utf8")))));
  `;
  const args = ["--input-type=module", "-e", program, openApi];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as { [type: string]: string };
}

testWith(openApiOf(KUBERNETES_VERSION))("the fields are those of the Kubernetes that the federated API serves", () => {
  expect(KUBERNETES_VERSION).toMatch(/^v1\.35\./);
  const fields = fieldsIn(openApiOf(KUBERNETES_VERSION));
  expect(Object.keys(fields)).toContain("Container");
  expect({ ...table, default: undefined }).toMatchObject(fields);
});

testWith(kubernetesOpenApi)("no field of the Kubernetes that members run is unknown", () => {
  const unknown = Object.entries(fieldsIn(kubernetesOpenApi)).flatMap(([type, fields]) =>
    namesIn(fields)
      .filter((name) => !namesIn(known[type] ?? "").includes(name))
      .map((name) => `${type}.${name}`),
  );
  expect(unknown).toEqual([]);
});

test("the table has the types of pods, Services and Ingresses", () => {
  expect(namesIn(known.Container!)).toEqual(
    expect.arrayContaining(["livenessProbe:Probe", "image", "ports:[ContainerPort]"]),
  );
  expect(known.DeploymentSpec).toContain("template:PodTemplateSpec");
  expect(known.IngressSpec).toContain("rules:[IngressRule]");
  const used = new Set(
    Object.values(known).flatMap((fields) =>
      [...String(fields).matchAll(/:[[{]*([A-Z]\w+)/g)].map(([, type]) => type!),
    ),
  );
  expect([...used].filter((type) => known[type] === undefined)).toEqual([]);
});

test("the types of specs have the fields of the table", () => {
  const source = ["kubernetes-pods", "kubernetes"]
    .map((file) => readFileSync(join(__dirname, `../packages/constructs/src/api/${file}.ts`), "utf8"))
    .join("\n");
  const controller = ["selector", "template"];
  const inherited: { readonly [type: string]: readonly string[] } = {
    DaemonSetSpec: controller,
    DeploymentSpec: controller,
    StatefulSetSpec: controller,
  };
  const types = ["Container", "PodSpec", "JobSpec", "CronJobSpec", "ServicePort", "ServiceSpec", "IngressSpec"];
  for (const type of [...types, ...Object.keys(inherited)]) {
    const [, others, own] = new RegExp(`interface ${type}\\s([^{]*)\\{([^]*?)\\}\\n`).exec(source)!;
    const names = [
      ...[...others!.matchAll(/"(\w+)"/g)].map(([, name]) => name!),
      ...[...own!.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name!),
      ...(inherited[type] ?? []),
    ];
    expect([type, ...names.sort()]).toEqual([
      type,
      ...namesIn(known[type]!)
        .map((field) => field.split(":")[0])
        .sort(),
    ]);
  }
});
