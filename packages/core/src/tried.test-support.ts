import * as pulumi from "@pulumi/pulumi";
import type { Federation } from "./federation/federation";
import { cluster, federate } from "./recorded.test-support";
import { record } from "./testing";
import { InvalidInputError } from "./validation/errors";

/**
 * Runs a program with a federation, and returns how many of its calls were refused and accepted. What a call refuses is an
 * error with a path, and leaves nothing.
 */
export async function tried(
  attempts: (federation: Federation, attempt: (call: () => unknown) => void) => void,
): Promise<{ readonly refused: number; readonly accepted: number }> {
  const counts = { refused: 0, accepted: 0 };
  await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    const stack = pulumi.runtime.getStackResource()!;
    const registered = (): number => childrenOf(stack) + childrenOf(federation);
    attempts(federation, (call) => {
      const before = registered();
      try {
        call();
        counts.accepted++;
      } catch (error) {
        counts.refused++;
        if (!(error instanceof InvalidInputError)) throw error;
        expect(error.message).toMatch(/^.+: ./);
        expect(registered()).toBe(before);
      }
    });
  });
  return counts;
}

/** How many resources a resource is the parent of. Pulumi keeps them, without types. */
function childrenOf(resource: pulumi.Resource): number {
  return (resource as unknown as { __childResources?: Set<unknown> }).__childResources?.size ?? 0;
}
