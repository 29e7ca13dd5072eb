import * as pulumi from "@pulumi/pulumi";

/**
 * Hooks of a namespace: a preview or an update that would change one of its annotations in a way that is refused fails
 * there, before anything in the namespace changes. Without an engine, as in unit tests, nothing is updated.
 *
 * @param refusal says why the annotation cannot change from one value to another, if it cannot; it also gets the version
 * of the namespace that the last `up` has left
 */
export function guardAnnotation(
  name: string,
  annotation: string,
  refusal: (running: string | undefined, wanted: string | undefined, version?: string) => Refusal | Promise<Refusal>,
): pulumi.ResourceHook[] {
  return guardInputs(name, (running, wanted, outputs) =>
    refusal(valueIn(annotation, running), valueIn(annotation, wanted), metadataOf(outputs).resourceVersion),
  );
}

/** Hooks of a resource by which a preview or an update of its inputs fails if it is refused. */
export function guardInputs(
  name: string,
  refusal: (running: Inputs | undefined, wanted: Inputs | undefined, outputs?: Inputs) => Refusal | Promise<Refusal>,
): pulumi.ResourceHook[] {
  if (!pulumi.runtime.getEngine()) return [];
  const guard = new pulumi.ResourceHook(
    name,
    async ({ oldInputs, newInputs, oldOutputs }) => {
      const refused = await refusal(oldInputs, newInputs, oldOutputs);
      if (refused) throw new Error(refused);
    },
    { onDryRun: true },
  );
  return [guard];
}

/** Why something is refused, if it is. */
type Refusal = string | undefined;

type Inputs = Readonly<Record<string, unknown>>;

function valueIn(annotation: string, inputs: Inputs | undefined): string | undefined {
  return metadataOf(inputs).annotations?.[annotation];
}

function metadataOf(object: Inputs | undefined): Metadata {
  return (object?.["metadata"] ?? {}) as Metadata;
}

interface Metadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly resourceVersion?: string;
}
