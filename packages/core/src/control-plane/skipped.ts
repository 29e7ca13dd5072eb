import { at, PATTERN, quoted, SKIPPED_API } from "@fedstack/constructs/faults";
import type { PlanOptions } from "@fedstack/constructs/plan";
import { SKIPPING_FLAGS } from "../karmada/names";
import type { Fault } from "../validation/errors";
import type { ControlPlaneArgs } from "./control-plane-args";

/** What flags of the control plane keep from members; undefined for Karmada's defaults. */
export type Skipped = Pick<PlanOptions, "skippedNamespaces" | "skippedApis">;

/** What the flags that the program gives its control plane keep from members. */
export function skippedBy({ controllerManager }: ControlPlaneArgs): Skipped {
  const valuesOf = (flag: string, separator: string): readonly string[] | undefined =>
    controllerManager?.extraArgs?.[flag]?.split(separator).filter((value) => value !== "");
  return {
    skippedNamespaces: valuesOf(SKIPPING_FLAGS.namespaces, ","),
    skippedApis: valuesOf(SKIPPING_FLAGS.apis, ";"),
  };
}

/** What Karmada could not read in these flags, and would not start with. */
export function skippedFaults(components: ControlPlaneArgs): Fault[] {
  const { skippedNamespaces = [], skippedApis = [] } = skippedBy(components);
  return [
    ...skippedNamespaces
      .filter((pattern) => pattern.includes('"') || !PATTERN.is(pattern))
      .map((pattern) => ({
        path: at("controllerManager.extraArgs", SKIPPING_FLAGS.namespaces),
        problem: `${quoted(pattern)} is not a regular expression`,
        remedy: 'use patterns with commas between them, such as "kube-.*,legacy-.*"',
      })),
    ...skippedApis
      .filter((api) => !SKIPPED_API.is(api))
      .map((api) => ({
        path: at("controllerManager.extraArgs", SKIPPING_FLAGS.apis),
        problem: `${quoted(api)} is not a group, a version or kinds`,
        remedy: 'use APIs with semicolons between them, such as "example.com;v1/Secret,ConfigMap"',
      })),
  ];
}
