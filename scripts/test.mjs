/** `npm test`: sets up, runs every check, and ends with one line of counts. */
import { api } from "./checks/api.mjs";
import { jest } from "./checks/jest.mjs";
import { live } from "./checks/live.mjs";
import { count, judge, sum, summary } from "./checks/outcome.mjs";
import { site } from "./checks/site.mjs";
import { makeDefinitions } from "./definitions.mjs";
import { run } from "./process.mjs";
import { compile, install } from "./set-up.mjs";

/** Far more than they take on a slow machine: it ends what hangs. */
const UNIT_MINUTES = 40;
/** Enough for what a test expected and received. The whole text is above. */
const LINES_OF_A_FAILURE = 20;

const CHECKS = {
  types: () => judge("tsc --build", compile()),
  lint: () =>
    sum([
      judge("eslint", run("eslint", [".", "--max-warnings", "0"])),
      judge("prettier", run("prettier", ["--check", "--log-level", "warn", "."])),
    ]),
  tests: () => jest([], UNIT_MINUTES),
  api: () => api(),
  site: () => site(),
  // Imported only once their own dependencies are installed.
  packages: async () => (await import("./checks/packages.mjs")).packages(),
  peers: async () => (await import("./checks/peers.mjs")).peers(),
  live: () => live(),
};

function prepare() {
  try {
    install();
    const notice = makeDefinitions();
    if (notice !== undefined) console.log(`NOTE ${notice}`);
    return true;
  } catch (error) {
    judge("set-up", { ok: false, output: error.message });
    return false;
  }
}

async function attempt(name, check) {
  try {
    return await check();
  } catch (error) {
    return judge(name, { ok: false, output: error.message });
  }
}

async function timed(name, check) {
  console.log(`\n== ${name}`);
  const start = Date.now();
  const outcome = await attempt(name, check);
  console.log(`== ${name}: ${summary(outcome)} (${Math.round((Date.now() - start) / 1000)} s)`);
  return outcome;
}

const outcomes = [];
if (!prepare()) outcomes.push(count({ failed: 1 }));
else for (const [name, check] of Object.entries(CHECKS)) outcomes.push(await timed(name, check));
const total = sum(outcomes);
if (total.failures.length > 0) console.log("\n== what failed");
for (const failure of total.failures) console.log(`\n${failure.split("\n").slice(0, LINES_OF_A_FAILURE).join("\n")}`);
console.log(`\n${summary(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
