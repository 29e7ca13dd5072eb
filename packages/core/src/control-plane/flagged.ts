import type { ComponentArgs } from "../host/component";
import type { Flags } from "../host/flags";
import type { ComponentFlags } from "../karmada/add-on";
import type { ControlPlaneArgs } from "./control-plane-args";

/** Options of components with more flags. The given ones take their place, but feature gates are joined. */
export function flagged(components: ControlPlaneArgs, flags: ComponentFlags): ControlPlaneArgs {
  const names = Object.keys(flags) as (keyof ComponentFlags)[];
  const changed = names.map((name) => [name, withFlags(flags[name]!, components[name])]);
  return { ...components, ...Object.fromEntries(changed) };
}

function withFlags(flags: Flags, args: ComponentArgs = {}): ComponentArgs {
  const gates = [flags["feature-gates"], args.extraArgs?.["feature-gates"]].filter((given) => given !== undefined);
  return {
    ...args,
    extraArgs: { ...flags, ...args.extraArgs, ...(gates.length > 0 && { "feature-gates": gates.join(",") }) },
  };
}
