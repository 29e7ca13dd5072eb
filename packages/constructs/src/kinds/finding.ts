import { refuse, required, shapeFaults, STRING, tell, within } from "../faults";
import type { Fault, FieldShapes } from "../faults";
import { told } from "./identity";
import type { ObjectRef } from "./identity";

/** What you should know about objects, or about the constructs that make them. */
export interface Finding extends Fault {
  /**
   * How serious it is.
   *
   * - `error`: it cannot work as written. Synthesis and `deploy` refuse it.
   * - `warning`: it is valid but probably a mistake, or not known
   */
  readonly severity: "error" | "warning";
  /** The object that it is about; undefined if it is about several, or about props. */
  readonly object?: ObjectRef | undefined;
  /**
   * What nobody can know from objects and members: the finding is void if all of these are there by other means.
   * Objects as messages show them, such as `Secret shop/database`, and names of members.
   */
  readonly assumes?: readonly string[] | undefined;
}

/** What makes a finding about an object. */
export type FindingOf = (ref: ObjectRef, problem: string, remedy?: string) => Finding;

/** Something about an object that cannot work. */
export const errorOn: FindingOf = (ref, problem, remedy) => on(ref, "error", problem, remedy);

/** Something about an object that is probably a mistake, or not known. */
export const warningOn: FindingOf = (ref, problem, remedy) => on(ref, "warning", problem, remedy);

function on(ref: ObjectRef, severity: Finding["severity"], problem: string, remedy?: string): Finding {
  const { apiVersion, kind, name, namespace } = ref;
  const object = { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
  return { severity, object, path: told(ref), problem, ...(remedy !== undefined && { remedy }) };
}

const FINDING: FieldShapes = { severity: required(STRING), path: required(STRING), problem: required(STRING) };

/**
 * A finding as a line of text: `warning: Deployment shop/web: no policy selects it; …`.
 *
 * @throws Error if it is not a finding
 */
export function findingLine(finding: Finding): string {
  refuse(shapeFaults("finding", finding, required(FINDING), { ignoresUnknown: true }));
  return `${finding.severity}: ${tell(finding)}`;
}

/** Type of the metadata of a construct that holds a warning. */
export const WARNING = "fedstack:warning";

/** A construct, as far as what is attached to it goes. */
export interface Annotated {
  /** Its node in the tree. */
  readonly node: {
    readonly path: string;
    readonly metadata: readonly { readonly type: string; readonly data: unknown }[];
  };
}

/** The warnings that are attached to a construct. Each path begins with that of the construct. */
export function warningsAt({ node }: Annotated): readonly Finding[] {
  const warnings = node.metadata.flatMap(({ type, data }) => (type === WARNING ? [data as Fault] : []));
  return within(node.path, warnings).map((warning): Finding => ({ severity: "warning", ...warning }));
}
