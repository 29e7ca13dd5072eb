import { keyOf, type ObjectRef } from "@fedstack/constructs/kinds";
import type { Plan } from "@fedstack/constructs/plan";
import type { Ask } from "../kubeconfig/ask";
import { deferred } from "../kube/deferred";
import { inTime } from "./in-time";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import { shiftLate, suspend } from "./shifting";
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
  readonly suspended: ReturnType<typeof deferred>;
}

/**
 * Brings workloads to members that new placements add, call by call: once these have joined, the scheduler is kept from
 * the workloads, then the call's policies may change, then the new members get their replicas.
 */
export class LateShifts {
  private calls: ReadonlyMap<Plan, LateCall> = new Map();

  public constructor(private readonly args: LateShiftsArgs) {}

  /** Takes what is shifted late, before anything that the program deploys may change. */
  public take(shifts: readonly Shift[]): void {
    const late = shifts.filter(({ isLate }) => isLate);
    const calls = this.args.program().plans.map((plan) => {
      const keys = new Set(plan.workloads.map(keyOf));
      const own = late.filter(({ binding }) => keys.has(keyOf(binding.spec.resource)));
      return [plan, { shifts: own, suspended: deferred() }] as const;
    });
    this.calls = new Map(calls.filter(([, call]) => call.shifts.length > 0));
  }

  /** Resolves when what a call deploys may change. */
  public suspended(plan: Plan): Promise<void> {
    return this.calls.get(plan)?.suspended.promise ?? Promise.resolve();
  }

  /** Resolves when everything is shifted. */
  public async run(ask: Ask): Promise<void> {
    await Promise.all([...this.calls.values()].map((call) => this.runCall(ask, call)));
  }

  private async runCall(ask: Ask, { shifts, suspended }: LateCall): Promise<void> {
    const { program, joined, applied, timeoutSeconds } = this.args;
    await joined(shifts.flatMap(newMembersOf));
    const failure = "new placements: the scheduler still divides what they divide otherwise";
    await inTime(failure, timeoutSeconds, () => suspend(ask, shifts, program())).catch(suspended.reject);
    suspended.resolve();
    const placements = new Placements(program());
    await applied(shifts.flatMap(({ binding }) => placements.policyOf(binding) ?? []));
    await shiftLate(ask, shifts, program, timeoutSeconds);
  }
}

function newMembersOf({ binding, shares }: Shift): readonly string[] {
  const present = sharesOf(binding);
  return [...shares.keys()].filter((name) => !present.has(name));
}
