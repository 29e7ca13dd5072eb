import type { AddOnName } from "./component";
import type { PolicyRule } from "./grants";
import type { Release } from "./release";

/** A release with the components of some add-ons, and others as they are with these. */
export function withAddOns(release: Release, names: readonly AddOnName[]): Release {
  const added = names.map((name) => [name, release.addOns[name].component] as const);
  const others = names.map((name) => release.addOns[name].others ?? {});
  return { ...release, components: Object.assign({}, release.components, ...others, Object.fromEntries(added)) };
}

/** What add-ons of a release with these do in a member as the control plane's account. */
export function rulesInMembers({ addOns, components }: Release): readonly PolicyRule[] {
  const names = (Object.keys(addOns) as AddOnName[]).filter((name) => components[name]);
  return names.flatMap((name) => addOns[name].asControlPlane ?? []);
}
