import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "@fedstack/constructs/plan";
import type { ApiAccess } from "../host/api-access";
import { apiGate } from "./api-gate";
import type { Answer, Ask } from "../kubeconfig/ask";

const PAUSE_MILLISECONDS = 1_000;

/** An object that a call of `deploy` applies. */
export interface Claimed {
  /** The call that deploys and the object, as errors name them. */
  readonly told: string;
  readonly object: Manifest;
  /** The field manager under which the program applies. */
  readonly manager: string;
  /** The definition of the object's kind, where the program applies it. */
  readonly definition?: pulumi.Resource | undefined;
  readonly timeoutSeconds: number;
}

/**
 * Resolves if an object is not in the federated API yet, or is there because this federation's program applied it: an
 * object of the same content would be taken over without a conflict, and go with the program's. A kind that the API does
 * not serve yet is waited for: what is there cannot be known before.
 */
export function ownershipGate(access: ApiAccess, claimed: Claimed): pulumi.Output<void> {
  const { told, object, manager, definition, timeoutSeconds } = claimed;
  return apiGate(access, {
    question: (ask) => lookUp(ask, object, discoveredAt(access)),
    lacking: (answer) => {
      const owners = othersIn(answer, manager);
      if (owners) throw new pulumi.RunError(`${told} already exists, applied by ${owners}; ${REMEDY}`);
      return [200, 404].includes(answer.status) ? undefined : answer.message;
    },
    timeoutSeconds,
    pauseMilliseconds: PAUSE_MILLISECONDS,
    errorOf: (lack) => `${told} could not be looked up within ${timeoutSeconds} s: ${lack}.`,
    after: definition?.urn,
  });
}

/** What discovery has answered, by the path of a group and version. */
export type Discovered = Map<string, Promise<Answer>>;

const discoveredAtApis = new WeakMap<ApiAccess, Discovered>();

/** What discovery has answered at an API, so that it is asked once for all objects of one group and version. */
function discoveredAt(access: ApiAccess): Discovered {
  const discovered: Discovered = discoveredAtApis.get(access) ?? new Map();
  discoveredAtApis.set(access, discovered);
  return discovered;
}

/**
 * Reads an object where the API's discovery says that it is. What is not served has no status, and is asked for again
 * next time.
 */
export async function lookUp(ask: Ask, object: Manifest, discovered: Discovered): Promise<Answer> {
  const found = await locate(ask, object, discovered);
  return typeof found === "string" ? ask({ method: "GET", path: found }) : found;
}

/** The path of an object, by the API's discovery, or why there is none. */
export async function locate(ask: Ask, object: Manifest, discovered: Discovered): Promise<string | Answer> {
  const { apiVersion, kind, metadata } = object;
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const asking = discovered.get(root) ?? ask({ method: "GET", path: root });
  discovered.set(root, asking);
  const answer = await asking.finally(() => discovered.delete(root));
  if (![200, 404].includes(answer.status)) return answer;
  const resource = resourcesIn(answer).find((one) => one.kind === kind && !one.name.includes("/"));
  if (!resource) {
    const message = `the federated API does not serve ${apiVersion} ${kind}; deploy its definition with it, or before it`;
    return { status: 0, body: undefined, message };
  }
  discovered.set(root, asking);
  const within = resource.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
  return `${root}${within}/${resource.name}/${metadata.name}`;
}

/** A kind as discovery names it; subresources are `<plural>/<name>`. */
interface ApiResource {
  /** Plural of the kind, as paths have it. */
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

function resourcesIn({ status, body }: Answer): readonly ApiResource[] {
  return status === 200 ? ((body as { readonly resources?: readonly ApiResource[] }).resources ?? []) : [];
}

const REMEDY = "delete it there, remove it from the program, or set shared: true to apply it, too";

/** Field managers of an object, if it exists and the given one is not among them. */
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
