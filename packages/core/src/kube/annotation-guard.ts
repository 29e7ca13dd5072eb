import * as pulumi from "@pulumi/pulumi";

/**
 * Hooks of a namespace: a preview or an update that would change one of its annotations in a way that is refused fails
 * there, before anything in the namespace changes. Without an engine, as in unit tests, nothing is updated.
 *
 * @param refusal says why the annotation cannot change from one value to another, if it cannot
 */
export function guardAnnotation(
  name: string,
  annotation: string,
  refusal: (running: string | undefined, wanted: string | undefined) => string | undefined,
): pulumi.ResourceHook[] {
  return guardInputs(name, (running, wanted) => refusal(valueIn(annotation, running), valueIn(annotation, wanted)));
}

/** Hooks of a resource by which a preview or an update of its inputs fails if it is refused. */
export function guardInputs(
  name: string,
  refusal: (running: Inputs | undefined, wanted: Inputs | undefined) => string | undefined,
): pulumi.ResourceHook[] {
  if (!pulumi.runtime.getEngine()) return [];
  const guard = new pulumi.ResourceHook(
    name,
    ({ oldInputs, newInputs }) => {
      const refused = refusal(oldInputs, newInputs);
      if (refused) throw new Error(refused);
    },
    { onDryRun: true },
  );
  return [guard];
}

type Inputs = Readonly<Record<string, unknown>>;

function valueIn(annotation: string, inputs: Record<string, unknown> | undefined): string | undefined {
  const { metadata } = (inputs ?? {}) as { readonly metadata?: { readonly annotations?: Record<string, string> } };
  return metadata?.annotations?.[annotation];
}
