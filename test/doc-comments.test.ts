import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as constructs from "@fedstack/constructs";
import * as ts from "typescript";

const SOURCES = join(__dirname, "../packages/constructs/src");
/** Inside the workspace, so that imports of the packages work. */
const EXAMPLES = join(__dirname, ".examples");

/** Declarations that examples use. */
const prelude = `
import { ApiObject, App, Cron } from "cdk8s";
import { ${Object.keys(constructs).join(", ")} } from "@fedstack/constructs";
import { planTable } from "@fedstack/constructs/plan";
const app = new App();
const chart = new FederatedChart(app, "chart", { placement: Placement.evenly() });
const nginx = new FederatedDeployment(chart, "given-nginx", { image: "nginx" });
const web = new FederatedDeployment(chart, "given-web", { image: "nginx" });
const serviceAccount = new ApiObject(chart, "account", { apiVersion: "v1", kind: "ServiceAccount" });
const role = new ApiObject(chart, "role", { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role" });
`;

const examples = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((file) =>
    /^(?!(faults|json|karmada|kinds|names|plan)\/).*[a-z0-9-]+(?<!\.test)(?<!\.test-support)\.ts$/.test(file),
  )
  .flatMap((file) =>
    [...readFileSync(join(SOURCES, file), "utf8").matchAll(/^ +\* @example\n(.*?)^ +\*(?: @|\/)/gms)].map(
      ([, text], i) => ({
        title: `${file} ${i + 1}`,
        path: join(EXAMPLES, `${file.replace(/\.ts$/, "").replaceAll("/", "-")}-${i + 1}.ts`),
        code: `${prelude}{\n${text!.replaceAll(/^ +\* ?/gm, "")}}\nexport const manifests = app.synthYaml();\n`,
      }),
    ),
  );

beforeAll(() => {
  mkdirSync(EXAMPLES, { recursive: true });
  for (const { path, code } of examples) writeFileSync(path, code);
});

afterAll(() => rmSync(EXAMPLES, { recursive: true }));

test("every construct and every value has an example", () => {
  const classes = Object.entries(constructs).filter(
    ([, value]) => typeof value === "function" && /^class/.test(String(value)),
  );
  const shown = examples.map(({ code }) => code.slice(prelude.length)).join("\n");
  expect(classes.map(([name]) => name).filter((name) => !shown.includes(name))).toEqual([]);
});

test.each(examples)("the example of $title runs as it is", ({ path }) => {
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  expect(require(path).manifests).toContain("PropagationPolicy");
  jest.restoreAllMocks();
});

test("the examples' types are right", () => {
  const { config } = ts.readConfigFile(join(__dirname, "../tsconfig.base.json"), (file) => readFileSync(file, "utf8"));
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, __dirname);
  const program = ts.createProgram(
    examples.map(({ path }) => path),
    { ...options, noEmit: true, noUnusedLocals: false },
  );
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  expect(faults).toEqual([]);
});
