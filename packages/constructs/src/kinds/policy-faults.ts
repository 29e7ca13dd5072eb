import { shapeFaults } from "../faults";
import type { Fault, FieldShapes } from "../faults";
import { RELEASE } from "../karmada";
import { groupOf } from "./identity";
import type { Manifest } from "./manifest";

const { propagation, override, olderOverride } = RELEASE.policies;

/** What Karmada would refuse in the spec of a policy. Nothing, for any other object. */
export function policyFaults(object: Manifest): readonly Fault[] {
  const shape = groupOf(object) === "policy.karmada.io" ? shapeOf(object) : undefined;
  return shape ? shapeFaults("spec", object["spec"] ?? {}, shape, { ignoresUnknown: true }) : [];
}

function shapeOf({ kind, spec }: Manifest): FieldShapes | undefined {
  if (/^(Cluster)?PropagationPolicy$/.test(kind)) return propagation;
  if (!/^(Cluster)?OverridePolicy$/.test(kind)) return undefined;
  const { overriders, targetCluster, overrideRules } = (spec ?? {}) as { readonly [field: string]: unknown };
  return !overrideRules && (overriders ?? targetCluster) ? olderOverride : override;
}
