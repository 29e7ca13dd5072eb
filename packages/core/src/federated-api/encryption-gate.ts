import type * as pulumi from "@pulumi/pulumi";
import type { ApiAccess } from "../host/api-access";
import { type Answer, apiGate, type Ask } from "./api-gate";

/** Annotation of the system namespace with how all Secrets are stored. */
const ANNOTATION = "fedstack.dev/secrets-stored-with";
const PAUSE_MILLISECONDS = 1_000;
const PAGE = 100;

/** How Secrets are to be stored. */
export interface SecretsAtRest {
  /** What the API server stores new Secrets with. */
  readonly stores: string;
  /** System namespace in the federated API. */
  readonly namespace: string;
  readonly timeoutSeconds: number;
  /** What must exist first: the API server that stores Secrets this way, and the namespace. */
  readonly after: pulumi.Input<unknown>;
}

/** Resolves once all Secrets are stored as new ones are. */
export function encryptionGate(
  access: ApiAccess,
  { stores, namespace, timeoutSeconds, after }: SecretsAtRest,
): pulumi.Output<void> {
  return apiGate(access, {
    question: (ask) => storeAgain(ask, namespace, stores),
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
 * Replaces every Secret by itself, unless that has been done. The API server then stores it as it stores new ones, and
 * writes nothing where that makes no difference. Answers what the last request answered.
 */
export async function storeAgain(ask: Ask, namespace: string, stores: string): Promise<Answer> {
  const path = `/api/v1/namespaces/${namespace}`;
  const found = await ask({ method: "GET", path });
  if (found.status !== 200 || annotationsOf(found)[ANNOTATION] === stores) return found;
  for (let next = ""; ;) {
    const listed = await ask({
      method: "GET",
      path: `/api/v1/secrets?limit=${PAGE}&continue=${encodeURIComponent(next)}`,
    });
    if (listed.status !== 200) return listed;
    const { items, metadata } = listed.body as SecretList;
    const answers = await Promise.all(items.map((secret) => replace(ask, secret)));
    const failed = answers.find(({ status }) => !DONE.includes(status));
    if (failed) return failed;
    next = metadata.continue ?? "";
    if (next === "") break;
  }
  return ask({ method: "PATCH", path, body: { metadata: { annotations: { [ANNOTATION]: stores } } } });
}

interface SecretList {
  readonly metadata: { readonly continue?: string | undefined };
  readonly items: readonly Secret[];
}

interface Secret {
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** Replaced; gone by now; or stored by somebody else in the meantime. */
const DONE: readonly number[] = [200, 404, 409];

function replace(ask: Ask, secret: Secret): Promise<Answer> {
  const { name, namespace } = secret.metadata;
  const body = { ...secret, apiVersion: "v1", kind: "Secret" };
  return ask({ method: "PUT", path: `/api/v1/namespaces/${namespace}/secrets/${name}`, body });
}

function annotationsOf({ body }: Answer): Readonly<Record<string, string>> {
  const { metadata } = body as { readonly metadata: { readonly annotations?: Record<string, string> | undefined } };
  return metadata.annotations ?? {};
}
