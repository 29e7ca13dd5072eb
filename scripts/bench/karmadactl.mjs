/** Measures `karmadactl` in the lab. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { LAB_HOME } from "../../test/live/missing.js";
import { must, ROOT, run } from "../process.mjs";
import { BIN, kubectl } from "./live.mjs";
import { median } from "./measure.mjs";
import { REPLICAS, untilReady, witnessed } from "./witnessed.mjs";

const MEMBER = "f-b-cluster";
const SCRIPT = join(ROOT, "test", "lab", "karmada.sh");
/** As the script writes it. */
const API = { file: join(LAB_HOME, "karmadactl", "data", "karmada-apiserver.config") };
/** Without them, the taint that drains a member moves nothing. */
const EVICTION =
  "--karmada-controller-manager-extra-args=--enable-no-execute-taint-eviction,--feature-gates=Failover=true";
const TAINT = "maintenance:NoExecute";

const execute = promisify(execFile);

/** From bare clusters to two members, with one of them under maintenance and out, and back. */
export async function measureKarmadactl() {
  try {
    const { stdout } = await execute(SCRIPT, [EVICTION]);
    const secondsOf = (step) => Number(new RegExp(`^${step} ([0-9.]+) s$`, "m").exec(stdout)?.[1]);
    const joins = ["f-a-cluster", MEMBER].map((member) => secondsOf(`join ${member}`));
    const init = secondsOf("init");
    const join = median(joins);
    return { init, join, ready: join, all: init + joins[0] + joins[1], steps: await measureMaintenance() };
  } finally {
    await execute(SCRIPT, ["remove"]);
  }
}

/** A step is over when its command has ended, and nginx runs where it leads to. */
async function measureMaintenance() {
  const karmadactl = (...args) => execute(join(BIN, "karmadactl"), ["--kubeconfig", API.file, ...args]);
  await deployNginx();
  const cordon = await witnessed(() => karmadactl("cordon", MEMBER));
  const drain = await witnessed(async () => {
    await karmadactl("taint", "clusters", MEMBER, TAINT);
    await untilReady({ a: 4, b: undefined });
  });
  const back = await witnessed(async () => {
    await karmadactl("taint", "clusters", MEMBER, `${TAINT}-`);
    await karmadactl("uncordon", MEMBER);
    await kubectl(API, "scale", "deployment", "nginx", `--replicas=${REPLICAS.leave}`);
    await untilReady({ a: 4, b: 4 });
  });
  const member = ["--cluster-kubeconfig", join(LAB_HOME, "kube", "b.conf"), "--cluster-context", "b-cluster-context"];
  const leave = await witnessed(async () => {
    await karmadactl("unjoin", MEMBER, ...member, "--wait", "2m");
    await untilReady({ a: 8, b: undefined });
  });
  return { cordon, drain, back, leave };
}

/** examples/gitops, which has the workload of examples/on-prem as YAML. */
async function deployNginx() {
  const folder = mkdtempSync(join(tmpdir(), "fedstack-bench-"));
  try {
    const gitops = { cwd: join(ROOT, "examples", "gitops"), env: { CDK8S_OUTDIR: folder } };
    must(run("npx", ["ts-node", "--transpile-only", "main.ts"], gitops));
    await kubectl(API, "apply", "--filename", folder);
    await untilReady({ a: 2, b: 2 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
