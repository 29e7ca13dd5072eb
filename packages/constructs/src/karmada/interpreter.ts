/** Fields by path, such as `spec.tls.*.secretName`; `*` is each element of a list. */
type Paths = readonly string[];

/** What Karmada knows of a kind. */
export interface Interpreter {
  /**
   * Fields of its replicas, which are added up; a number is the count itself. Absent if Karmada does not count them.
   */
  readonly replicas?: readonly (number | ReplicaField | ((spec: Fields) => number))[] | undefined;
  /** Whether a member gets its share of the replicas. If not, each member with a share gets the whole object. */
  readonly divisible?: true | undefined;
  /** Whether Karmada counts its replicas by component, only with its alpha feature `MultiplePodTemplatesScheduling`. */
  readonly components?: true | undefined;
  /** Templates of its pods. */
  readonly podTemplates?: Paths | undefined;
  /** Fields outside of pod templates that name objects in its namespace, by the kind of those objects. */
  readonly names?: { readonly [kind: string]: Paths } | undefined;
  /** Fields with the kind and name of a ConfigMap or a Secret in its namespace. */
  readonly references?: Paths | undefined;
}

/** Fields of an object, of whatever shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the specification is whatever the user wrote
export type Fields = any;

/** A field that holds a number of replicas. */
export interface ReplicaField {
  readonly path: string;
  /** Default if the field is absent; without a default, Karmada cannot read the object. */
  readonly otherwise?: number | undefined;
}
