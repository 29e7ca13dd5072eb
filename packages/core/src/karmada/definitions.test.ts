import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { record } from "../testing";
import { RELEASE } from ".";
import { readDefinitions } from "./definitions";

const { names } = RELEASE.definitions;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fedstack-definitions-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, content: object): void => writeFileSync(join(folder, file), JSON.stringify(content));

test("an up without definitions is refused, with the remedy", async () => {
  await record(() => {
    expect(() => readDefinitions(names, folder)).toThrow(
      `definitionsDirectory: "${folder}" lacks all of Karmada's custom resource definitions; ` +
        "install Go and build the package again, or set definitionsDirectory to a folder with them",
    );
  });
});

test("a preview without definitions continues with their names", async () => {
  const warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);
  await record(
    () => {
      const read = readDefinitions(names, folder).map(({ name }) => name);
      expect(read).toHaveLength(19);
      expect(read).toContain("propagationpolicies.policy.karmada.io");
    },
    { preview: true },
  );
  warn.mockRestore();
});

test("definitions that a folder lacks are named, and those that it has are read without descriptions", async () => {
  write("works.json", {
    kind: "CustomResourceDefinition",
    metadata: { name: "works.work.karmada.io" },
    spec: { description: "prose", properties: { description: { type: "string", description: "prose" } } },
  });
  write("other.yaml", { kind: "ConfigMap", metadata: { name: "not-a-definition" } });
  writeFileSync(join(folder, "empty.yaml"), "");
  writeFileSync(
    join(folder, "bindings.yaml"),
    "kind: CustomResourceDefinition\nmetadata: { name: resourcebindings.work.karmada.io }\nspec: { scope: Namespaced }\n",
  );
  const warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);
  await record(
    () => {
      const works = readDefinitions(names, folder).find(({ name }) => name === "works.work.karmada.io");
      expect(works?.spec).toEqual({ properties: { description: { type: "string" } } });
      const bindings = readDefinitions(names, folder).find(({ name }) => name === "resourcebindings.work.karmada.io");
      expect(bindings?.spec).toEqual({ scope: "Namespaced" });
    },
    { preview: true },
  );
  warn.mockRestore();
  await record(() => {
    expect(() => readDefinitions(names, folder)).toThrow(
      /lacks clusteroverridepolicies\.policy\.karmada\.io, .*; install Go/,
    );
  });
});
