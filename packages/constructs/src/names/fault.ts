/** One thing that is wrong with a name. */
export interface NameFault {
  /** Where it stands, as the user typed it. */
  readonly path: string;
  /** What is wrong, the value in quotes. */
  readonly problem: string;
  /** What to write instead. */
  readonly remedy?: string;
}

/** A value as it stands in a message: in quotes, on one line, cut to a readable length. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
}
