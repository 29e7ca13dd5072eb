import * as pulumi from "@pulumi/pulumi";
import { firstPause } from "../kube/first-pause";
import { type Fault, InvalidInputError } from "../validation/errors";

/** What the running program has found so far. */
interface Findings {
  readonly checks: pulumi.Output<readonly Fault[]>[];
  readonly errors: Map<string, InvalidInputError>;
}

const findings = new WeakMap<object, Findings>();

/** Lets nothing be written to any cluster of the program while a check has faults. */
export function holdWrites(faults: pulumi.Output<readonly Fault[]>): void {
  findingsOfProgram().checks.push(faults);
}

/**
 * What must come before anything is written to a cluster: passes if neither the cluster nor any check of the program has
 * faults, and rejects with all of them.
 *
 * @param own checks of the cluster. The program may add some until its first pause
 */
export function writesAllowed(own: readonly pulumi.Output<readonly Fault[]>[]): pulumi.Output<pulumi.Resource[]> {
  const { checks, errors } = findingsOfProgram();
  const added = firstPause();
  // Taken out of their Outputs, so that no cluster depends on what records the others.
  const all = added.then(
    () =>
      new Promise<readonly (readonly Fault[])[]>((resolve) => void pulumi.all(checks).apply((lists) => resolve(lists))),
  );
  return pulumi.all([all, added.then(() => pulumi.all([...own]))]).apply(([lists, ownFaults]) => {
    const distinct = new Map([...lists, ...ownFaults].flat().map((fault) => [JSON.stringify(fault), fault]));
    if (distinct.size > 0) throw reported([...distinct.values()], errors);
    return [];
  });
}

/** One error for the same faults, and without a stack: Pulumi prints each error that it meets while resources register. */
function reported(faults: readonly Fault[], errors: Findings["errors"]): InvalidInputError {
  const error = new InvalidInputError(faults);
  const first = errors.get(error.message) ?? error;
  errors.set(error.message, first);
  first.stack = "";
  return first;
}

function findingsOfProgram(): Findings {
  const program = pulumi.runtime.getMonitor() as object;
  const found = findings.get(program) ?? { checks: [], errors: new Map<string, InvalidInputError>() };
  findings.set(program, found);
  return found;
}
