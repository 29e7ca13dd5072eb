import type * as pulumi from "@pulumi/pulumi";
import type { CertificateAccess } from "../host/api-access";
import { APIS, WORKS_PATH } from "../karmada/apis";
import { apiGate } from "./api-gate";
import type { Answer, Ask } from "../kubeconfig/ask";
import { replaceStored, type StoredKind } from "./stored-objects";

/** Annotation of the system namespace with how all Secrets are stored. */
const ANNOTATION = "fedstack.dev/secrets-stored-with";
const PAUSE_MILLISECONDS = 1_000;

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
    const failed = await replaceStored(ask, kind, (object) => object);
    if (failed) return failed;
  }
  return ask({ method: "PATCH", path, body: { metadata: { annotations: { [ANNOTATION]: stores } } } });
}

const ENCRYPTED: readonly StoredKind[] = [
  { root: "/api/v1", plural: "secrets", apiVersion: "v1", kind: "Secret" },
  { root: WORKS_PATH, plural: "works", apiVersion: APIS.works, kind: "Work" },
];

function annotationsOf({ body }: Answer): Readonly<Record<string, string>> {
  const { metadata } = body as { readonly metadata: { readonly annotations?: Record<string, string> | undefined } };
  return metadata.annotations ?? {};
}
