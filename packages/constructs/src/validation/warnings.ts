import type { IConstruct } from "constructs";

const WARNING = "fedstack:warning";

/** Something that is valid but probably a mistake. */
export interface Warning {
  /** Path of the construct. */
  readonly path: string;
  /** The warning, as a sentence. */
  readonly message: string;
}

/** Attaches a warning to a construct, as metadata of its node. */
export function warn(construct: IConstruct, message: string): void {
  construct.node.addMetadata(WARNING, message);
}

/** The warnings of a construct and of everything under it. */
export function warningsOf(construct: IConstruct): Warning[] {
  return construct.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === WARNING).map(({ data }) => ({ path: node.path, message: data })),
    );
}
