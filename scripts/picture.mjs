/** The picture of examples/placement, of what a federated API contains. */
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "./process.mjs";

/** Where the demos write it, from the root of the repository. */
export const PICTURE = "demo-out/plan.svg";

/** Begins the labels with which the library marks what it makes. */
const OWN_LABELS = "app.kubernetes.io/";

/** The members that Clusters of the federated API are, as a plan takes them. */
export function membersOf(clusters) {
  return clusters.map(({ metadata: { name, labels }, spec: { provider, region, zones, taints } }) => ({
    name,
    labels: Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => !key.startsWith(OWN_LABELS))),
    cloudProvider: provider,
    region,
    zones,
    taints,
  }));
}

/** Draws a plan, and the names in the zone with the members to which they resolve. */
export async function writePicture(plan, members, names) {
  const folder = join(ROOT, "examples", "placement");
  const load = createRequire(join(folder, "main.ts"));
  load("ts-node").register({ transpileOnly: true, cwd: folder });
  const file = join(ROOT, PICTURE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await load("./svg.ts").svg(plan, members, { names }));
}
