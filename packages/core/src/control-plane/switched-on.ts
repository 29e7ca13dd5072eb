import type { Release } from "../karmada/release";
import { addOnNames } from "./add-on-args";
import type { ControlPlaneArgs } from "./control-plane-args";
import { evicting } from "./eviction";
import { flagged } from "./flagged";

/** Options of components with the flags of what the arguments turn on, in addition to the given ones. */
export function switchedOn(
  release: Release,
  { evictFromLostMembers, ...components }: ControlPlaneArgs & { readonly evictFromLostMembers?: boolean | undefined },
): ControlPlaneArgs {
  return addOnNames(components.addOns).reduce<ControlPlaneArgs>(
    (args, name) => flagged(args, release.addOns[name].flags ?? {}),
    evictFromLostMembers ? evicting(release, components) : components,
  );
}
