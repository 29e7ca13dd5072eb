import { type FieldShapes, isRecord, required, STRING, within } from "@fedstack/constructs/faults";
import { type Annotated, warningsAt } from "@fedstack/constructs/kinds";
import type { Finding } from "@fedstack/constructs/plan";
import type { Fault } from "../validation/errors";
import { type Manifest, type Manifests, readManifests } from "./manifests";
import { deferredFaults } from "../validation/plain-data";
import { shapeFaults } from "../validation/shape";

const FINDING: FieldShapes = { severity: required(STRING), path: required(STRING), problem: required(STRING) };
const FINDINGS = [FINDING] as const;

/** A construct of cdk8s, as far as it shows what is attached to it and what it was made from. */
interface Construct extends Annotated {
  readonly node: Annotated["node"] & { findAll(): readonly Construct[] };
  readonly props?: unknown;
}

/** A chart's objects that are right, and what is wrong with the others or with the chart. */
export function readObjects(path: string, manifests: Manifests): { objects: readonly Manifest[]; faults: Fault[] } {
  if (typeof (manifests as Partial<Manifests> | null | undefined)?.toJson !== "function") {
    const remedy = "use a cdk8s chart, or an object with toJson()";
    return { objects: [], faults: [{ path, problem: "there are no objects to apply", remedy }] };
  }
  try {
    return readManifests(path, manifests.toJson());
  } catch (error) {
    // cdk8s, for example, cannot write Outputs.
    const deferred = constructsIn(manifests).flatMap(({ node, props }) =>
      isRecord(props) ? deferredFaults(`${path}: ${node.path}`, props) : [],
    );
    return { objects: [], faults: deferred.length > 0 ? deferred : [unwritable(path, error)] };
  }
}

/**
 * What a chart says about its constructs, and what is wrong with that. A plain `Chart` of cdk8s says nothing about them
 * itself.
 */
export function chartFindings(path: string, manifests: Manifests): { findings: readonly Finding[]; faults: Fault[] } {
  const findings = manifests.findings ?? constructsIn(manifests).flatMap(warningsAt);
  const faults = within(path, shapeFaults("findings", findings, FINDINGS, { ignoresUnknown: true }));
  return { findings: faults.length > 0 ? [] : findings, faults };
}

function unwritable(path: string, error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  return { path, problem: `the chart cannot be written: ${reason}` };
}

/** The constructs in what is deployed, if it is a chart. */
function constructsIn(manifests: Manifests & Partial<Construct>): readonly Construct[] {
  return typeof manifests.node?.findAll === "function" ? manifests.node.findAll() : [];
}
