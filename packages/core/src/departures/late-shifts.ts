import { describes, keyOf, type ObjectRef } from "@fedstack/constructs/kinds";
import type { Manifest } from "@fedstack/constructs/plan";
import type { Ask } from "../kubeconfig/ask";
import { deferred } from "../kube/deferred";
import { inTime } from "./in-time";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import { shiftLate, stop, suspend } from "./shifting";
import type { Shift } from "./shifts";
import { sharesOf } from "./shares";

export interface LateShiftsArgs {
  /** What the program has done so far. */
  readonly program: () => Program;
  /** Resolves once members have joined. */
  readonly joined: (members: readonly string[]) => Promise<unknown>;
  /** Resolves once everything is applied that the program has deployed so far, or only some of it. */
  readonly applied: (only?: readonly ObjectRef[]) => Promise<unknown>;
  readonly timeoutSeconds: number;
}

/** What one call shifts late. */
interface LateCall {
  readonly shifts: readonly Shift[];
  /** Its workloads, and the policies that place them: what may not change before. */
  readonly held: readonly ObjectRef[];
  readonly policies: readonly ObjectRef[];
  readonly suspended: ReturnType<typeof deferred>;
}

/**
 * Brings workloads to members that new placements add, call by call: once these have joined, the scheduler is kept from
 * the workloads, then their policies may change, then the new members get their replicas.
 */
export class LateShifts {
  private calls: readonly LateCall[] = [];

  public constructor(private readonly args: LateShiftsArgs) {}

  /** Takes what is shifted late, before anything that the program deploys may change. */
  public take(shifts: readonly Shift[]): void {
    const program = this.args.program();
    const placements = new Placements(program);
    const late = shifts.filter(({ isLate }) => isLate);
    this.calls = program.plans.flatMap((plan) => {
      const keys = new Set(plan.workloads.map(keyOf));
      const own = late.filter(({ binding }) => keys.has(keyOf(binding.spec.resource)));
      const policies = own.flatMap(({ binding }) => placements.policyOf(binding) ?? []);
      const held = [...own.map(({ binding }) => binding.spec.resource), ...policies];
      return own.length === 0 ? [] : [{ shifts: own, held, policies, suspended: deferred() }];
    });
  }

  /** Resolves when objects may change. */
  public async suspended(objects: readonly Manifest[]): Promise<void> {
    const calls = this.calls.filter(({ held }) => objects.some((one) => held.some((ref) => describes(one, ref))));
    await Promise.all(calls.map((call) => call.suspended.promise));
  }

  /** Resolves when everything is shifted. */
  public async run(ask: Ask): Promise<void> {
    await Promise.all(this.calls.map((call) => this.runCall(ask, call)));
  }

  private async runCall(ask: Ask, { shifts, policies, suspended }: LateCall): Promise<void> {
    const { program, joined, applied, timeoutSeconds } = this.args;
    await joined(shifts.flatMap(newMembersOf));
    const failure = "new placements: the scheduler still divides what they divide otherwise";
    try {
      await inTime(failure, timeoutSeconds, () => suspend(ask, shifts, program()));
    } catch (error) {
      await stop(ask, shifts, program);
      suspended.reject(error as Error);
    }
    suspended.resolve();
    await applied(policies);
    await shiftLate(ask, shifts, program, timeoutSeconds);
  }
}

function newMembersOf({ binding, shares }: Shift): readonly string[] {
  const present = sharesOf(binding);
  return [...shares.keys()].filter((name) => !present.has(name));
}
