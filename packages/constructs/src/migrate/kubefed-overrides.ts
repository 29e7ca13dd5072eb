import { fault, quoted } from "../faults";
import { DoesNotApply, patched } from "../json/json-patch";
import type { PatchOperation } from "../json/json-patch";
import { exists, isAround, parentOf, valueAt } from "../json/json-pointer";
import type { Manifest } from "../kinds/manifest";
import { Override } from "../override/override";
import type { Member } from "../plan";
import { jsonPointer } from "../validation/checks";
import type { Findings } from "./findings";
import type { ClusterOverride, OverridesOfCluster } from "./kubefed-spec";

const OPERATIONS: readonly string[] = ["add", "remove", "replace"];
const REPLICAS = "/spec/replicas";

/** What overrides change. */
interface Overridden {
  readonly target: Manifest;
  readonly isDivided: boolean;
  readonly members: readonly Member[];
}

/**
 * The overrides of an object, one for each cluster. A ReplicaSchedulingPreference wrote those of replicas, so they are
 * left out where there is one.
 */
export function overridesOf(
  path: string,
  overrides: readonly OverridesOfCluster[],
  { target, isDivided, members }: Overridden,
  { faults, warnings }: Findings,
): readonly Override[] {
  return overrides.flatMap(({ clusterName, clusterOverrides = [] }, i) => {
    const where = `${path}: spec.overrides[${i}]`;
    const changes = clusterOverrides.filter(({ path: pointer }) => !isDivided || pointer !== REPLICAS);
    if (changes.length === 0) return [];
    if (!members.some(({ name }) => name === clusterName)) {
      warnings.push(fault(where, `${quoted(clusterName)} is not a member, so it is left out`));
      return [];
    }
    const wrong = changes.flatMap((change) => operationFaults(where, change));
    faults.push(...wrong);
    if (wrong.length > 0) return [];
    try {
      const override = Override.on([clusterName], outcomeOf(target, changes.map(operationOf)));
      const unfit = override.faults(where, target);
      faults.push(...unfit);
      return unfit.length > 0 ? [] : [override];
    } catch (error) {
      if (!(error instanceof DoesNotApply)) throw error;
      faults.push(fault(where, error.message, "use pointers to fields that it has at that point"));
      return [];
    }
  });
}

/**
 * The fields that a patch changes, as they are in the end: kubefed applied operations in their order, and Karmada has
 * an order of its own. A list whose elements change is written as a whole.
 *
 * @throws DoesNotApply
 */
function outcomeOf(target: Manifest, operations: readonly PatchOperation[]) {
  const result = patched(target, operations);
  const touched = [...new Set(operations.map(({ path }) => (isElement(target, result, path) ? parentOf(path) : path)))];
  const outermost = touched.filter((one) => !touched.some((other) => other !== one && isAround(other, one)));
  const set = outermost.filter((pointer) => exists(result, pointer));
  const remove = outermost.filter((pointer) => !exists(result, pointer) && exists(target, pointer));
  return {
    ...(set.length > 0 && { set: Object.fromEntries(set.map((pointer) => [pointer, valueAt(result, pointer)])) }),
    ...(remove.length > 0 && { remove }),
  };
}

function isElement(target: Manifest, result: Manifest, pointer: string): boolean {
  return [target, result].some((document) => Array.isArray(valueAt(document, parentOf(pointer))));
}

function operationOf({ path, op = "replace", value }: ClusterOverride): PatchOperation {
  return { op: op as PatchOperation["op"], path, value };
}

function operationFaults(path: string, { path: pointer, op = "replace" }: ClusterOverride) {
  if (!OPERATIONS.includes(op)) {
    return [fault(path, `${quoted(op)} of ${quoted(pointer)} is not supported`, 'use "add", "remove" or "replace"')];
  }
  return jsonPointer(path, pointer);
}
