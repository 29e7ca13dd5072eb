import { untilAddressesAre } from "./answers";
import { etcdctl } from "./etcdctl";
import type { Stack } from "./stack";
import { type Sightings, SteadyClient } from "./steady-client";
import { type Answers, SteadyResolver } from "./steady-resolver";

/** What clients need of a federation whose zone is its name in `example.` */
export interface Outputs {
  readonly name: string;
  readonly kubeconfig: string;
  readonly nameServers: readonly [string];
}

/** Address of a name that no publisher writes. */
export const KEPT_ADDRESS = "198.51.100.7";

/** What `programs/federations` gives out of one of its federations. */
export async function outputsOf(stack: Stack, name: string): Promise<Outputs> {
  const { federations } = await stack.outputs<{ readonly federations: Record<string, Omit<Outputs, "name">> }>();
  return { name, ...federations[name]! };
}

/** A name that no publisher writes. */
export const keptName = ({ name }: Outputs): string => `kept.default.${name}.svc.${name}.example`;

/** Writes the record of that name into the records' etcd, which the library runs, and waits until the name server has it. */
export async function keepName(outputs: Outputs): Promise<void> {
  const key = `/skydns/${keptName(outputs).split(".").reverse().join("/")}`;
  await etcdctl(outputs.name, "etcd-cluster-0", "put", key, JSON.stringify({ host: KEPT_ADDRESS }));
  await untilAddressesAre(outputs.nameServers[0], keptName(outputs), [KEPT_ADDRESS]);
}

/**
 * What a client of the federated API and one that asks for that name see while something else happens.
 *
 * @param repeats how often the first one repeats a request: once without it
 * @throws Error if a request fails again when it is repeated so often, a write is lost, or the name has no address or another one
 */
export async function served(
  what: string,
  outputs: Outputs,
  happens: () => Promise<unknown>,
  repeats?: number,
): Promise<readonly [Sightings, Answers]> {
  const client = new SteadyClient(outputs.kubeconfig, repeats);
  const resolver = new SteadyResolver(outputs.nameServers[0], keptName(outputs));
  const happened = happens();
  await Promise.allSettled([happened]);
  const seen = await Promise.all([client.end(), resolver.end()]);
  console.info(`while ${what}:`, JSON.stringify(seen));
  await happened;
  expect(seen[0]).toMatchObject({ unanswered: [], lost: 0 });
  expect(seen[1]).toEqual({ answers: { [`NOERROR ${KEPT_ADDRESS}`]: expect.any(Number) }, unanswered: [] });
  return seen;
}
