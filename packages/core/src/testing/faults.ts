import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";

type Apply = (this: unknown, callback: (value: unknown) => unknown, runWithUnknowns?: boolean) => unknown;

/**
 * Collects what the callbacks of Outputs throw. Without an engine nobody else hears of it: the SDK drops the resources
 * that such an Output leads to, or leaves a rejected promise behind.
 */
export class OutputFaults {
  private readonly prototype = (pulumi.Output as unknown as { prototype: { apply: Apply } }).prototype;
  private readonly original = this.prototype.apply;
  private readonly running = new Set<Promise<unknown>>();

  public constructor(private readonly report: (fault: unknown) => void) {}

  /** Runs a program, and waits for its registrations and callbacks. */
  public async collect(program: () => Promise<unknown>): Promise<void> {
    const { original, watched } = this;
    this.prototype.apply = function (callback, runWithUnknowns) {
      return original.call(this, watched(callback), runWithUnknowns);
    };
    try {
      await program();
      do {
        await pulumi.runtime.disconnect();
        await Promise.all(this.running);
        await setImmediate();
      } while (this.running.size > 0);
    } finally {
      this.prototype.apply = original;
    }
  }

  /** The callback, whose result is unknown where it throws, so that nothing is computed from it. */
  private readonly watched =
    (callback: (value: unknown) => unknown) =>
    async (value: unknown): Promise<unknown> => {
      const call = (async () => callback(value))().catch((fault: unknown) => {
        this.report(fault);
        return pulumi.unknown;
      });
      this.running.add(call);
      return call.finally(() => this.running.delete(call));
    };
}
