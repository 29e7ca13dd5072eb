import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { type Ask, askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import { type Fault, InvalidInputError, refuse } from "../validation/errors";
import { listBindings, listClusters } from "./api";
import { type ClusterObject, isMarked, leavingMembers } from "./clusters";
import { comeBack, depart, OutOfTime, type Patience, type Return, untilNothingLacks } from "./departure";
import { tellMoves } from "./moves";
import { Placements } from "./placements";
import { lossFaults } from "./refusals";
import { planDeparture, planMoveAway, type PlannedDeparture, type Present, type Program } from "./planned-departure";

export interface DeparturesArgs {
  readonly access: ApiAccess;
  readonly federation: string;
  readonly timeoutSeconds: number;
  /** What becomes of a member's copies when its `join` is gone from the program, where it is not to move them. */
  readonly leaving: { readonly [member: string]: "move" | "delete" };
  /** How long the addresses of a member may be remembered after they are out of the zone. */
  readonly forgetSeconds: number;
  /** What the program has done so far. */
  readonly program: () => Program;
}

const PAUSE_MILLISECONDS = 500;
/** How long a program that has not joined a member is given to do so. */
const QUIET_SECONDS = 5;

/**
 * Moves everything away from members that leave, before the engine deletes them, and from members that are drained. Moves
 * away what the program's placements leave out, before the scheduler takes it away.
 *
 * A program cannot be asked which members it will still join. So a member leaves if the program has not joined it and
 * has called nothing for some seconds; joining it later is an error.
 */
export class Departures {
  /** Resolves when the copies of what moves are kept. Before, nothing of what the program deploys may change. */
  public readonly opened: pulumi.Output<void>;
  /** Resolves when nothing is left on any of these members. */
  public readonly done: pulumi.Output<void>;
  private readonly judged = new Set<string>();
  /** The member whose departure was planned first, by what the program had deployed. */
  private planned: string | undefined;

  public constructor(private readonly args: DeparturesArgs) {
    const { access } = args;
    if (!pulumi.runtime.getEngine()) {
      this.opened = pulumi.output(undefined);
      this.done = pulumi.output(undefined);
    } else if (pulumi.runtime.isDryRun()) {
      this.opened = pulumi.output(undefined);
      this.done = askApi(access, (ask) => this.preview(ask));
    } else {
      const opening = deferred();
      this.opened = askApi(access, () => opening.promise);
      this.done = askApi(access, (ask) => this.run(ask, opening.resolve).catch(opening.reject));
    }
  }

  /** What is wrong about a join now. */
  public lateJoinFaults(path: string, member: string): Fault[] {
    if (!this.judged.has(member)) return [];
    const problem = `is too late: this member began to leave when the program had called nothing for ${QUIET_SECONDS} s`;
    return [{ path, problem, remedy: "join every member before the program waits for anything else" }];
  }

  /** What is wrong about a deploy now: everything that it applies would count as deleted. */
  public lateDeployFaults(path: string): Fault[] {
    if (this.planned === undefined) return [];
    const problem = `is too late: what leaves ${quoted(this.planned)} was decided when the program had called nothing for ${QUIET_SECONDS} s`;
    return [{ path, problem, remedy: "deploy everything before the program waits for anything else" }];
  }

  private async preview(ask: Ask): Promise<void> {
    try {
      tell(await this.plan(ask, await listClusters(ask)));
    } catch (error) {
      if (error instanceof InvalidInputError) throw error;
      void pulumi.log.info(`what leaves which member is not known: ${(error as Error).message}`);
    }
  }

  private async run(ask: Ask, open: () => void): Promise<void> {
    const { timeoutSeconds } = this.args;
    const patience = { deadline: Date.now() + timeoutSeconds * 1000, pauseMilliseconds: PAUSE_MILLISECONDS };
    let clusters: readonly ClusterObject[] = [];
    let departures: readonly PlannedDeparture[] = [];
    await this.inTime("the members cannot be looked at", patience, async () => {
      clusters = await listClusters(ask);
      departures = await this.plan(ask, clusters);
      return [];
    });
    tell(departures);
    const placements = new Placements(this.args.program());
    const returns = clusters.filter(isMarked).flatMap(({ metadata: { name: member } }): Return[] => {
      const leaving = departures.find((one) => one.member === member);
      return leaving?.taints ? [] : [{ member, leaving, isRescheduled: (one) => placements.isChanged(one) }];
    });
    const busy = new Set<Return | PlannedDeparture>([...returns, ...departures]);
    const ready = (one?: Return | PlannedDeparture): void => {
      if (one) busy.delete(one);
      if (busy.size === 0) open();
    };
    ready();
    await Promise.all([
      ...returns.map((one) => {
        const round = comeBack(ask, one, () => ready(one));
        return this.inTime(`${one.member}: not everything is back`, patience, round);
      }),
      ...departures.map((one) => {
        const round = depart(ask, one, this.args.forgetSeconds, () => ready(one));
        return this.inTime(`${one.path}: not everything is elsewhere, and what is not stays`, patience, round);
      }),
    ]);
  }

  /** The members that everything leaves, and where it goes. Refuses what cannot go anywhere. */
  private async plan(ask: Ask, clusters: readonly ClusterObject[]): Promise<readonly PlannedDeparture[]> {
    const calls = (): number => this.args.program().members.length + this.args.program().plans.length;
    let present = { clusters, bindings: await listBindings(ask) };
    // The program may still join or deploy.
    for (let before; this.movesAny(present) && before !== calls();) {
      before = calls();
      await new Promise((resolve) => setTimeout(resolve, QUIET_SECONDS * 1000));
      present = { clusters, bindings: await listBindings(ask) };
    }
    const program = this.args.program();
    const placements = new Placements(program);
    const left = this.leavingAmong(clusters);
    left.forEach((name) => this.judged.add(name));
    const leaving = left.filter((name) => this.args.leaving[name] !== "delete");
    const names = [...leaving, ...drainedAmong(clusters, program)];
    this.planned ??= names[0];
    const departures = await Promise.all(names.map((name) => planDeparture(ask, name, program, placements, present)));
    refuse([...departures.flatMap(({ faults }) => faults), ...lossFaults(present.bindings, placements)]);
    return [...departures, ...movesAway(program, placements, present)];
  }

  private movesAny(present: Present): boolean {
    const program = this.args.program();
    return (
      this.leavingAmong(present.clusters).length > 0 ||
      drainedAmong(present.clusters, program).length > 0 ||
      movesAway(program, new Placements(program), present).length > 0
    );
  }

  private leavingAmong(clusters: readonly ClusterObject[]): readonly string[] {
    const { federation, program } = this.args;
    const joined = program().members.map(({ name }) => name);
    return leavingMembers(clusters, federation, joined);
  }

  private async inTime(failure: string, patience: Patience, round: () => Promise<readonly string[]>): Promise<void> {
    await untilNothingLacks(patience, round).catch((error: Error) => {
      if (!(error instanceof OutOfTime)) throw error;
      const lacks = error.lacks.join("; ");
      throw new pulumi.RunError(
        `${failure} after ${this.args.timeoutSeconds} s: ${lacks}. Run "pulumi up" again to go on.`,
      );
    });
  }
}

/** What leaves members that stay. */
function movesAway(program: Program, placements: Placements, present: Present): readonly PlannedDeparture[] {
  const staying = program.members.map(({ name }) => name).filter((name) => !program.drained.includes(name));
  return staying.flatMap((name) => planMoveAway(name, program, placements, present) ?? []);
}

function drainedAmong(clusters: readonly ClusterObject[], { drained }: Program): readonly string[] {
  return drained.filter((name) => clusters.some(({ metadata }) => metadata.name === name));
}

function tell(departures: readonly PlannedDeparture[]): void {
  for (const { path, moves } of departures) void pulumi.log.info(`${path}: ${tellMoves(moves)}`);
}

function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => never } {
  let resolve = (): void => {};
  let fail = (_: Error): void => {};
  const promise = new Promise<void>((onResolve, onReject) => ([resolve, fail] = [onResolve, onReject]));
  promise.catch(() => {});
  const reject = (error: Error): never => {
    // Pulumi prints each error once, and its stack each time.
    error.stack = "";
    fail(error);
    throw error;
  };
  return { promise, resolve: () => resolve(), reject };
}
