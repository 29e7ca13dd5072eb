import { plain, type RecordedResource } from "@fedstack/core/testing";

/** What cannot change of a resource without replacing it. */
export type Fixed = { readonly [path: string]: unknown };

/** The resources of a program, by what Pulumi knows them by: the type of their component, their type and their name. */
export type Identities = { readonly [identity: string]: Fixed };

const PROVIDER = "pulumi:providers:kubernetes";
const CLUSTER = "clusterIdentifier";
const OF_OBJECTS = ["metadata.name", "metadata.namespace"];
const SPECIFIC: { readonly [kind: string]: readonly string[] } = {
  ClusterRoleBinding: ["roleRef"],
  Deployment: ["spec.selector"],
  RoleBinding: ["roleRef"],
  Secret: ["type"],
  Service: ["spec.clusterIP"],
  StatefulSet: ["spec.podManagementPolicy", "spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
};
/** With another key or another authority, everything that trusts it has to change at once. */
const LASTING = /^tls:index\/(privateKey|selfSignedCert):/;
const RENEWING = ["privateKeyPem", "earlyRenewalHours"];

export function identitiesOf(resources: readonly RecordedResource[]): Identities {
  const known = resources.map((one) => [identityOf(one, resources), fixedIn(one)] as const);
  return Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What becomes of the resources of a release with the resources of now, where that is not an update: each line begins
 * with the identity.
 */
export function lostOrReplaced(released: Identities, resources: readonly RecordedResource[]): string[] {
  const now = identitiesOf(resources);
  const [clusterBefore, clusterNow] = [released, now].map(clustersOf);
  const aliased = new Map(
    resources.flatMap((one) =>
      one.aliases.map((alias) => [identityOf({ ...one, ...alias }, resources), fixedIn(one)] as const),
    ),
  );
  return Object.entries(released).flatMap(([identity, before]) => {
    const after = now[identity] ?? aliased.get(identity);
    if (after === undefined) return leadsThere(now, before) ? [] : [`${identity} is deleted`];
    const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = paths.filter((path) =>
      path === "provider"
        ? clusterBefore!(before[path]) !== clusterNow!(after[path])
        : JSON.stringify(before[path]) !== JSON.stringify(after[path]),
    );
    return changed.map((path) => `${identity} is replaced: ${path} changes`);
  });
}

/** Of which cluster a provider of some resources is: the engine replaces nothing when resources change to another one of it. */
function clustersOf(resources: Identities): (provider: unknown) => unknown {
  return (provider) =>
    Object.entries(resources).find(([identity]) => identity.endsWith(`${PROVIDER}::${String(provider)}`))?.[1][
      CLUSTER
    ] ?? provider;
}

/** Whether what was a provider has left the cluster to another one. */
function leadsThere(now: Identities, before: Fixed): boolean {
  const cluster = before[CLUSTER];
  return cluster !== undefined && Object.values(now).some((fixed) => fixed[CLUSTER] === cluster);
}

function identityOf(
  { type, name, parent }: Pick<RecordedResource, "type" | "name" | "parent">,
  resources: readonly RecordedResource[],
): string {
  const component = resources.find((one) => one.name === parent && one.provider === undefined);
  return `${component ? `${component.type}$` : ""}${type}::${name}`;
}

function fixedIn({ type, provider, inputs: given }: RecordedResource): Fixed {
  const inputs = plain<Record<string, unknown>>(given);
  if (LASTING.test(type)) {
    return Object.fromEntries(Object.entries(inputs).filter(([field]) => !RENEWING.includes(field)));
  }
  if (type === PROVIDER) return { [CLUSTER]: inputs[CLUSTER] };
  if (!type.startsWith("kubernetes:")) return {};
  const paths = [...OF_OBJECTS, ...(SPECIFIC[type.split(":").at(-1)!] ?? [])];
  const values = paths.map((path) => [path, at(inputs, path)] as const);
  return { provider, ...Object.fromEntries(values.filter(([, value]) => value !== undefined)) };
}

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, field) => (inner as Record<string, unknown> | undefined)?.[field], value);
}
