import { getJson, NotGiven } from "../kubeconfig/get-json";
import { signIn } from "../kubeconfig/sign-in";

/**
 * The number of pods that a StatefulSet of the host is to have; undefined if there is no such StatefulSet.
 *
 * @throws Error whose message is a clause without a period
 */
export async function runningMembers(kubeconfig: string, namespace: string, name: string): Promise<number | undefined> {
  try {
    const path = `/apis/apps/v1/namespaces/${namespace}/statefulsets/${name}`;
    const { spec } = await getJson<{ readonly spec: { readonly replicas: number } }>(await signIn(kubeconfig), path);
    return spec.replicas;
  } catch (error) {
    if (error instanceof NotGiven && error.status === 404) return undefined;
    throw error;
  }
}
