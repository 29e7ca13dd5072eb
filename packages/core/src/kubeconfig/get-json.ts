import { request } from "node:https";
import type { SignedIn } from "./sign-in";

const REQUEST_MILLISECONDS = 10_000;
const SUCCESS = { GET: 200, POST: 201 };

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
export function getJson<T>(cluster: SignedIn, path: string): Promise<T> {
  return send(cluster, "GET", path);
}

/** Lets the API server of a cluster create an object. */
export async function postJson(cluster: SignedIn, path: string, object: object): Promise<void> {
  await send(cluster, "POST", path, JSON.stringify(object));
}

function send<T>({ server, options }: SignedIn, method: "GET" | "POST", path: string, body?: string): Promise<T> {
  const headers = { ...options.headers, ...(body !== undefined && { "content-type": "application/json" }) };
  const how = { ...options, method, headers, timeout: REQUEST_MILLISECONDS };
  return new Promise((resolve, reject) => {
    const call = request(`${server}${path}`, how, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode } = response;
        if (statusCode !== SUCCESS[method])
          return reject(new NotGiven(`it answers ${path} with ${statusCode}`, statusCode));
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as T);
        } catch {
          reject(new NotGiven(`its answer to ${path} is not JSON`));
        }
      });
    });
    call.on("timeout", () => call.destroy(new Error(`no response within ${REQUEST_MILLISECONDS / 1000} s`)));
    call.on("error", reject);
    call.end(body);
  });
}
