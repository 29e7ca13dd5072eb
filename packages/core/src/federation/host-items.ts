import { isRecord } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { signIn } from "../kubeconfig/sign-in";

/** Asks a host for a list, if the program runs for real. Of one that does not list them, nothing is known. */
export async function itemsOf<T extends object>(kubeconfig: string, path: string): Promise<readonly T[]> {
  if (!pulumi.runtime.getEngine()) return [];
  return listed<T>(kubeconfig, path).catch(() => []);
}

/**
 * Asks a host for a list.
 *
 * @throws Error whose message is a clause without a period
 */
export async function listed<T extends object>(kubeconfig: string, path: string): Promise<readonly T[]> {
  const { items } = await getJson<{ readonly items?: unknown }>(await signIn(kubeconfig), path);
  return Array.isArray(items) ? (items.filter(isRecord) as T[]) : [];
}

/** Whether a host answers that it has nothing at a path, if the program runs for real. */
export async function lacks(kubeconfig: string, path: string): Promise<boolean> {
  if (!pulumi.runtime.getEngine()) return false;
  try {
    await getJson(await signIn(kubeconfig), path);
    return false;
  } catch (error) {
    return error instanceof NotGiven && error.status === 404;
  }
}
