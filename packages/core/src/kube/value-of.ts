import type * as pulumi from "@pulumi/pulumi";

/** A value, once it is known; undefined if it is known only after an `up`. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  return (await isKnown) ? new Promise((resolve) => void output.apply((value) => resolve(value as T))) : undefined;
}
