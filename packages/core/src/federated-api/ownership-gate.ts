import * as pulumi from "@pulumi/pulumi";
import { fieldManager } from "../kube/labels";
import type { Manifest } from "@fedstack/constructs/plan";
import type { ApiAccess } from "../host/api-access";
import { type Answer, apiGate } from "./api-gate";

const PAUSE_MILLISECONDS = 1_000;

/**
 * Resolves if an object is not in the federated API yet, or is there because this federation's program applied it: an
 * object of the same content would be taken over without a conflict, and go with the program's.
 *
 * @param told the call that deploys and the object, as errors name them
 */
export function ownershipGate(
  access: ApiAccess,
  told: string,
  object: Manifest,
  federation: string,
  timeoutSeconds: number,
): pulumi.Output<void> {
  return apiGate(access, {
    question: { method: "GET", path: pathOf(object) },
    lacking: (answer) => {
      const owners = othersIn(answer, fieldManager(federation));
      if (owners) throw new pulumi.RunError(`${told} is there already, applied by ${owners}. ${REMEDY}.`);
      return [200, 404].includes(answer.status) ? undefined : answer.message;
    },
    timeoutSeconds,
    pauseMilliseconds: PAUSE_MILLISECONDS,
    errorOf: (lack) => `${told} could not be looked up within ${timeoutSeconds} s: ${lack}.`,
  });
}

const REMEDY = "Delete it there, leave it to whoever applies it, or write shared: true to apply it, too";

/** Names those who wrote an object, if it is there and the field manager is none of them. */
export function othersIn({ status, body }: Answer, manager: string): string | undefined {
  if (status !== 200) return undefined;
  const { managedFields = [] } = (
    body as { readonly metadata: { readonly managedFields?: readonly Manager[] | undefined } }
  ).metadata;
  const writers = managedFields
    .filter(({ subresource }) => !subresource)
    .map((one) => one.manager ?? "an unknown writer");
  return writers.includes(manager) ? undefined : [...new Set(writers)].sort().join(", ") || "an unknown writer";
}

interface Manager {
  readonly manager?: string;
  readonly subresource?: string;
}

/** Path of an object in the API. The plural of its kind is guessed, as clients without discovery do. */
export function pathOf({ apiVersion, kind, metadata: { name, namespace } }: Manifest): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = namespace === undefined ? "" : `/namespaces/${namespace}`;
  return `${root}${within}/${pluralOf(kind.toLowerCase())}/${name}`;
}

function pluralOf(kind: string): string {
  if (/(s|x|ch|sh)$/.test(kind)) return kind === "endpoints" ? kind : `${kind}es`;
  return kind.endsWith("y") && !/[aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
