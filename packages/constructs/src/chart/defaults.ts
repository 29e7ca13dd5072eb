import type { IConstruct } from "constructs";
import type { Override } from "../override/override";
import type { Placement } from "../placement/placement";
import type { Member } from "../plan";
import { SKIPPED } from "../plan/objects/stays";
import type { Skipped } from "../plan/objects/stays";

/** Defaults for everything under a construct. */
export interface Defaults {
  readonly placement?: Placement | undefined;
  readonly overrides?: readonly Override[] | undefined;
  readonly members?: readonly Member[] | undefined;
  readonly skippedNamespaces?: readonly string[] | undefined;
  readonly skippedApis?: readonly string[] | undefined;
}

const DEFAULTS = Symbol.for("fedstack.defaults");

/** Sets the defaults for a construct and everything under it. */
export function setDefaults(construct: IConstruct, defaults: Defaults): void {
  const given = Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined));
  Object.defineProperty(construct, DEFAULTS, { value: given });
}

/** Defaults of a construct. Each one comes from the nearest scope that sets it. */
export function defaultsFor(construct: IConstruct): Defaults {
  let defaults: Defaults = {};
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const outer = (at as { [DEFAULTS]?: Defaults | undefined })[DEFAULTS];
    if (outer) defaults = { ...outer, ...defaults };
  }
  return defaults;
}

/** What flags of Karmada keep from members, as far as the program says. */
export function skippedBy(construct: IConstruct): Skipped {
  const { skippedNamespaces = SKIPPED.skippedNamespaces, skippedApis = SKIPPED.skippedApis } = defaultsFor(construct);
  return { skippedNamespaces, skippedApis };
}
