import type { Answer, Ask } from "../kubeconfig/ask";

/** A kind, and where its objects are. */
export interface StoredKind {
  readonly root: string;
  readonly plural: string;
  readonly apiVersion: string;
  readonly kind: string;
}

/** An object, as the API lists it. */
export interface StoredObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly managedFields?: readonly { readonly manager?: string | undefined }[] | undefined;
  };
}

const PAGE = 100;
/** Replaced; gone by now; or stored by somebody else in the meantime. */
const DONE: readonly number[] = [200, 404, 409];

/**
 * Replaces objects of a kind. Answers what was answered instead, if that fails.
 *
 * @param change what becomes of an object; undefined if it stays
 * @param manager who is known to have changed them; by default, the program that runs this one
 */
export function replaceStored(
  ask: Ask,
  kind: StoredKind,
  change: (object: StoredObject) => StoredObject | undefined,
  manager?: string,
): Promise<Answer | undefined> {
  return eachPage(ask, kind, async (items) => {
    const changed = items.flatMap((object) => change(object) ?? []);
    const answers = await Promise.all(changed.map((object) => replace(ask, kind, object, manager)));
    return answers.find(({ status }) => !DONE.includes(status));
  });
}

/** Takes all objects of a kind, page by page, until one fails. Answers what was answered instead, if a page cannot be read. */
export async function eachPage(
  ask: Ask,
  { root, plural }: StoredKind,
  take: (items: readonly StoredObject[]) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  for (let next = ""; ;) {
    const query = `limit=${PAGE}&continue=${encodeURIComponent(next)}`;
    const listed = await ask({ method: "GET", path: `${root}/${plural}?${query}` });
    // A new control plane has no definitions yet, and so no objects of their kinds.
    if (listed.status === 404) return undefined;
    if (listed.status !== 200) return listed;
    const { items, metadata } = listed.body as ObjectList;
    const failed = await take(items);
    if (failed) return failed;
    next = metadata.continue ?? "";
    if (next === "") return undefined;
  }
}

interface ObjectList {
  readonly metadata: { readonly continue?: string | undefined };
  readonly items: readonly StoredObject[];
}

function replace(
  ask: Ask,
  { root, plural, apiVersion, kind }: StoredKind,
  object: StoredObject,
  manager: string | undefined,
): Promise<Answer> {
  const { name, namespace } = object.metadata;
  const folder = namespace === undefined ? root : `${root}/namespaces/${namespace}`;
  const query = manager === undefined ? "" : `?fieldManager=${manager}`;
  return ask({ method: "PUT", path: `${folder}/${plural}/${name}${query}`, body: { ...object, apiVersion, kind } });
}
