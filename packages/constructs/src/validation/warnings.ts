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

const later = new WeakMap<IConstruct, () => readonly Warning[]>();

/** Sets what finds the warnings about all that a construct holds. Called when somebody asks for them. */
export function warnLater(construct: IConstruct, warnings: () => readonly Warning[]): void {
  later.set(construct, warnings);
}

/** The warnings of a construct and of everything under it. */
export function warningsOf(construct: IConstruct): Warning[] {
  return construct.node
    .findAll()
    .flatMap((one) => [
      ...one.node.metadata
        .filter(({ type }) => type === WARNING)
        .map(({ data }): Warning => ({ path: one.node.path, message: data })),
      ...(later.get(one)?.() ?? []),
    ]);
}
