import type * as pulumi from "@pulumi/pulumi";
import { isPropagationPolicy } from "@fedstack/constructs/kinds";
import type { Manifest } from "@fedstack/constructs/plan";
import { change } from "../departures/api";
import type { FirstLook } from "../departures/first-look";
import { policiesOf } from "../departures/policy";
import { apiGate } from "../federated-api/api-gate";
import type { Answer, Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { holdBack, isHeldBackBy } from "./held-back";

const PAUSE_MILLISECONDS = 1_000;

/** What lets members go on that an earlier run held back by the policies of a call which has no waves any more. */
export class Lift {
  public constructor(
    private readonly access: ApiAccess,
    private readonly look: FirstLook,
    private readonly manager: string,
    private readonly timeoutSeconds: number,
  ) {}

  /**
   * Resolves when the policies of a call hold nobody back for this program.
   *
   * @param path the call, as errors name it
   */
  public gate(path: string, objects: readonly Manifest[]): pulumi.Output<void> | undefined {
    if (!objects.some(isPropagationPolicy)) return undefined;
    const { timeoutSeconds } = this;
    return apiGate(this.access, {
      question: (ask) => this.lift(ask, objects),
      lacking: ({ status, message }) => (status === 200 ? undefined : message),
      timeoutSeconds,
      pauseMilliseconds: PAUSE_MILLISECONDS,
      errorOf: (lack) => `${path}: its policies could not be looked at within ${timeoutSeconds} s: ${lack}.`,
    });
  }

  private async lift(ask: Ask, objects: readonly Manifest[]): Promise<Answer> {
    const held = policiesOf(objects, await this.look.policies(ask)).filter((one) => isHeldBackBy(this.manager, one));
    await change(
      ask,
      held.map((one) => holdBack(one, [], this.manager)),
    );
    return { status: 200, body: undefined, message: "" };
  }
}
