import { request, type RequestOptions } from "node:https";

/** Status of a GET request. Does not verify the server's certificate, because the test is about the client's. */
export function statusOf(url: string, options: RequestOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(url, { ...options, rejectUnauthorized: false, timeout: 10_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on("timeout", () => call.destroy(new Error(`${url} is silent`)));
    call.on("error", reject);
    call.end();
  });
}
