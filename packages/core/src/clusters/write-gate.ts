import * as pulumi from "@pulumi/pulumi";
import { firstPause } from "../kube/first-pause";
import { type Fault, InvalidInputError } from "../validation/errors";

/** What the running program has found so far. */
interface Findings {
  readonly checks: pulumi.Output<readonly Fault[]>[];
  readonly errors: Map<string, InvalidInputError>;
  /** What the checks find, for all who ask before the program's next pause. */
  found?: Promise<FoundFaults> | undefined;
}

type FoundFaults = readonly (readonly Fault[])[];

const programs = new WeakMap<object, Findings>();

/** Lets nothing be written to any cluster of the program while a check has faults. */
export function holdWrites(faults: pulumi.Output<readonly Fault[]>): void {
  findingsOfProgram().checks.push(faults);
}

/**
 * Dependencies of anything that is written to a cluster: they pass if neither the cluster nor any check of the program has
 * faults, and reject with all of them.
 *
 * @param own checks of the cluster. The program may add some until its first pause
 */
export function writesAllowed(own: readonly pulumi.Output<readonly Fault[]>[]): pulumi.Output<pulumi.Resource>[] {
  const findings = findingsOfProgram();
  const { errors } = findings;
  findings.found ??= foundBy(findings);
  const ownFaults = firstPause().then(() => pulumi.all([...own]));
  const passed = pulumi.all([findings.found, ownFaults]).apply(([others, mine]) => {
    const distinct = new Map([...others, ...mine].flat().map((fault) => [JSON.stringify(fault), fault]));
    if (distinct.size > 0) throw reported([...distinct.values()], errors);
    return [];
  });
  // One dependency of several, which Pulumi takes to be none once it passes. As an Output of all of them, Pulumi would look
  // for unknown values in everything that they lead to.
  return [passed as pulumi.Output<unknown> as pulumi.Output<pulumi.Resource>];
}

/** Faults that all checks find, taken out of their Outputs, so that no cluster depends on what records the others. */
async function foundBy(findings: Findings): Promise<FoundFaults> {
  await firstPause();
  findings.found = undefined;
  return new Promise((resolve) => void pulumi.all(findings.checks).apply((lists) => resolve(lists)));
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
  const found = programs.get(program) ?? { checks: [], errors: new Map<string, InvalidInputError>() };
  programs.set(program, found);
  return found;
}
