import { STRING } from "../faults";
import type { FieldShapes } from "../faults";

/** Metadata of an object. cdk8s renders any other field, too. */
export const METADATA: FieldShapes = {
  name: STRING,
  namespace: STRING,
  labels: "map",
  annotations: "map",
  finalizers: ["anything"],
  ownerReferences: ["anything"],
  "*": "anything",
};
