import { Agent, request } from "node:https";
import { setTimeout as pause } from "node:timers/promises";
import { PATIENCE } from "./lab";

/** What a client of the federated API signs in with. */
interface Access {
  readonly server: string;
  readonly identity: { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer };
}

/** What a client saw. */
export interface Sightings {
  readonly requests: number;
  /** Requests that failed, by why. */
  readonly errors: Readonly<Record<string, number>>;
  /** Requests that failed again when they were repeated, each time some seconds later. */
  readonly unanswered: readonly string[];
  /** Reads that did not see the last write that had been answered. */
  readonly lost: number;
  /** The longest time without an answer, in milliseconds. */
  readonly longestSilence: number;
}

const PAUSE_MILLISECONDS = 100;
const RETRY_MILLISECONDS = 1_000 * PATIENCE;
const REQUEST_MILLISECONDS = 10_000 * PATIENCE;
const PATH = "/api/v1/namespaces/default/configmaps";
const NAME = "steady-client";

/** Writes a number to the federated API and reads it again, ten times a second, for as long as something else happens. */
export class SteadyClient {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly errors: Record<string, number> = {};
  private readonly unanswered: string[] = [];
  private requests = 0;
  private lost = 0;
  private longestSilence = 0;
  private lastAnswer = Date.now();
  private running = true;
  private readonly done: Promise<void>;

  /**
   * @param kubeconfig what the federation gives its administrator
   * @param repeats how often it repeats a request
   */
  public constructor(
    kubeconfig: string,
    private readonly repeats = 1,
  ) {
    const access = accessOf(kubeconfig);
    this.done = this.run(access);
  }

  public async end(): Promise<Sightings> {
    this.running = false;
    await this.done;
    this.agent.destroy();
    const { requests, errors, unanswered, lost, longestSilence } = this;
    return { requests, errors, unanswered, lost, longestSilence };
  }

  private async run(access: Access): Promise<void> {
    const object = { metadata: { name: NAME } };
    while (this.running && !(await this.askAgain(access, "POST", PATH, object))) await pause(PAUSE_MILLISECONDS);
    for (let written = 0, number = 1; this.running; number += 1) {
      const at = `${PATH}/${NAME}`;
      if (await this.askAgain(access, "PATCH", at, { data: { number: String(number) } })) written = number;
      const read = (await this.askAgain(access, "GET", at)) as
        { readonly data?: { readonly number: string } } | undefined;
      if (read && Number(read.data?.number ?? 0) < written) this.lost += 1;
      await pause(PAUSE_MILLISECONDS);
    }
    await this.ask(access, "DELETE", `${PATH}/${NAME}`);
  }

  private async askAgain(access: Access, method: string, path: string, body?: object): Promise<unknown> {
    this.requests += 1;
    for (let left = this.repeats; ; left -= 1) {
      try {
        return await this.ask(access, method, path, body);
      } catch (error) {
        const { message } = error as Error;
        if (left === this.repeats) this.errors[message] = (this.errors[message] ?? 0) + 1;
        if (left === 0) {
          this.unanswered.push(`${method}: ${message}`);
          return undefined;
        }
      }
      await pause(RETRY_MILLISECONDS);
    }
  }

  private ask({ server, identity }: Access, method: string, path: string, body?: object): Promise<unknown> {
    const headers = { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" };
    return new Promise((resolve, reject) => {
      const options = { ...identity, agent: this.agent, method, headers, timeout: REQUEST_MILLISECONDS };
      const call = request(`${server}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          if (status >= 300 && status !== 409) return reject(new Error(`status ${status}`));
          const now = Date.now();
          this.longestSilence = Math.max(this.longestSilence, now - this.lastAnswer);
          this.lastAnswer = now;
          resolve(JSON.parse(Buffer.concat(chunks).toString()));
        });
      });
      call.on("timeout", () => call.destroy(new Error("no answer")));
      call.on("error", ({ code, message }: NodeJS.ErrnoException) => reject(new Error(code ?? message)));
      call.end(body && JSON.stringify(body));
    });
  }
}

function accessOf(kubeconfig: string): Access {
  const { clusters, users } = JSON.parse(kubeconfig) as {
    readonly clusters: readonly [{ readonly cluster: Record<string, string> }];
    readonly users: readonly [{ readonly user: Record<string, string> }];
  };
  const decoded = (data: string | undefined): Buffer => Buffer.from(data!, "base64");
  const { user } = users[0];
  return {
    server: clusters[0].cluster["server"]!,
    identity: {
      ca: decoded(clusters[0].cluster["certificate-authority-data"]),
      cert: decoded(user["client-certificate-data"]),
      key: decoded(user["client-key-data"]),
    },
  };
}
