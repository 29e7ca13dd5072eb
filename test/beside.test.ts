import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

const PACKAGES = join(__dirname, "../packages");

/** What decides something. A file with none of it in its functions is a table, a type, or a call that others decide. */
const DECISIONS = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.TryStatement,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Whether anything in a source decides, inside of a function. */
function decides(source: string): boolean {
  const visit = (node: ts.Node, inside: boolean): boolean =>
    (inside && DECISIONS.has(node.kind)) ||
    Boolean(ts.forEachChild(node, (child) => visit(child, inside || ts.isFunctionLike(node)) || undefined));
  return visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest), false);
}

/** Source files of a package that decide something and have no test beside them. */
function untested(name: string): string[] {
  const folder = join(PACKAGES, name, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test(-support)?\.ts$/.test(file))
    .filter((file) => !existsSync(join(folder, file.replace(/\.ts$/, ".test.ts"))))
    .filter((file) => decides(readFileSync(join(folder, file), "utf8")))
    .map((file) => `${name}/${file}`)
    .sort();
}

test.each([
  ["a type", "interface A { b?: string }", false],
  ["a table", "const a = { b: 1 || 2, c: (x) => x.d };", false],
  ["a call of others", "function a(b) { return c(b).map((d) => e(d)); }", false],
  ["a condition", "function a(b) { if (b) c(); }", true],
  ["a condition in an arrow function of a table", "const a = { b: (x) => (x ? 1 : 2) };", true],
  ["a default", "class A { get b() { return this.c ?? 1; } }", true],
  ["a loop", "const a = function () { for (const b of c) d(b); };", true],
])("%s decides something: %#", (_, source, expected) => {
  expect(decides(source)).toBe(expected);
});

test("every source file that decides something has its test beside it", () => {
  expect([...untested("constructs"), ...untested("core")]).toEqual([]);
});
