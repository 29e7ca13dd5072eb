import { join } from "node:path";
import * as constructs from "@fedstack/constructs";
import * as core from "@fedstack/core";
import * as ts from "typescript";

const FILE = join(__dirname, "hovered.ts");

const classesOf = (entry: object): string[] =>
  Object.entries(entry)
    .filter(([, value]) => typeof value === "function" && /^class/.test(String(value)))
    .map(([name]) => name);
const classes = [...classesOf(constructs), ...classesOf(core)];
const text = [
  `import { ${classesOf(constructs).join(", ")} } from "@fedstack/constructs";`,
  `import { ${classesOf(core).join(", ")} } from "@fedstack/core";`,
  ...classes.map((name) => `new ${name}();`),
].join("\n");

const service = ts.createLanguageService({
  ...ts.sys,
  useCaseSensitiveFileNames: () => true,
  getScriptFileNames: () => [FILE],
  getScriptVersion: () => "1",
  getScriptSnapshot: (file) => {
    const content = file === FILE ? text : ts.sys.readFile(file);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => __dirname,
  getCompilationSettings: () => ({ module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 }),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
});

const hoverOver = (name: string): { documentation: string; tags: readonly string[] } => {
  const { documentation, tags = [] } = service.getQuickInfoAtPosition(FILE, text.indexOf(`new ${name}(`) + 4)!;
  return { documentation: ts.displayPartsToString(documentation), tags: tags.map((tag) => tag.name) };
};

test("hovering over `new` tells what each class is", () => {
  expect(classes.filter((name) => !/^[A-Z].*\.$/s.test(hoverOver(name).documentation))).toEqual([]);
});

test("hovering over `new Federation` tells what it is and raises, with an example", () => {
  const { documentation, tags } = hoverOver("Federation");
  expect(documentation).toContain("Federation of Kubernetes clusters");
  expect(tags).toEqual(expect.arrayContaining(["throws", "example"]));
});
