import { Agent, request } from "node:https";
import * as pulumi from "@pulumi/pulumi";
import { type ApiAccess, signedIn } from "../host/api-access";
import type { SignedIn } from "../kubeconfig/sign-in";

/** A request. */
export interface Question {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "APPLY" | "DELETE";
  /** Path and query. */
  readonly path: string;
  /** Body, as JSON: of a PATCH, a JSON merge patch; of an APPLY, what is applied on the server's side. */
  readonly body?: object | undefined;
}

/** A response of the API. */
export interface Answer {
  /** HTTP status; 0 if there was no response. */
  readonly status: number;
  /** Parsed JSON body; undefined if it is not JSON. */
  readonly body: unknown;
  /** Error from the API or the connection, as a clause without a period. */
  readonly message: string;
}

/** Asks one question. */
export type Ask = (question: Question) => Promise<Answer>;

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

const REQUEST_MILLISECONDS = 5_000;
const CONTENT_TYPES: { readonly [Method in Question["method"]]?: string } = {
  PATCH: "application/merge-patch+json",
  APPLY: "application/apply-patch+yaml",
};
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

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

/** Asks an API server, whatever becomes of the questions. */
export function asking(api: SignedIn): Ask {
  return (question) => ask(api, question).catch(unanswered);
}

/** Sends requests until a gate opens. */
export async function untilOpen(gate: Gate, asking: () => Promise<Answer>): Promise<void> {
  const deadline = Date.now() + gate.timeoutSeconds * 1000;
  for (;;) {
    const answer = await asking().catch(unanswered);
    const lack = gate.lacking(answer);
    if (lack === undefined) return;
    if (Date.now() > deadline) throw new pulumi.RunError(gate.errorOf(lack));
    await new Promise((resolve) => setTimeout(resolve, gate.pauseMilliseconds));
  }
}

function unanswered({ message }: Error): Answer {
  return { status: 0, body: undefined, message };
}

function ask({ server, options }: SignedIn, { method, path, body }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body && JSON.stringify(body);
    const headers = {
      ...options.headers,
      "content-type": CONTENT_TYPES[method] ?? "application/json",
      // Node does not add it to a DELETE.
      ...(text && { "content-length": Buffer.byteLength(text) }),
    };
    const call = request(
      `${server}${path}`,
      // The bundle may end with an intermediate authority, whose own issuer it does not have.
      {
        ...options,
        allowPartialTrustChain: true,
        agent,
        method: method === "APPLY" ? "PATCH" : method,
        headers,
        timeout: REQUEST_MILLISECONDS,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, ...read(chunks) }));
        response.on("error", reject);
      },
    );
    call.on("timeout", () => call.destroy(new Error(`no response within ${REQUEST_MILLISECONDS / 1000} s`)));
    call.on("error", reject);
    call.end(text);
  });
}

function read(chunks: readonly Buffer[]): Pick<Answer, "body" | "message"> {
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { readonly message?: unknown };
    return { body, message: typeof body.message === "string" ? body.message : "no reason given" };
  } catch {
    return { body: undefined, message: "its answer cannot be read" };
  }
}
