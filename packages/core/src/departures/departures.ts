import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { type Ask, askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import { type Fault, InvalidInputError, refuse } from "../validation/errors";
import { listBindings, listClusters } from "./api";
import { type ClusterObject, isMarked, leavingMembers } from "./clusters";
import { comeBack, depart, OutOfTime, type Patience, untilNothingLacks } from "./departure";
import { tellMoves } from "./moves";
import { planDeparture, type PlannedDeparture, type Program } from "./planned-departure";

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
 * Moves everything away from members that leave, before the engine deletes them, and from members that are drained.
 *
 * A program cannot be asked which members it will still join. So a member leaves if the program has not joined it and
 * has called nothing for some seconds; joining it later is an error.
 */
export class Departures {
  /** Resolves when only the program can go on. Before, nothing of what it deploys may change. */
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
    const staying = clusters.filter(
      (one) => isMarked(one) && !departures.some(({ member }) => member === one.metadata.name),
    );
    for (const { metadata } of staying) {
      await this.inTime(`${metadata.name}: not everything is back`, patience, () => comeBack(ask, metadata.name));
    }
    tell(departures);
    const busy = new Set(departures);
    const ready = (one?: PlannedDeparture): void => {
      if (one) busy.delete(one);
      if (busy.size === 0) open();
    };
    ready();
    await Promise.all(
      departures.map((one) => {
        const failure = `${one.path}: not everything is elsewhere, and what is not stays`;
        return this.inTime(
          failure,
          patience,
          depart(ask, one, this.args.forgetSeconds, () => ready(one)),
        );
      }),
    );
  }

  /** The members that everything leaves, and where it goes. Refuses what cannot go anywhere. */
  private async plan(ask: Ask, clusters: readonly ClusterObject[]): Promise<readonly PlannedDeparture[]> {
    const leaving = (await this.leaving(clusters)).filter((name) => this.args.leaving[name] !== "delete");
    const program = this.args.program();
    const drained = drainedAmong(clusters, program);
    const names = [...leaving, ...drained];
    if (names.length === 0) return [];
    this.planned ??= names[0];
    const present = { clusters, bindings: await listBindings(ask) };
    const departures = await Promise.all(names.map((name) => planDeparture(ask, name, program, present)));
    refuse(departures.flatMap(({ faults }) => faults));
    return departures;
  }

  /** The members that leave, once the program has had time to join them. */
  private async leaving(clusters: readonly ClusterObject[]): Promise<readonly string[]> {
    const { federation, program } = this.args;
    const joined = (): readonly string[] => program().members.map(({ name }) => name);
    const calls = (): number => joined().length + program().plans.length;
    let before: number | undefined;
    const departs = (): boolean =>
      leavingMembers(clusters, federation, joined()).length + drainedAmong(clusters, program()).length > 0;
    while (departs() && before !== calls()) {
      before = calls();
      await new Promise((resolve) => setTimeout(resolve, QUIET_SECONDS * 1000));
    }
    const names = leavingMembers(clusters, federation, joined());
    names.forEach((name) => this.judged.add(name));
    return names;
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
