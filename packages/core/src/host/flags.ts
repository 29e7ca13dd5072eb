import { at, quoted } from "@fedstack/constructs/faults";
import type { FlagContext, FlagTable } from "../karmada/component";
import type { Fault } from "../validation/errors";
import { type ComponentPodArgs, isMounted } from "./pod-args";

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
  [/^etcd-prefix$/, "another prefix hides all objects; an etcd of your own takes it by etcd.external.prefix"],
  [/^oidc-/, "it cannot be combined with the authentication configuration; use apiServer.oidc"],
  [/^authorization-(config|webhook-config-file)$/, "the federated API authorizes by RBAC"],
  [/^master$/, "it takes the place of the address in the kubeconfig"],
  [/^config-file$/, "etcd would ignore all other flags, and with them its certificates"],
  [/^(discovery(-.+)?|force-new-cluster)$/, "the library names the members of etcd"],
];

/** Options that say what some of the library's flags do. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ["advertise-address", "apiServer.service.advertiseAddress"],
  ["audit-policy-file", "apiServer.auditRules"],
  ["authentication-config", "apiServer.oidc"],
  ["enable-scheduler-estimator", "addOns.estimators"],
  ["encryption-provider-config", "apiServer.encryption"],
  ["service-cluster-ip-range", "apiServer.serviceRange"],
  ["token-auth-file", "apiServer.tokens"],
  ...["servers", "cafile", "certfile", "keyfile"].map((flag) => [`etcd-${flag}`, "etcd.external"] as const),
  ["provider", "dns.provider.name"],
  ["interval", "dns.publisher.intervalSeconds"],
  ["min-ttl", "dns.ttlSeconds"],
]);

/** Flags with the path of a file that has to be in the pod. */
const FILE =
  /^(audit-webhook-config-file|admission-control-config-file|egress-selector-config-file|tracing-config-file|authentication-token-webhook-config-file)$/;

/** What has flags of the user's. */
interface WithFlags {
  readonly extraArgs?: Flags | undefined;
  readonly pods?: ComponentPodArgs | undefined;
}

/** Name of a flag. Kubernetes reads `_` as `-`, so that a flag with both would be there twice. */
const NAME = /^[A-Za-z0-9][-A-Za-z0-9.]*$/;

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

/**
 * Checks a user's flags against those that the library sets. Both have no dashes.
 *
 * @param path of the flags, as errors name them
 */
export function flagFaults(path: string, owned: readonly string[], extraArgs: object): Fault[] {
  return Object.keys(extraArgs).flatMap((given): Fault[] => {
    const flag = at(path, given);
    const name = given.trim().replace(/^-+/, "").split("=")[0]!.replaceAll("_", "-");
    const refused = REFUSED.get(name) ?? IMPOSSIBLE.find(([pattern]) => pattern.test(name))?.[1];
    if (refused) return [{ path: flag, problem: `${quoted(`--${name}`)} is refused: ${refused}` }];
    if (owned.includes(name)) {
      const option = name === "v" ? path.replace(/extraArgs$/, "logLevel") : OPTIONS.get(name);
      const remedy = option === undefined ? "leave it out" : `use ${option}`;
      return [{ path: flag, problem: `${quoted(`--${name}`)} is set by the library`, remedy }];
    }
    if (NAME.test(given)) return [];
    const remedy = NAME.test(name) ? `use ${quoted(name)}` : 'use a name such as "v"';
    return [{ path: flag, problem: `${quoted(given)} is not the name of a flag, without dashes and value`, remedy }];
  });
}

/**
 * Checks that a component has the files that flags name.
 *
 * @param path arguments of the component, as errors name them
 */
export function fileFaults(path: string, { extraArgs = {}, pods }: WithFlags): Fault[] {
  return Object.entries(extraArgs)
    .filter(([flag, file]) => FILE.test(flag) && !isMounted(file, pods?.volumes))
    .map(([flag, file]) => ({
      path: at(`${path}.extraArgs`, flag),
      problem: `${quoted(file)} is not a file that the pod has`,
      remedy: `mount a folder that contains it by ${path}.pods.volumes`,
    }));
}
