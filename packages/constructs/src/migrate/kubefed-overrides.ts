import { fault, quoted } from "../faults";
import { exists } from "../json/json-pointer";
import type { Manifest } from "../kinds/manifest";
import { Override } from "../override/override";
import type { Member } from "../plan";
import type { Findings } from "./findings";
import type { ClusterOverride, OverridesOfCluster } from "./kubefed-spec";

const OPERATIONS = ["add", "remove", "replace"];
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
  const where = `${path}: spec.overrides`;
  return overrides.flatMap(({ clusterName, clusterOverrides = [] }, i) => {
    const changes = clusterOverrides.filter(({ path: pointer }) => !isDivided || pointer !== REPLICAS);
    if (changes.length === 0) return [];
    if (!members.some(({ name }) => name === clusterName)) {
      warnings.push(fault(`${where}[${i}]`, `${quoted(clusterName)} is not a member, so it is left out`));
      return [];
    }
    for (const change of changes) faults.push(...operationFaults(`${where}[${i}]`, change, target));
    const set = changes
      .filter(({ op }) => op !== "remove")
      .map(({ path: pointer, value }) => [pointer, value] as const);
    const remove = changes.filter(({ op }) => op === "remove").map(({ path: pointer }) => pointer);
    return [
      Override.on([clusterName], {
        ...(set.length > 0 && { set: Object.fromEntries(set) }),
        ...(remove.length > 0 && { remove }),
      }),
    ];
  });
}

function operationFaults(path: string, { path: pointer, op = "replace" }: ClusterOverride, target: Manifest) {
  if (!OPERATIONS.includes(op)) {
    return [fault(path, `${quoted(op)} of ${quoted(pointer)} is not supported`, 'use "add", "remove" or "replace"')];
  }
  if (!pointer.startsWith("/")) {
    return [fault(path, `${quoted(pointer)} is not a JSON pointer`, `use one such as ${quoted(REPLICAS)}`)];
  }
  return op === "add" && /\/\d+$/.test(pointer) && exists(target, pointer)
    ? [
        fault(
          path,
          `"add" of ${quoted(pointer)} inserts into a list`,
          'use "replace", or "add" with a pointer to its end',
        ),
      ]
    : [];
}
