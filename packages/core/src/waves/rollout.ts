import * as pulumi from "@pulumi/pulumi";
import { askApi } from "../federated-api/api-gate";
import type { Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { InvalidInputError } from "../validation/errors";
import { judge, prepare, type WavesCall } from "./prepare";
import { roll } from "./roll";

interface RolloutArgs extends WavesCall {
  readonly access: ApiAccess;
  /** Names of the members that do not respond. */
  readonly ill: pulumi.Output<readonly string[]>;
  /** Resolves once what leaves a member is safe; in a preview, once it is known. */
  readonly after: pulumi.Output<unknown>;
}

/**
 * Brings a change of what a call deploys to one wave of members after the other.
 *
 * The program keeps no state of it: the call's policies in the federated API list the members that are held back, and
 * have not been reached. So the next run goes on where one stopped.
 */
export class Rollout {
  /** Resolves when the call's objects may change: the members that are to wait do not follow. */
  public readonly opened: pulumi.Output<void>;
  /** Whether anything changes, or has not reached all members. */
  private readonly goesOn: pulumi.Output<boolean>;

  public constructor(private readonly args: RolloutArgs) {
    const { access, after } = args;
    const isUp = pulumi.runtime.getEngine() && !pulumi.runtime.isDryRun();
    this.goesOn = isUp ? askApi(access, (ask) => prepare(ask, args), after) : pulumi.output(false);
    this.opened = this.goesOn.apply(() => undefined);
  }

  /**
   * Resolves when everything runs on all members; in a preview, when it has told what changes.
   *
   * @param applied what resolves once all objects of the call are applied
   */
  public finished(applied: pulumi.Output<unknown>): pulumi.Output<void> {
    const { access, after, ill } = this.args;
    if (!pulumi.runtime.getEngine()) return pulumi.output(undefined);
    if (pulumi.runtime.isDryRun()) return askApi(access, (ask) => this.preview(ask), after);
    return pulumi
      .all([this.goesOn, ill, applied])
      .apply(([goesOn, names]) =>
        goesOn ? askApi(access, (ask) => roll(ask, this.args, names)) : pulumi.output(undefined),
      );
  }

  private async preview(ask: Ask): Promise<void> {
    try {
      await judge(ask, this.args);
    } catch (error) {
      if (error instanceof InvalidInputError) throw error;
      void pulumi.log.info(`${this.args.path}: cannot tell what changes: ${(error as Error).message}`);
    }
  }
}
