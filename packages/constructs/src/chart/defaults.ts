import type { IConstruct } from "constructs";
import type { Override } from "../override/override";
import type { Placement } from "../placement/placement";
import type { Member, PlanOptions } from "../plan";

/** Defaults for everything under a construct. */
export interface Defaults {
  readonly placement?: Placement | undefined;
  readonly overrides?: readonly Override[] | undefined;
  readonly members?: readonly Member[] | undefined;
  readonly skippedNamespaces?: readonly string[] | undefined;
}

const DEFAULTS = Symbol.for("fedstack.defaults");

/** Sets the defaults for a construct and everything under it. */
export function setDefaults(construct: IConstruct, defaults: Defaults): void {
  Object.defineProperty(construct, DEFAULTS, { value: defaults });
}

/** Defaults of a construct. Each one comes from the nearest scope that sets it. */
export function defaultsFor(construct: IConstruct): Defaults {
  const said = construct.node.scopes.map((scope) => (scope as { [DEFAULTS]?: Defaults | undefined })[DEFAULTS] ?? {});
  return said.reduce<Defaults>((outer, inner) => ({ ...outer, ...defined(inner) }), {});
}

/** The option of a plan that says in which namespaces Karmada propagates nothing. */
export function skippedBy(construct: IConstruct): Pick<PlanOptions, "skippedNamespaces"> {
  const { skippedNamespaces } = defaultsFor(construct);
  return skippedNamespaces ? { skippedNamespaces } : {};
}

function defined(defaults: Defaults): Defaults {
  return Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined));
}
