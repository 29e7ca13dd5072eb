import type * as pulumi from "@pulumi/pulumi";
import type { ApiAccess } from "../host/api-access";
import { CLUSTERS_PATH } from "../karmada/apis";
import { apiGate } from "./api-gate";
import type { Answer } from "../kubeconfig/ask";

/** A custom resource, and the members that must serve it. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly members: readonly string[];
}

interface Cluster {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly apiEnablements?: readonly {
      readonly groupVersion: string;
      readonly resources?: readonly { readonly kind: string }[];
    }[];
  };
}

const PAUSE_MILLISECONDS = 1_000;

/**
 * Resolves once the federation knows that members serve a custom resource. Karmada checks every ten seconds, and does
 * not try again if it found no member for an object.
 *
 * @param path the `deploy` call, as errors show it
 * @param definition the definition in the federated API, which comes first
 */
export function servingGate(
  access: ApiAccess,
  path: string,
  served: ServedKind,
  definition: pulumi.Resource,
  timeoutSeconds: number,
): pulumi.Output<void> {
  return apiGate(access, {
    question: { method: "GET", path: CLUSTERS_PATH },
    lacking: (answer) => unserved(answer, served),
    timeoutSeconds,
    pauseMilliseconds: PAUSE_MILLISECONDS,
    errorOf: (lack) =>
      `${path}: ${lack} after ${timeoutSeconds} s. Check that its definition is applied there, and run "pulumi up" again.`,
    after: definition.urn,
  });
}

/** Names of members that do not serve a kind, by the list of Clusters in an answer. */
export function unserved(
  { status, body, message }: Answer,
  { apiVersion, kind, members }: ServedKind,
): string | undefined {
  if (status !== 200) return message;
  const clusters = (body as { readonly items: readonly Cluster[] }).items;
  const serves = ({ status: seen }: Cluster): boolean =>
    (seen?.apiEnablements ?? []).some(
      ({ groupVersion, resources = [] }) => groupVersion === apiVersion && resources.some((one) => one.kind === kind),
    );
  const serving = new Set(clusters.filter(serves).map(({ metadata }) => metadata.name));
  const lacking = members.filter((member) => !serving.has(member));
  return lacking.length > 0 ? `${apiVersion} ${kind} is not served by ${lacking.join(", ")}` : undefined;
}
