import * as pulumi from "@pulumi/pulumi";
import { type ApiAccess, signedIn } from "../host/api-access";
import { type Answer, type Ask, asking, type Question, unanswered } from "../kubeconfig/ask";

/** What a gate waits for. */
export interface Gate {
  /** What is asked, or how: questions that follow from answers. */
  readonly question: Question | ((ask: Ask) => Promise<Answer>);
  /** What is still missing, by a response; undefined if the gate opens. If it throws, the gate fails at once. */
  readonly lacking: (answer: Answer) => string | undefined;
  readonly timeoutSeconds: number;
  readonly pauseMilliseconds: number;
  /** Error for what is missing when time runs out. */
  readonly errorOf: (lack: string) => string;
  /** Resources that must exist before the first request. */
  readonly after?: pulumi.Input<unknown> | undefined;
}

/**
 * Resolves once the federated API answers as a gate wants it. Providers wait for objects of their own, not for what
 * others answer: here the program itself asks. In a preview and in unit tests it does not.
 */
export function apiGate(access: ApiAccess, gate: Gate): pulumi.Output<void> {
  if (!pulumi.runtime.getEngine() || pulumi.runtime.isDryRun()) return pulumi.output(undefined);
  const { question, after } = gate;
  return askApi(
    access,
    (ask) => untilOpen(gate, () => (typeof question === "function" ? question(ask) : ask(question))),
    after,
  );
}

/**
 * Has a conversation with the federated API, once it is known how to reach it: in a preview, too, if an earlier `up` has
 * made it.
 *
 * @param after resources that must exist before
 */
export function askApi<T>(
  access: ApiAccess,
  conversation: (ask: Ask) => Promise<T>,
  after?: pulumi.Input<unknown>,
): pulumi.Output<T> {
  const answered = signedIn(access, after).apply((api) => conversation(asking(api)));
  return pulumi.unsecret(answered as pulumi.Output<T>);
}

/** Sends requests until a gate opens. */
export async function untilOpen(gate: Omit<Gate, "question" | "after">, asking: () => Promise<Answer>): Promise<void> {
  const deadline = Date.now() + gate.timeoutSeconds * 1000;
  for (;;) {
    const answer = await asking().catch(unanswered);
    const lack = gate.lacking(answer);
    if (lack === undefined) return;
    if (Date.now() > deadline) throw new pulumi.RunError(gate.errorOf(lack));
    await new Promise((resolve) => setTimeout(resolve, gate.pauseMilliseconds));
  }
}
