import { isPropagationPolicy } from "@fedstack/constructs/kinds";
import type { Manifest } from "@fedstack/constructs/plan";

/** A policy that places objects, as the federated API has it. */
export interface Policy {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly managedFields?: readonly { readonly manager?: string | undefined }[] | undefined;
  };
  readonly spec?:
    | {
        /** The members that get no change of what the policy places. */
        readonly suspension?:
          | {
              readonly dispatchingOnClusters?: { readonly clusterNames?: readonly string[] | undefined } | undefined;
            }
          | undefined;
      }
    | undefined;
}

/** Those of the policies in the federated API that are among a program's objects. */
export function policiesOf(objects: readonly Manifest[], policies: readonly Policy[]): readonly Policy[] {
  const own = new Set(
    objects
      .filter(isPropagationPolicy)
      .map(({ kind, metadata: { name, namespace = "default" } }) =>
        at(kind === "PropagationPolicy" ? { name, namespace } : { name }),
      ),
  );
  return policies.filter(({ metadata }) => own.has(at(metadata)));
}

/** Whether the program of a field manager has applied a policy. */
export function isAppliedBy(manager: string, { metadata }: Policy): boolean {
  return (metadata.managedFields ?? []).some((field) => field.manager === manager);
}

/** Which policy it is: in the federated API, only a ClusterPropagationPolicy has no namespace. */
function at({ name, namespace = "" }: Pick<Policy["metadata"], "name" | "namespace">): string {
  return `${namespace}/${name}`;
}
