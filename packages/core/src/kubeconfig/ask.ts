import { Agent, request } from "node:https";
import type { SignedIn } from "./sign-in";

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

const REQUEST_MILLISECONDS = 5_000;
const CONTENT_TYPES: { readonly [Method in Question["method"]]?: string } = {
  PATCH: "application/merge-patch+json",
  APPLY: "application/apply-patch+yaml",
};
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/**
 * Asks an API server, whatever becomes of the questions.
 *
 * @param timeout how long it may take to answer, in milliseconds
 */
export function asking(api: SignedIn, timeout = REQUEST_MILLISECONDS): Ask {
  return (question) => ask(api, question, timeout).catch(unanswered);
}

/** The answer of an API that cannot be reached. */
export function unanswered({ message }: Error): Answer {
  return { status: 0, body: undefined, message };
}

function ask({ server, options }: SignedIn, { method, path, body }: Question, timeout: number): Promise<Answer> {
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
        timeout,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, ...read(chunks) }));
        response.on("error", reject);
      },
    );
    call.on("timeout", () => call.destroy(new Error(`no response within ${timeout / 1000} s`)));
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
