import type { Manifest, Plan } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import { askApi } from "../federated-api/api-gate";
import type { Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { deferred } from "../kube/deferred";
import { type Fault, InvalidInputError, refuse } from "../validation/errors";
import { listBindings, listClusters } from "./api";
import { balancingOf } from "./balancing";
import type { Binding } from "./binding";
import { type ClusterObject, drainedAmong, endingMembers, isMarkedBy } from "./clusters";
import { comeBack, depart, drop, end, giveUp, letGo, type Patience, type Return, type Round } from "./departure";
import { disruptionFaults } from "./disruptions";
import type { FirstLook } from "./first-look";
import { inTime, patienceFor } from "./in-time";
import {
  lateDeployFault,
  lateDropFault,
  lateJoinFault,
  lateMoveFaults,
  mayDeployMore,
  QUIET_SECONDS,
} from "./late-calls";
import { LateShifts, type LateShiftsArgs } from "./late-shifts";
import { Placements } from "./placements";
import { planMovesAway, type PlannedDeparture, type Present, stayingIn } from "./planned-departure";
import { leavingAmong, leftAmong, type PlannedMoves, planMoves, tellPlanned, type Terms } from "./planned-moves";
import { endBegun, forget, shift } from "./shifting";
import { shiftsIn, tellShift } from "./shifts";
import { asEnded, isBegun } from "./suspended";

export interface DeparturesArgs extends Terms, LateShiftsArgs {
  readonly access: ApiAccess;
  /** How long the addresses of a member may be remembered after they are out of the zone. */
  readonly forgetSeconds: () => number;
  readonly look: FirstLook;
}

const NOT_GONE = "its Cluster is not gone";

/**
 * Moves everything away from members that leave, before the engine deletes them, and from members that are drained. Moves
 * away what the program's placements leave out, before the scheduler takes it away.
 *
 * A program cannot be asked which members it will still join, and what it will still deploy. So a member leaves if the
 * program has not joined it and has called nothing for some seconds; joining it later is an error. So is deploying later
 * what would then have to move.
 */
export class Departures {
  /** Resolves when the copies of what moves are kept. Before, nothing of what the program deploys may change. */
  public readonly opened: pulumi.Output<void>;
  /** Resolves when nothing is left on any of these members. */
  public readonly done: pulumi.Output<void>;
  private readonly late: LateShifts;
  private readonly judged = new Set<string>();
  /** The member whose departure was planned first, by what the program had deployed. */
  private planned: string | undefined;
  /** Whether it is decided what moves. */
  private decided = false;
  /** Whether an earlier run has begun what it has not ended. */
  private interrupted = false;

  public constructor(private readonly args: DeparturesArgs) {
    const { access } = args;
    this.late = new LateShifts(args);
    if (!pulumi.runtime.getEngine()) {
      this.opened = pulumi.output(undefined);
      this.done = pulumi.output(undefined);
    } else if (pulumi.runtime.isDryRun()) {
      this.opened = pulumi.output(undefined);
      this.done = askApi(access, (ask) =>
        this.preview(async () => tellPlanned(await this.plan(ask, await args.look.clusters(ask)))),
      );
    } else {
      const opening = deferred();
      this.opened = askApi(access, () => opening.promise);
      this.done = askApi(access, (ask) => this.run(ask, opening.resolve).catch(opening.reject));
    }
  }

  /** What is wrong about a join now. */
  public lateJoinFaults(path: string, member: string): Fault[] {
    return this.judged.has(member) ? [lateJoinFault(path)] : [];
  }

  /** What is wrong about a drop now. */
  public lateDropFaults(path: string): Fault[] {
    return this.decided ? [lateDropFault(path)] : [];
  }

  /** What is wrong about a deploy now. */
  public lateDeployFaults(path: string): Fault[] {
    return this.planned === undefined ? [] : [lateDeployFault(path, this.planned)];
  }

  /** Resolves when what a call of `deploy` applies may change. */
  public openFor(path: string, plan: Plan, objects: readonly Manifest[]): pulumi.Output<void> {
    const suspended = (): Promise<void> => this.late.suspended(objects);
    if (!this.decided) return this.opened.apply(suspended);
    const unmoved = askApi(this.args.access, (ask) => {
      const look = (): Promise<void> => this.refuseMoves(ask, path, plan);
      if (pulumi.runtime.isDryRun()) return this.preview(look);
      return this.inTime(`${path}: what it moves is not known`, this.patience, () => look().then(() => []));
    });
    return pulumi.all([this.opened, unmoved]).apply(suspended);
  }

  private async refuseMoves(ask: Ask, path: string, plan: Plan): Promise<void> {
    const program = { ...this.args.program(), plans: [plan] };
    const [clusters, bindings] = await Promise.all([listClusters(ask), listBindings(ask, program.manager)]);
    const policies = await this.args.look.policies(ask);
    const placements = new Placements(program);
    const moves = await planMovesAway(ask, program, placements, { clusters, bindings });
    const { shifts } = shiftsIn(program, placements, { clusters, bindings });
    const late = lateMoveFaults(path, [...moves, ...shifts.map((one) => ({ path: tellShift(one) }))]);
    refuse([...late, ...disruptionFaults(bindings, policies, placements, this.args)]);
  }

  /** Looks at what can be known before an `up`. */
  private async preview(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (error instanceof InvalidInputError) throw error;
      void pulumi.log.info(`cannot tell what leaves which member: ${(error as Error).message}`);
    }
  }

  private async run(ask: Ask, open: () => void): Promise<void> {
    const { manager } = this.args.program();
    let clusters: readonly ClusterObject[] = [];
    let planned: PlannedMoves | undefined;
    let look = (): Promise<readonly ClusterObject[]> => this.args.look.clusters(ask);
    await this.inTime("the members cannot be looked at", this.patience, async () => {
      const begun = await endBegun(ask, this.args.program());
      this.interrupted ||= begun.length > 0;
      if (begun.length > 0) return begun;
      clusters = await look();
      look = () => listClusters(ask);
      planned = await this.plan(ask, clusters);
      return [];
    });
    tellPlanned(planned!);
    const { departures, shifts, dropped } = planned!;
    if (shifts.closings.length > 0) {
      const forgetting = (): Promise<readonly string[]> => forget(ask, this.args.program(), clusters);
      await this.inTime("what an earlier run left is not forgotten", this.patience, forgetting);
    }
    const early = shifts.shifts.filter(({ isLate }) => !isLate);
    if (early.length > 0) await shift(ask, early, this.args.program, this.args.timeoutSeconds);
    this.late.take(shifts.shifts);
    const { patience } = this;
    const program = this.args.program();
    const placements = new Placements(program);
    const staying = stayingIn(program);
    const given = leavingAmong(clusters, program, this.args.federation).filter(
      (name) => this.args.leaving[name] === "delete",
    );
    const ending = endingMembers(clusters, this.args.federation).filter(({ name }) => !dropped.includes(name));
    const returns = clusters
      .filter((one) => isMarkedBy(manager, one))
      .flatMap(({ metadata: { name: member } }): Return[] => {
        const leaving = departures.find((one) => one.member === member);
        return leaving?.taints || [...given, ...dropped, ...ending.map(({ name }) => name)].includes(member)
          ? []
          : [{ member, staying, manager, leaving, isRescheduled: (one) => placements.isChanged(one) }];
      });
    const busy = new Set<Return | PlannedDeparture>([...returns, ...departures]);
    const opened = deferred();
    const ready = (one?: Return | PlannedDeparture): void => {
      if (one) busy.delete(one);
      if (busy.size > 0) return;
      open();
      opened.resolve();
    };
    ready();
    await Promise.all([
      opened.promise.then(() => this.late.run(ask)),
      ...given.map((member) =>
        this.inTime(`${member} leaves: not everything is given up`, patience, giveUp(ask, member, manager)),
      ),
      ...dropped.map((member) =>
        this.inTime(`${member} is dropped: it is not gone`, patience, drop(ask, member, staying)),
      ),
      ...ending.map(({ name, uid }) =>
        this.inTime(`${name} leaves: ${NOT_GONE}`, patience, end(ask, name, staying, uid)),
      ),
      ...returns.map((one) => {
        const round = comeBack(ask, one, () => ready(one));
        return this.inTime(`${one.member}: not everything is back`, patience, round);
      }),
      ...departures.map((one) => {
        const round = depart(ask, one, this.args.forgetSeconds(), () => ready(one));
        const failure = one.keeps ? "not everything is free" : "not everything is elsewhere, and what is not stays";
        return this.inTime(`${one.path}: ${failure}`, patience, round);
      }),
    ]);
    await this.letGo(ask, departures);
  }

  /** Deletes the Clusters of members that keep what they have, once Karmada has written what the program changes. */
  private async letGo(ask: Ask, departures: readonly PlannedDeparture[]): Promise<void> {
    const orphans = departures.filter((one) => one.keeps);
    if (orphans.length === 0) return;
    await this.args.applied();
    await new Promise((resolve) => setTimeout(resolve, QUIET_SECONDS * 1000));
    const gone = (one: PlannedDeparture): Promise<void> =>
      this.inTime(`${one.path}: ${NOT_GONE}`, this.patience, letGo(ask, one));
    await Promise.all(orphans.map(gone));
  }

  /** What moves, once the program has called all that it calls. Refuses what cannot go anywhere. */
  private async plan(ask: Ask, clusters: readonly ClusterObject[]): Promise<PlannedMoves> {
    const calls = (): number => {
      const { members, dropped, plans } = this.args.program();
      return members.length + dropped.length + plans.length;
    };
    const { manager } = this.args.program();
    // A preview ends nothing that an earlier run began.
    const listEnded = async (): Promise<readonly Binding[]> => {
      const { members } = balancingOf(this.args.program(), clusters);
      const bindings = await listBindings(ask, manager);
      this.interrupted ||= bindings.some((one) => isBegun(one, manager));
      return bindings.map((one) => asEnded(one, members, manager));
    };
    const [bindings, policies] = await Promise.all([listEnded(), this.args.look.policies(ask)]);
    let present = { clusters, bindings };
    const mayChange = async (): Promise<boolean> =>
      mayDeployMore(policies, this.args.program()) || this.movesAny(ask, present);
    // The program may still join or deploy.
    for (let before; (await mayChange()) && before !== calls();) {
      before = calls();
      await new Promise((resolve) => setTimeout(resolve, QUIET_SECONDS * 1000));
      present = { clusters, bindings: await listEnded() };
    }
    this.decided = true;
    const program = this.args.program();
    leavingAmong(clusters, program, this.args.federation).forEach((name) => this.judged.add(name));
    this.planned ??= leftAmong(clusters, program, this.args)[0];
    return planMoves(ask, program, present, policies, { ...this.args, interrupted: this.interrupted });
  }

  private async movesAny(ask: Ask, present: Present): Promise<boolean> {
    const program = this.args.program();
    const placements = new Placements(program);
    return (
      leavingAmong(present.clusters, program, this.args.federation).length > 0 ||
      drainedAmong(present.clusters, program.drained).length > 0 ||
      shiftsIn(program, placements, present).shifts.length > 0 ||
      (await planMovesAway(ask, program, placements, present)).length > 0
    );
  }

  private get patience(): Patience {
    return patienceFor(this.args.timeoutSeconds);
  }

  private inTime(failure: string, patience: Patience, round: Round): Promise<void> {
    return inTime(failure, this.args.timeoutSeconds, round, patience);
  }
}
