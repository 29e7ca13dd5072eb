import { join } from "node:path";
import * as ts from "typescript";

const FILE = join(__dirname, "mistaken.ts");
const PRELUDE = `
import { Duration } from "cdk8s";
import type { Chart } from "cdk8s";
import type { DeploymentSpec } from "@fedstack/constructs";
import { FederatedConfigMap, FederatedCronJob, FederatedDeployment, FederatedIngress, FederatedService } from "@fedstack/constructs";
import { MemberGroups, Members, Placement } from "@fedstack/constructs";
declare const chart: Chart;
declare const web: FederatedDeployment;
declare const spec: DeploymentSpec;
`;

/** Mistakes, each with what the last line of the compiler's message says. */
const mistakes: readonly (readonly [title: string, code: string, message: RegExp])[] = [
  [
    "with and placement together",
    'new FederatedDeployment(chart, "a", { image: "nginx", with: web, placement: Placement.evenly() });',
    /Types of property 'placement' are incompatible/,
  ],
  [
    "image left out",
    'new FederatedDeployment(chart, "a", { replicas: 2, placement: Placement.evenly() });',
    /Property 'image' is missing in type .* but required in type 'ReplicatedContainerProps'\.$/,
  ],
  [
    "image left out with another object",
    'new FederatedDeployment(chart, "a", { replicas: 2, with: web });',
    /Property 'image' is missing in type .* but required in type 'ReplicatedContainerProps'\.$/,
  ],
  [
    "image and spec together",
    'new FederatedDeployment(chart, "a", { image: "nginx", spec });',
    /Types of property '(image|spec)' are incompatible/,
  ],
  [
    "a schedule left out",
    'new FederatedCronJob(chart, "a", { image: "nginx" });',
    /Property 'schedule' is missing in type .* but required in type 'CronJobShorthand'\.$/,
  ],
  [
    "a port left out",
    'new FederatedService(chart, "a", { for: web });',
    /Property 'port' is missing in type .* but required in type 'ExposeViaServiceOptions'\.$/,
  ],
  [
    "a workload and a selector together",
    'new FederatedService(chart, "a", { port: 80, for: web, selector: { app: "web" } });',
    /Types of property '(for|selector)' are incompatible/,
  ],
  [
    "a backend left out",
    'new FederatedIngress(chart, "a", { host: "example.org" });',
    /Property 'service' is missing in type .* but required in type 'IngressShorthand'\.$/,
  ],
  [
    "overflow with replicas that are divided evenly",
    'Placement.evenly(MemberGroups.first("a", Members.inRegion("x")).overflowingTo("b", ["c"]));',
    /Type 'OverflowingMemberGroups' is not assignable to type 'MemberGroups<false>'\. Types of property 'overflows'/,
  ],
  [
    "spread with replicas that are divided evenly",
    "Placement.evenly(Members.all(), { spread: { regions: { min: 2 } } });",
    /'spread' does not exist in type 'PolicyOptions'/,
  ],
  [
    "a name that is misspelled",
    'new FederatedDeployment(chart, "a", { image: "nginx", replica: 2 });',
    /Did you mean to write 'replicas'\?$/,
  ],
];

const text = PRELUDE + mistakes.map(([, code]) => code).join("\n");
const firstLine = PRELUDE.split("\n").length - 1;

function messagesByLine(): ReadonlyMap<number, string> {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => file === FILE || fileExists(file);
  host.readFile = (file) => (file === FILE ? text : readFile(file));
  host.getSourceFile = (file, version) =>
    file === FILE ? ts.createSourceFile(file, text, version) : getSourceFile(file, version);
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([FILE], options, host));
  return new Map(
    diagnostics.map(({ start = 0, messageText }) => [
      text.slice(0, start).split("\n").length - 1 - firstLine,
      ts.flattenDiagnosticMessageText(messageText, " ").replace(/\s+/g, " "),
    ]),
  );
}

let messages: ReadonlyMap<number, string>;
beforeAll(() => {
  messages = messagesByLine();
}, 60_000);

test("nothing but the mistakes is reported", () => {
  expect([...messages.keys()].sort((a, b) => a - b)).toEqual(mistakes.map((_, i) => i));
});

test.each(mistakes.map(([title, , message], i) => ({ title, message, i })))(
  "the compiler names the field: $title",
  ({ message, i }) => {
    expect(messages.get(i)).toMatch(message);
  },
);
