import { quoted } from "@fedstack/constructs/faults";
import type { FlagContext, FlagTable } from "../karmada/component";
import type { Fault } from "../validation/errors";

/** Flags of a component, by name without dashes. */
export type Flags = Readonly<Record<string, string>>;

/** Flags that would make a component insecure, and why they are refused. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ["basic-auth-file", "basic authentication left Kubernetes in 1.19; use client certificates, tokens or OIDC"],
  ["insecure-port", "plain http left Kubernetes in 1.24"],
  ["anonymous-auth", "anonymous requests reach only the health endpoints, which the probes need"],
]);

/** Flags that cannot work with how the library runs every component, by their names' patterns, and why. */
const IMPOSSIBLE: readonly (readonly [RegExp, string])[] = [
  [/^oidc-/, "it cannot be combined with the authentication configuration; use apiServer.oidc"],
  [/^authorization-(config|webhook-config-file)$/, "the federated API authorizes by RBAC"],
  [
    /^(audit-webhook-config-file|admission-control-config-file|egress-selector-config-file|tracing-config-file|authentication-token-webhook-config-file)$/,
    "it names a file that the pod does not have",
  ],
];

/** Name of a flag. Kubernetes reads `_` as `-`. */
const NAME = /^[A-Za-z0-9][-\w.]*$/;

/** The flags of a table in their surroundings. */
export function flagsAt(table: FlagTable, context: FlagContext): Flags {
  const entries = Object.entries(table).map(([name, flag]) => [name, typeof flag === "string" ? flag : flag(context)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Flags;
}

/** Command of a component: its program, and its flags sorted by name. */
export function commandOf(program: string, flags: Flags): string[] {
  const names = Object.keys(flags).sort();
  return [program, ...names.map((name) => `--${name}=${flags[name]}`)];
}

/** Checks a user's flags against those that the library sets. Both have no dashes. */
export function flagFaults(path: string, owned: readonly string[], extra: Flags): Fault[] {
  return Object.keys(extra).flatMap((given): Fault[] => {
    const at = `${path}[${quoted(given)}]`;
    if (!NAME.test(given)) {
      const bare = given.trim().replace(/^-+/, "").split("=")[0]!;
      const remedy = NAME.test(bare) ? `use ${quoted(bare)}` : 'use a name such as "v"';
      return [{ path: at, problem: `${quoted(given)} is not the name of a flag, without dashes and value`, remedy }];
    }
    const name = given.replaceAll("_", "-");
    const refused = REFUSED.get(name) ?? IMPOSSIBLE.find(([pattern]) => pattern.test(name))?.[1];
    if (refused) return [{ path: at, problem: `${quoted(`--${name}`)} is refused: ${refused}` }];
    if (owned.includes(name)) {
      return [{ path: at, problem: `${quoted(`--${name}`)} is set by the library`, remedy: "leave it out" }];
    }
    return [];
  });
}
