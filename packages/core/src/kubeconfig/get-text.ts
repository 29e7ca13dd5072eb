import { request } from "node:https";
import type { SignedIn } from "./sign-in";

const REQUEST_MILLISECONDS = 10_000;

/** An API server did not answer a request with what was asked for. Its message is a clause without a period. */
export class NotGiven extends Error {
  public constructor(
    message: string,
    /** HTTP status. */
    public readonly status?: number,
  ) {
    super(message);
  }
}

/** Reads what the API server of a cluster gives as text. */
export function getText({ server, options }: SignedIn, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(`${server}${path}`, { ...options, timeout: REQUEST_MILLISECONDS }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode } = response;
        if (statusCode === 200) resolve(Buffer.concat(chunks).toString("utf8"));
        else reject(new NotGiven(`it answers ${path} with ${statusCode}`, statusCode));
      });
    });
    call.on("timeout", () => call.destroy(new Error(`no response within ${REQUEST_MILLISECONDS / 1000} s`)));
    call.on("error", reject);
    call.end();
  });
}
