import type { FieldShapes } from "../faults";

/** Metadata of an object. cdk8s renders any other field, too. */
export const METADATA: FieldShapes = {
  name: "anything",
  namespace: "anything",
  labels: "map",
  annotations: "map",
  finalizers: ["anything"],
  ownerReferences: ["anything"],
  "*": "anything",
};
