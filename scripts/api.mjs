/**
 * `node scripts/api.mjs [--update] PACKAGE...` compares each package's public API, compiled before, with its api.md, in
 * which each public entry point has a section; --update writes it. Fails, too, on what has no doc comment, and on types
 * that the API mentions and no public entry point of the package exports.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { ROOT } from "./process.mjs";

const UNDOCUMENTED = "ae-undocumented";
const FORGOTTEN = "ae-forgotten-export";

/** Entry points that only the packages of this repository use. */
const INTERNAL = new Set(["./faults", "./kinds"]);

function reportOf(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = Object.entries(manifest.exports)
    .filter(([path, target]) => target.types !== undefined && !INTERNAL.has(path))
    .map(([path, { types }]) => reportOfEntry(folder, join(manifest.name, path), join(folder, types)));
  const exported = new Set(entries.flatMap(({ exported }) => exported));
  const faults = entries.flatMap(({ messages }) => messages.filter(({ symbol }) => !exported.has(symbol)));
  return { report: entries.map(({ report }) => report).join("\n"), faults: faults.map(({ text }) => text) };
}

function reportOfEntry(folder, name, entryPoint) {
  const scratch = mkdtempSync(join(tmpdir(), "api-"));
  const told = { logLevel: ExtractorLogLevel.Warning };
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: entryPoint,
      compiler: { tsconfigFilePath: join(folder, "tsconfig.json") },
      newlineKind: "lf",
      apiReport: { enabled: true, reportFileName: "api", reportFolder: scratch, reportTempFolder: scratch },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          [FORGOTTEN]: told,
          [UNDOCUMENTED]: told,
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const messages = [];
  const messageCallback = (message) => {
    message.handled = true;
    if (![FORGOTTEN, UNDOCUMENTED].includes(message.messageId)) return;
    const symbol = message.messageId === FORGOTTEN ? message.text.match(/"(\w+)"/)[1] : undefined;
    messages.push({ symbol, text: `${name}: ${message.text}` });
  };
  Extractor.invoke(config, { localBuild: true, messageCallback });
  const report = readFileSync(join(scratch, "api.api.md"), "utf8");
  rmSync(scratch, { recursive: true });
  return {
    report: `# ${name}\n\n${report.slice(report.indexOf("```ts"))}`,
    exported: [...report.matchAll(/^export (?:abstract )?\w+ (\w+)/gm)].map(([, symbol]) => symbol),
    messages,
  };
}

const { values, positionals } = parseArgs({ options: { update: { type: "boolean" } }, allowPositionals: true });
for (const name of positionals) {
  const folder = join(ROOT, "packages", name);
  const file = join(folder, "api.md");
  const { report, faults } = reportOf(folder);
  if (values.update) writeFileSync(file, report);
  else if (readFileSync(file, "utf8") !== report) {
    faults.push("It differs from the public API. To see what changed: npm run api && git diff");
  }
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
