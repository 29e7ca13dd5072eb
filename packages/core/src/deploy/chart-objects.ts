import { isRecord } from "@fedstack/constructs/faults";
import type { Annotated } from "@fedstack/constructs/kinds";
import { type Fault, InvalidInputError } from "../validation/errors";
import type { Manifests } from "./manifests";
import { deferredFaults } from "./plain-data";

/** A construct of cdk8s, as far as it shows what is attached to it and what it was made from. */
interface Construct extends Annotated {
  readonly node: Annotated["node"] & { findAll(): readonly Construct[] };
  readonly props?: unknown;
}

/**
 * What a chart returns for its objects.
 *
 * @throws InvalidInputError if it throws: cdk8s, for example, cannot write Outputs
 */
export function objectsOf(path: string, manifests: Manifests): unknown {
  try {
    return manifests.toJson();
  } catch (error) {
    const deferred = constructsIn(manifests).flatMap(({ node, props }) =>
      isRecord(props) ? deferredFaults(`${path}: ${node.path}`, props) : [],
    );
    throw new InvalidInputError(deferred.length > 0 ? deferred : [unwritable(path, error)]);
  }
}

function unwritable(path: string, error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  return { path, problem: `the chart cannot be written: ${reason}` };
}

/** The constructs in what is deployed, if it is a chart. */
export function constructsIn(manifests: Manifests & Partial<Construct>): readonly Construct[] {
  return typeof manifests.node?.findAll === "function" ? manifests.node.findAll() : [];
}
