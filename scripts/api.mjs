/**
 * `node scripts/api.mjs [--update] PACKAGE...` compares the public API of each compiled package with its api.md, which
 * has a section for each entry point; --update writes it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { ROOT } from "./process.mjs";

function reportOf(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = Object.entries(manifest.exports).filter(([, target]) => target.types !== undefined);
  return entries
    .map(([path, { types }]) => reportOfEntry(folder, join(manifest.name, path), join(folder, types)))
    .join("\n");
}

function reportOfEntry(folder, name, entryPoint) {
  const scratch = mkdtempSync(join(tmpdir(), "api-"));
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
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  Extractor.invoke(config, { localBuild: true, messageCallback: (message) => (message.handled = true) });
  const report = readFileSync(join(scratch, "api.api.md"), "utf8");
  rmSync(scratch, { recursive: true });
  return `# ${name}\n\n${report.slice(report.indexOf("```ts"))}`;
}

const { values, positionals } = parseArgs({ options: { update: { type: "boolean" } }, allowPositionals: true });
for (const name of positionals) {
  const folder = join(ROOT, "packages", name);
  const file = join(folder, "api.md");
  const report = reportOf(folder);
  if (values.update) writeFileSync(file, report);
  else if (readFileSync(file, "utf8") !== report) {
    console.error("does not match the public API; to see the difference, run: npm run api && git diff");
    process.exitCode = 1;
  }
}
