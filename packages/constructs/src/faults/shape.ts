import type { Fault } from "./fault";

/** A value that only some test recognizes, such as an instance of a class. */
export interface Kind {
  /** What it is, with an article, such as `a Placement`. */
  readonly what: string;
  /** Whether a value is one. */
  readonly is: (value: unknown) => boolean;
  /** What is wrong with a string that is not one, after the string. Without it, what a wrong value is instead. */
  readonly problem?: string | undefined;
  /** What to write instead, if not just {@link what}. */
  readonly remedy?: ((value: unknown) => string) | undefined;
}

/**
 * Shape of a value: `"anything"`, because something else checks it; `"map"`, an object with any keys; a list of a
 * shape; a kind; an object with certain fields; what must not be absent; or what only a function of its own can read.
 */
export type Shape = "anything" | "map" | readonly [Shape] | Kind | FieldShapes | Required | Reader;

/** Reads a value that is there: returns what is right of it, and adds the faults of the rest. */
export type Reader = (path: string, value: unknown, reading: Reading) => unknown;

/** Shapes by field. `*` is the shape of every field that is not listed. */
export interface FieldShapes {
  /** Shape by name of the field. */
  readonly [field: string]: Shape;
}

/** Names of a type's fields; of a union, those of all its members. */
export type FieldName<T> = T extends unknown ? keyof T & string : never;

/**
 * The fields of a type; of a union, those of all its members. TypeScript refuses a table in which one is missing, or
 * that has one too many.
 */
export type Fields<T> = { readonly [field in FieldName<T>]: Shape };

/** How values are read. */
export interface Settings {
  /** What the value as a whole is called, if it has no path. By default, `props`. */
  readonly root?: string | undefined;
  /** Whether null is a wrong value. By default, it is like nothing at all. */
  readonly refusesNull?: boolean | undefined;
  /** Whether fields that a shape does not list are somebody else's. By default, they are faults. */
  readonly ignoresUnknown?: boolean | undefined;
  /** Whether values must not be shown. */
  readonly secret?: boolean | undefined;
  /** What a value is that is known only later, with an article. Such a value has the wrong shape. */
  readonly deferred?: ((value: unknown) => string | undefined) | undefined;
}

/** A reading that goes on, and the faults so far. */
export interface Reading extends Settings {
  /** What is wrong with what has been read. */
  readonly faults: Fault[];
}

/** What must not be absent. */
export class Required {
  public constructor(
    /** Its shape. */
    public readonly shape: Shape,
    private readonly ownRemedy?: string,
  ) {}

  /** What to do where it is absent. */
  public get remedy(): string {
    return this.ownRemedy ?? (isKind(this.shape) ? `use ${this.shape.what}` : "set it");
  }
}

/** Whether a shape is a kind. */
export function isKind(shape: Shape): shape is Kind {
  return typeof (shape as Kind).is === "function";
}

/** Whether a shape is a list. */
export function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
