/**
 * `npm run clouds`: checks the types of the programs in the guide for EKS, GKE and AKS against the clouds' own packages,
 * which it installs in a temporary folder. They take 300 MB, so the other tests have stand-ins for them.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must, ROOT, run } from "./process.mjs";
import { setUp } from "./set-up.mjs";

const GUIDE = join(ROOT, "docs", "guides", "clouds.md");
const INSTALLED = join(ROOT, "test", "node_modules");

setUp();
const folder = mkdtempSync(join(tmpdir(), "fedstack-clouds-"));
try {
  copyFileSync(join(ROOT, "test", "clouds", "package.json"), join(folder, "package.json"));
  must(run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder }));
  const programs = [...readFileSync(GUIDE, "utf8").matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
  if (programs.length === 0) throw new Error(`${GUIDE}: no programs`);
  programs.forEach((code, index) => writeFileSync(join(folder, `program-${index + 1}.ts`), code));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration()));
  must(run("tsc", ["--project", folder]));
  console.log(`${programs.length} programs have the right types.`);
} finally {
  rmSync(folder, { recursive: true });
}

function configuration() {
  const installed = ["@fedstack/*", "@pulumi/pulumi", "@pulumi/kubernetes", "cdk8s", "constructs"];
  return {
    extends: join(ROOT, "tsconfig.base.json"),
    compilerOptions: {
      noEmit: true,
      composite: false,
      skipLibCheck: true,
      typeRoots: [join(INSTALLED, "@types"), join(ROOT, "node_modules", "@types")],
      types: ["node"],
      paths: Object.fromEntries(installed.map((name) => [name, [join(INSTALLED, name)]])),
    },
    include: ["*.ts"],
  };
}
