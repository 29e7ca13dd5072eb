import { BOOLEAN, type Fields, isRecord, quoted, STRING, wordOf } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { shapeFaults } from "../validation/shape";
import { WAVES } from "../waves/validate-waves";
import type { DeployOptions } from "./deployed";

const FIELDS: Fields<DeployOptions> = {
  shared: BOOLEAN,
  leaving: wordOf(["move", "delete"]),
  rebalance: BOOLEAN,
  assume: [STRING],
  waves: WAVES,
};

/**
 * Every fault of a `deploy` call's name and options.
 *
 * @param name untyped, because programs in JavaScript pass anything
 * @param earlier the calls so far, as errors name them
 */
export function callFaults(name: unknown, options: unknown, earlier: readonly string[]): Fault[] {
  const path = `deploy(${quoted(name)})`;
  const faults = shapeFaults(path, options, FIELDS);
  if (typeof name !== "string" || name === "") {
    faults.push({
      path,
      problem: "the call has no name",
      remedy: 'use a string that is unique in the federation, such as "web"',
    });
  } else if (earlier.includes(path)) {
    faults.push({ path, problem: "an earlier call has the same name", remedy: "use another name for each call" });
  }
  return faults;
}

/** What a `deploy` call assumes, as far as it is text. */
export function assumedBy(options: unknown): readonly string[] {
  const assumed = isRecord(options) ? options["assume"] : undefined;
  return Array.isArray(assumed) ? assumed.filter((one) => typeof one === "string") : [];
}
