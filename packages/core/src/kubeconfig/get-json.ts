import { getText, NotGiven } from "./get-text";
import type { SignedIn } from "./sign-in";

/** Reads JSON from the API server of a cluster. */
export async function getJson<T>(api: SignedIn, path: string): Promise<T> {
  const text = await getText(api, path);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new NotGiven(`its answer to ${path} is not JSON`);
  }
}
