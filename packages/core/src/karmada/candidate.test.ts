import { existsSync } from "node:fs";
import { RELEASE_1_18 } from "./1.18/release";
import { type Definition, readDefinitions } from "./definitions";
import { CANDIDATE } from "./offered.test-support";

/** Values that fields may have, by the definition's name and their paths. */
function enumsOf(definitions: readonly Definition[]): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, readonly unknown[]>();
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    const values = (node as { readonly enum?: unknown }).enum;
    if (Array.isArray(values)) found.set(path, values);
    for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`);
  };
  for (const { name, spec } of definitions) visit(spec, name);
  return found;
}

/** Others' definitions are no part of this repository. */
const folder = process.env["FEDSTACK_CANDIDATE"] ?? "";
const names = CANDIDATE.definitions.names;
const testWithCandidate = existsSync(folder) ? test : (test.skip as typeof test);
if (!existsSync(folder)) {
  console.warn(
    "SKIPPED the candidate's definitions: set FEDSTACK_CANDIDATE to the folder charts/karmada/_crds/bases of Karmada v1.19.0-rc.0",
  );
}

testWithCandidate("what the candidate's definitions no longer take is what it renames, to what they take", () => {
  const [before, after] = [readDefinitions(RELEASE_1_18.definitions.names), readDefinitions(names, folder)].map(
    enumsOf,
  );
  const gone = [...before!].flatMap(([path, values]) => {
    const left = after!.get(path) ?? values;
    return values.filter((value) => !left.includes(value)).map((value) => ({ path, value: value as string, left }));
  });
  expect([...new Set(gone.map(({ value }) => value))].sort()).toEqual(Object.keys(CANDIDATE.renamedPurgeModes).sort());
  for (const { path, value, left } of gone) {
    expect(path).toMatch(
      /^(cluster)?(propagationpolicies\.policy|resourcebindings\.work)\.karmada\.io\..*\.purgeMode$/,
    );
    expect(left).toContain(CANDIDATE.renamedPurgeModes[value]);
  }
});

testWithCandidate("the candidate defines what it says, and converts what has several versions", () => {
  const definitions = readDefinitions(names, folder);
  expect(definitions).toHaveLength(19);
  const several = definitions.filter(({ spec }) => (spec!.versions as readonly unknown[]).length > 1);
  expect(several.map(({ name }) => name).sort()).toEqual([...CANDIDATE.definitions.converted].sort());
});
