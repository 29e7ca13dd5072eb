import { BOOLEAN, fault, quoted, required, shapeFaults, STRING, within } from "../faults";
import type { Fault, FieldShapes, Shape } from "../faults";
import { isOfKind } from "./identity";
import type { Manifest } from "./manifest";
import { podSpecPath } from "./pod-specs";
import { COUNT } from "./replicas";
import { policyFaults } from "./policy-faults";
import { ruleFaults } from "./rule-annotation";

/** The fields of any object that a plan reads. */
const METADATA: FieldShapes = {
  namespace: STRING,
  labels: { "*": STRING },
  annotations: { "*": STRING },
};
const DEFINITION: FieldShapes = {
  group: STRING,
  names: { kind: STRING },
  scope: STRING,
  versions: [{ name: required(STRING), served: BOOLEAN }],
};
const CONTAINERS: Shape = [{ env: ["map"], envFrom: ["map"] }];
const POD_TEMPLATE: FieldShapes = {
  spec: { containers: CONTAINERS, initContainers: CONTAINERS, volumes: ["map"], imagePullSecrets: ["map"] },
};
const WORKLOAD: FieldShapes = { replicas: COUNT, parallelism: COUNT, completions: COUNT, template: POD_TEMPLATE };

/** What keeps a value from being an object of Kubernetes that can be planned. */
export function objectFaults(path: string, value: unknown): readonly Fault[] {
  const faults = manifestFaults(value);
  if (faults.length === 0) return faults;
  const { kind, metadata } = (value ?? {}) as Partial<Manifest>;
  const told = [isText(kind) ? kind : "", metadata?.name ? quoted(metadata.name) : ""].filter(Boolean).join(" ");
  return within(isNamed(value) ? `${path}: ${told}` : isText(kind) ? `${path} (${told})` : path, faults);
}

/** What is wrong with the identity of an object, or with its fields. */
export function manifestFaults(value: unknown): readonly Fault[] {
  return isNamed(value) ? partFaults(value) : [unnamed(value)];
}

function partFaults(object: Manifest): readonly Fault[] {
  return [
    ...shapeFaults("", object, { metadata: METADATA, spec: specOf(object) }, { ignoresUnknown: true }),
    ...policyFaults(object),
    ...ruleFaults(object),
  ];
}

function isNamed(value: unknown): value is Manifest {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  return isText(apiVersion) && isText(kind) && isText(metadata?.name);
}

function unnamed(value: unknown): Fault {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  const missing = Object.entries({ apiVersion, kind, "metadata.name": metadata?.name }).flatMap(([field, text]) =>
    isText(text) ? [] : [field],
  );
  return fault("", `is not a Kubernetes object: it has no ${missing.join(", ")}`, "add what is missing");
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function specOf(object: Manifest): Shape {
  if (isOfKind(object, "apiextensions.k8s.io/CustomResourceDefinition")) return DEFINITION;
  return podSpecPath(object) ? WORKLOAD : "anything";
}
