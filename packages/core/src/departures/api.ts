import type { Answer, Ask, Question } from "../federated-api/api-gate";
import { BINDINGS_PATH, CLUSTERS_PATH, POLICIES_PATH, WORKS_PATH } from "../karmada/apis";
import type { Binding } from "./binding";
import { type ClusterObject, DEPARTURE_ANNOTATION } from "./clusters";
import type { Policy } from "./policy";
import type { Work } from "./steps";

/** The federated API did not answer as expected; asking again may help. */
export class NotAnswered extends Error {}

/** All members' clusters. */
export function listClusters(ask: Ask): Promise<readonly ClusterObject[]> {
  return list(ask, CLUSTERS_PATH);
}

/** Where everything is scheduled. */
export function listBindings(ask: Ask): Promise<readonly Binding[]> {
  return listAll(ask, [`${BINDINGS_PATH}/resourcebindings`, `${BINDINGS_PATH}/clusterresourcebindings`]);
}

/** All policies that place objects. */
export function listPolicies(ask: Ask): Promise<readonly Policy[]> {
  return listAll(ask, [`${POLICIES_PATH}/propagationpolicies`, `${POLICIES_PATH}/clusterpropagationpolicies`]);
}

/** The copies of objects in a member. */
export function listWorks(ask: Ask, member: string): Promise<readonly Work[]> {
  return list(ask, `${WORKS_PATH}/namespaces/karmada-es-${member}/works`);
}

/** Says on a Cluster that copies may be held there, or no longer. One that is gone meanwhile needs no mark. */
export async function markDeparture(ask: Ask, member: string, leaving: boolean): Promise<void> {
  const annotations = { [DEPARTURE_ANNOTATION]: leaving ? "true" : null };
  const path = `${CLUSTERS_PATH}/${member}`;
  answered(await ask({ method: "PATCH", path, body: { metadata: { annotations } } }), [200, 404]);
}

/** Changes bindings. What somebody else has changed meanwhile, or deleted, is looked at again in the next round. */
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
