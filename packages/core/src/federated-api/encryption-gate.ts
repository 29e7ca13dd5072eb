import type * as pulumi from "@pulumi/pulumi";
import type { CertificateAccess } from "../host/api-access";
import { APIS, WORKS_PATH } from "../karmada/apis";
import { type Answer, apiGate, type Ask } from "./api-gate";

/** Annotation of the system namespace with how all Secrets are stored. */
const ANNOTATION = "fedstack.dev/secrets-stored-with";
const PAUSE_MILLISECONDS = 1_000;
const PAGE = 100;

/** How Secrets are to be stored. */
export interface SecretsAtRest {
  /** What the API server stores new Secrets with. */
  readonly stores: string;
  /** Whether to store all of them again, whatever the namespace says: an `up` that ended early may have stored others. */
  readonly always?: boolean | undefined;
  /** System namespace in the federated API. */
  readonly namespace: string;
  readonly timeoutSeconds: number;
  /** What must exist first: the API server that stores Secrets this way, and the namespace. */
  readonly after: pulumi.Input<unknown>;
}

/** Resolves once all Secrets, and their copies for members, are stored as new ones are. */
export function encryptionGate(
  access: CertificateAccess,
  { stores, always, namespace, timeoutSeconds, after }: SecretsAtRest,
): pulumi.Output<void> {
  return apiGate(access, {
    question: (ask) => storeAgain(ask, namespace, stores, always),
    lacking: ({ status, message }) => (status === 200 ? undefined : message),
    timeoutSeconds,
    pauseMilliseconds: PAUSE_MILLISECONDS,
    errorOf: (lack) =>
      `apiServer.encryption: Secrets could not be stored with ${stores} within ${timeoutSeconds} s: ${lack}. ` +
      'Run "pulumi up" again.',
    after,
  });
}

/**
 * Replaces every Secret and Work by itself, unless that has been done. The API server then stores it as it stores new ones, and
 * writes nothing where that makes no difference. Answers what the last request answered.
 */
export async function storeAgain(ask: Ask, namespace: string, stores: string, always = false): Promise<Answer> {
  const path = `/api/v1/namespaces/${namespace}`;
  const found = await ask({ method: "GET", path });
  if (found.status !== 200 || (!always && annotationsOf(found)[ANNOTATION] === stores)) return found;
  for (const kind of ENCRYPTED) {
    const failed = await storeKindAgain(ask, kind);
    if (failed) return failed;
  }
  return ask({ method: "PATCH", path, body: { metadata: { annotations: { [ANNOTATION]: stores } } } });
}

/** Replaces every object of a kind by itself. Answers what was answered instead, if that fails. */
async function storeKindAgain(ask: Ask, kind: EncryptedKind): Promise<Answer | undefined> {
  for (let next = ""; ;) {
    const query = `limit=${PAGE}&continue=${encodeURIComponent(next)}`;
    const listed = await ask({ method: "GET", path: `${kind.root}/${kind.plural}?${query}` });
    // A new control plane has no definitions yet, and so no objects of these kinds.
    if (listed.status === 404) return undefined;
    if (listed.status !== 200) return listed;
    const { items, metadata } = listed.body as ObjectList;
    const answers = await Promise.all(items.map((object) => replace(ask, kind, object)));
    const failed = answers.find(({ status }) => !DONE.includes(status));
    if (failed) return failed;
    next = metadata.continue ?? "";
    if (next === "") return undefined;
  }
}

/** A kind that is encrypted, and where its objects are. */
interface EncryptedKind {
  readonly root: string;
  readonly plural: string;
  readonly apiVersion: string;
  readonly kind: string;
}

const ENCRYPTED: readonly EncryptedKind[] = [
  { root: "/api/v1", plural: "secrets", apiVersion: "v1", kind: "Secret" },
  {
    root: WORKS_PATH,
    plural: "works",
    apiVersion: APIS.works,
    kind: "Work",
  },
];

interface ObjectList {
  readonly metadata: { readonly continue?: string | undefined };
  readonly items: readonly NamespacedObject[];
}

interface NamespacedObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** Replaced; gone by now; or stored by somebody else in the meantime. */
const DONE: readonly number[] = [200, 404, 409];

function replace(
  ask: Ask,
  { root, plural, apiVersion, kind }: EncryptedKind,
  object: NamespacedObject,
): Promise<Answer> {
  const { name, namespace } = object.metadata;
  const body = { ...object, apiVersion, kind };
  return ask({ method: "PUT", path: `${root}/namespaces/${namespace}/${plural}/${name}`, body });
}

function annotationsOf({ body }: Answer): Readonly<Record<string, string>> {
  const { metadata } = body as { readonly metadata: { readonly annotations?: Record<string, string> | undefined } };
  return metadata.annotations ?? {};
}
