import { at, PATTERN, quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import type { ControlPlaneArgs } from "./control-plane";

const FLAG = "skipped-propagating-namespaces";

/** Namespaces that a flag makes the control plane skip, as regular expressions; undefined for Karmada's default. */
export function skippedNamespacesOf({ controllerManager }: ControlPlaneArgs): readonly string[] | undefined {
  return controllerManager?.extraArgs?.[FLAG]?.split(",").filter((pattern) => pattern !== "");
}

/** Patterns in that flag that are none, with which Karmada would not start. */
export function skippedNamespacesFaults(components: ControlPlaneArgs): Fault[] {
  const patterns = skippedNamespacesOf(components) ?? [];
  return patterns
    .filter((pattern) => pattern.includes('"') || !PATTERN.is(pattern))
    .map((pattern) => ({
      path: at("controllerManager.extraArgs", FLAG),
      problem: `${quoted(pattern)} is not a regular expression`,
      remedy: 'use patterns with commas between them, such as "kube-.*,legacy-.*"',
    }));
}
