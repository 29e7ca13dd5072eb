import type { Answer, Ask, Question } from "../kubeconfig/ask";
import { BINDINGS_PATH, CLUSTERS_PATH, POLICIES_PATH, worksPath } from "../karmada/apis";
import { WORK_FINALIZER } from "../karmada/names";
import type { Binding } from "./binding";
import { type ClusterObject, departureAnnotation } from "./clusters";
import type { Policy } from "./policy";
import type { Work } from "./steps";

/** The federated API did not answer as expected; asking again may help. */
export class NotAnswered extends Error {}

/** All members' clusters. */
export function listClusters(ask: Ask): Promise<readonly ClusterObject[]> {
  return list(ask, CLUSTERS_PATH);
}

/**
 * Where everything is scheduled.
 *
 * @param holder field manager of the program that holds copies by what it sees
 */
export async function listBindings(ask: Ask, holder?: string): Promise<readonly Binding[]> {
  const paths = [`${BINDINGS_PATH}/resourcebindings`, `${BINDINGS_PATH}/clusterresourcebindings`];
  return (await listAll<Binding>(ask, paths)).map((one) => ({ ...one, holder }));
}

/** All policies that place objects. */
export function listPolicies(ask: Ask): Promise<readonly Policy[]> {
  return listAll(ask, [`${POLICIES_PATH}/propagationpolicies`, `${POLICIES_PATH}/clusterpropagationpolicies`]);
}

/** The copies of objects in a member. */
export function listWorks(ask: Ask, member: string): Promise<readonly Work[]> {
  return list(ask, worksPath(member));
}

/**
 * Says on a Cluster that the program of a field manager may hold copies there, or no longer. One that is gone meanwhile
 * needs no mark.
 */
export async function markDeparture(ask: Ask, member: string, manager: string, leaving: boolean): Promise<void> {
  const annotations = { [departureAnnotation(manager)]: leaving ? "true" : null };
  const path = `${CLUSTERS_PATH}/${member}`;
  answered(await ask({ method: "PATCH", path, body: { metadata: { annotations } } }), [200, 404]);
}

/**
 * Deletes a Cluster, and tells what there is now.
 *
 * @param uid of the only one to delete, so that a new one of that name stays
 */
export async function deleteCluster(
  ask: Ask,
  member: string,
  uid: string | undefined,
): Promise<"ending" | "none" | "another"> {
  const body = uid === undefined ? undefined : { kind: "DeleteOptions", apiVersion: "v1", preconditions: { uid } };
  const path = `${CLUSTERS_PATH}/${member}`;
  const { status } = answered(await ask({ method: "DELETE", path, body }), [200, 202, 404, ...(uid ? [409] : [])]);
  return status === 404 ? "none" : status === 409 ? "another" : "ending";
}

/**
 * Lets the copies in a member that are being deleted go without the member. Karmada keeps those that are to be
 * preserved until the member answers.
 *
 * @see https://github.com/karmada-io/karmada/issues/7463
 */
export async function releaseWorks(ask: Ask, member: string, works: readonly Work[]): Promise<void> {
  const stuck = works.filter(({ metadata }) => metadata.deletionTimestamp !== undefined && metadata.finalizers?.length);
  await change(
    ask,
    stuck.map(({ metadata: { name, finalizers = [] } }) => ({
      method: "PATCH",
      path: `${worksPath(member)}/${name}`,
      body: { metadata: { finalizers: finalizers.filter((one) => one !== WORK_FINALIZER) } },
    })),
  );
}

/** Lets an object stay in a member once its copy is deleted, or no longer. */
export function freeWork(member: string, name: string, isFree = true): Question {
  const spec = { preserveResourcesOnDeletion: isFree || null };
  return { method: "PATCH", path: `${worksPath(member)}/${name}`, body: { spec } };
}

/** Changes bindings or copies. What somebody else has changed meanwhile, or deleted, is looked at again in the next round. */
export async function change(ask: Ask, changes: readonly Question[]): Promise<void> {
  for (const one of changes) answered(await ask(one), [200, 404, 409]);
}

async function listAll<T>(ask: Ask, paths: readonly string[]): Promise<readonly T[]> {
  return (await Promise.all(paths.map((path) => list<T>(ask, path)))).flat();
}

async function list<T>(ask: Ask, path: string): Promise<readonly T[]> {
  const { body } = answered(await ask({ method: "GET", path }), [200]);
  return (body as { readonly items?: readonly T[] | null }).items ?? [];
}

function answered(answer: Answer, expected: readonly number[]): Answer {
  if (!expected.includes(answer.status)) throw new NotAnswered(answer.message);
  return answer;
}
