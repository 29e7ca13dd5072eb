import { keyOf, told } from "@fedstack/constructs/kinds";
import type { Plan } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import { askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import type { Ask } from "../kubeconfig/ask";
import { change, listBindings, listClusters } from "./api";
import { type Balancing, balancingOf } from "./balancing";
import type { Binding } from "./binding";
import { inTime } from "./in-time";
import { isPlacedBy, Placements } from "./placements";
import type { Program } from "./planned-departure";
import { type Balance, balanceOf, nextStepToBalance, tellBalance } from "./rebalance";
import { endAll } from "./suspended";

interface RebalancingArgs {
  readonly access: ApiAccess;
  /** The `deploy` call, as messages begin. */
  readonly path: string;
  readonly plan: Plan;
  /** What the program has done so far. */
  readonly program: () => Program;
  /** Resolves when nothing leaves a member any more. */
  readonly after: pulumi.Output<unknown>;
  readonly timeoutSeconds: number;
}

/** Brings what a call deploys back to where it would be scheduled now, once it is there and nothing leaves any more. */
export class Rebalancing {
  public constructor(private readonly args: RebalancingArgs) {}

  /**
   * Resolves when everything runs where it would be scheduled now; in a preview, when it has told what moves.
   *
   * @param applied resolves when everything is applied
   */
  public finished(applied: pulumi.Output<unknown>): pulumi.Output<void> {
    if (!pulumi.runtime.getEngine()) return pulumi.output(undefined);
    const { access, after } = this.args;
    if (pulumi.runtime.isDryRun()) return askApi(access, (ask) => this.preview(ask), after);
    return askApi(access, (ask) => this.run(ask), pulumi.all([after, applied]));
  }

  private async preview(ask: Ask): Promise<void> {
    try {
      const { bindings, balancing, placements } = await this.look(ask);
      for (const one of bindings) {
        if (placements.changeOf(one) === undefined) this.tell(one, balanceOf(one, balancing));
      }
    } catch (error) {
      void pulumi.log.info(`${this.args.path}: cannot tell what is rebalanced: ${(error as Error).message}`);
    }
  }

  private async run(ask: Ask): Promise<void> {
    const { path, program, timeoutSeconds } = this.args;
    const { manager } = program();
    const told = new Set<string>();
    const failure = `${path}: not everything is rebalanced, and what serves stays`;
    try {
      await inTime(failure, timeoutSeconds, async () => {
        const { bindings, balancing, placements } = await this.look(ask);
        const lacks: string[] = [];
        for (const one of bindings) {
          if (placements.isChanged(one)) {
            lacks.push(`${nameOf(one)} is not placed anew yet`);
            continue;
          }
          const balance = balanceOf(one, balancing);
          if (!told.has(keyOf(one.spec.resource))) this.tell(one, balance);
          told.add(keyOf(one.spec.resource));
          if (!balance || "stays" in balance) {
            await change(ask, endAll([one], balancing.members, manager));
            continue;
          }
          const step = nextStepToBalance(one, balance.shares, manager);
          await change(ask, step.changes);
          lacks.push(...step.lacks);
        }
        return lacks;
      });
    } catch (error) {
      // The next run would end it, too.
      await this.stop(ask).catch(() => undefined);
      throw error;
    }
  }

  private async stop(ask: Ask): Promise<void> {
    const { bindings, balancing } = await this.look(ask);
    await change(ask, endAll(bindings, balancing.members, balancing.manager));
  }

  private async look(
    ask: Ask,
  ): Promise<{ bindings: readonly Binding[]; balancing: Balancing; placements: Placements }> {
    const { plan, program } = this.args;
    const done = program();
    const [all, clusters] = await Promise.all([listBindings(ask, done.manager), listClusters(ask)]);
    const placed = new Map(plan.workloads.map(({ policy, ...one }) => [keyOf(one), policy]));
    const bindings = all.filter((one) => {
      const policy = placed.get(keyOf(one.spec.resource));
      return policy !== undefined && isPlacedBy(one, policy);
    });
    return {
      bindings,
      balancing: balancingOf(done, clusters),
      placements: new Placements({ plans: [plan], objects: done.objects }),
    };
  }

  /** Tells that a workload moves, or does not although it may not be where it would be scheduled. */
  private tell(binding: Binding, balance: Balance | undefined): void {
    if (!balance) return;
    const line =
      "stays" in balance
        ? `${nameOf(binding)} is not rebalanced: ${balance.stays}`
        : tellBalance(binding, balance.shares);
    if (line !== undefined) void pulumi.log.info(`${this.args.path}: ${line}`);
  }
}

function nameOf({ spec }: Binding): string {
  return told(spec.resource);
}
