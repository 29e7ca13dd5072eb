/** One thing that is wrong with a name. */
export interface NameFault {
  /** Where it stands, as the user typed it. */
  readonly path: string;
  /** What is wrong, the value in quotes. */
  readonly problem: string;
  /** What to write instead. */
  readonly remedy?: string;
}
