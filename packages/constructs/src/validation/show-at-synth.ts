import type { IConstruct } from "constructs";
import { findingLine } from "../kinds/finding";
import { findingsOf } from "./findings";

const shown = new WeakSet<IConstruct>();

/**
 * Shows the warnings about an app on the standard error stream if `cdk8s synth` runs the program, once it has succeeded.
 * cdk8s has errors only, and `cdk8s synth` says where to write in `CDK8S_OUTDIR`.
 */
export function showAtSynth(app: IConstruct): void {
  if (process.env["CDK8S_OUTDIR"] === undefined || shown.has(app)) return;
  shown.add(app);
  process.once("exit", (code) => {
    if (code === 0) for (const finding of findingsOf(app)) process.stderr.write(`${findingLine(finding)}\n`);
  });
}
