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
  /**
   * Pod template with what a replica requires, if it is not the first one of its pods; true if Karmada always says that it
   * requires something.
   */
  readonly requirements?: string | true | undefined;
  /** Fields outside of pod templates that name objects in its namespace, by the kind of those objects. */
  readonly names?: { readonly [kind: string]: Paths } | undefined;
  /** Fields with the kind and name of a ConfigMap or a Secret in its namespace. */
  readonly references?: Paths | undefined;
  /** Field without which Karmada fails to read what the object names, and brings none of it along. */
  readonly followedWith?: string | undefined;
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
