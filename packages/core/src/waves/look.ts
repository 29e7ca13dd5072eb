import { describes, isOverridePolicy, keyOf, told } from "@fedstack/constructs/kinds";
import type { Manifest, Plan } from "@fedstack/constructs/plan";
import { listBindings, listPolicies, NotAnswered } from "../departures/api";
import type { Binding } from "../departures/binding";
import { isPlacedBy } from "../departures/placements";
import { policiesOf, type Policy } from "../departures/policy";
import type { Ask } from "../kubeconfig/ask";
import { type Discovered, locate } from "../federated-api/ownership-gate";
import { type Applying, type Change, changeOf } from "./changes";
import { heldBack } from "./held-back";

/** What a call deploys, and where. */
export interface Deploys extends Applying {
  readonly objects: readonly Manifest[];
  readonly plan: Plan;
}

/** What the federated API has of a call. */
export interface Placed {
  /** The call's policies that exist. */
  readonly policies: readonly Policy[];
  /** Where what they place is scheduled. */
  readonly bindings: readonly Binding[];
  /** Names of the members that they hold back. */
  readonly held: readonly string[];
}

/** What the federated API has of a call, and what the call is about to change. */
export interface Look extends Placed {
  readonly changes: readonly Change[];
}

/** Looks at what the federated API has of a call. */
export async function lookAtPlaced(ask: Ask, { objects }: Pick<Deploys, "objects">): Promise<Placed> {
  const [all, found] = await Promise.all([listPolicies(ask), listBindings(ask)]);
  const policies = policiesOf(objects, all);
  const bindings = found.filter((one) => policies.some(({ metadata }) => isPlacedBy(one, metadata)));
  return { policies, bindings, held: heldBack(policies) };
}

/** Looks at what the federated API has of a call, and what would change there. */
export async function lookAt(ask: Ask, deploys: Deploys): Promise<Look> {
  const { objects, plan } = deploys;
  const landings = [...plan.workloads, ...plan.objects];
  const judged = objects.filter((one) => isOverridePolicy(one) || landings.some((landing) => describes(one, landing)));
  const discovered: Discovered = new Map();
  const [placed, ...changes] = await Promise.all([
    lookAtPlaced(ask, deploys),
    ...judged.map((one) => changeOf(ask, one, deploys, discovered)),
  ]);
  return { ...placed, changes: changes.filter((one) => one !== undefined) };
}

/** Whether the policies of a call decide which members get a change. */
export function isHoldable({ bindings }: Placed, object: Manifest): boolean {
  return isOverridePolicy(object) ? bindings.length > 0 : bindings.some(({ spec }) => describes(object, spec.resource));
}

/** Changes of what members run that can be held back from some of them. */
export function heldChanges(look: Look): readonly Change[] {
  return look.changes.filter(
    ({ object, content, isNew }) => content && (!isNew || isOverridePolicy(object)) && isHoldable(look, object),
  );
}

/**
 * Generations of what is placed, in the federated API, by the keys of the objects.
 *
 * @param discovered what earlier looks have found out about the API's kinds
 */
export async function generationsOf(
  ask: Ask,
  bindings: readonly Binding[],
  discovered: Discovered = new Map(),
): Promise<ReadonlyMap<string, number>> {
  const entries = await Promise.all(
    bindings.map(async ({ spec: { resource } }): Promise<[string, number]> => {
      const { apiVersion, kind, name, namespace } = resource;
      const path = await locate(ask, { apiVersion, kind, metadata: { name, namespace } }, discovered);
      const found = typeof path === "string" ? await ask({ method: "GET", path }) : path;
      if (found.status !== 200) throw new NotAnswered(`${told(resource)}: ${found.message}`);
      const { metadata } = found.body as { readonly metadata: { readonly generation?: number | undefined } };
      return [keyOf(resource), metadata.generation ?? 0];
    }),
  );
  return new Map(entries);
}
