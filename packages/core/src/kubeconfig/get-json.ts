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

/** Reads JSON from the API server of a cluster. */
export function getJson<T>({ server, options }: SignedIn, path: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const call = request(`${server}${path}`, { ...options, timeout: REQUEST_MILLISECONDS }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode } = response;
        if (statusCode !== 200) return reject(new NotGiven(`it answers ${path} with ${statusCode}`, statusCode));
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as T);
        } catch {
          reject(new NotGiven(`its answer to ${path} is not JSON`));
        }
      });
    });
    call.on("timeout", () => call.destroy(new Error(`no response within ${REQUEST_MILLISECONDS / 1000} s`)));
    call.on("error", reject);
    call.end();
  });
}
