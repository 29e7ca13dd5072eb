/** What the live tests have that measuring needs, too. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "../process.mjs";

createRequire(join(ROOT, "examples", "on-prem", "index.ts"))("ts-node").register({ transpileOnly: true, cwd: ROOT });
const load = createRequire(join(ROOT, "test", "live", "lab.ts"));

export const { BIN, eventually, kubectl, KUBECONFIG } = load("./lab.ts");
export const { readyOn } = load("./kubernetes.ts");
export const { Witness } = load("./witness.ts");
