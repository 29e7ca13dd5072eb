import { isRecord } from "@fedstack/constructs/faults";
import { addOnNames } from "../control-plane/add-on-args";
import { withAddOns } from "../karmada/add-ons";
import { type Definition, readDefinitions } from "../karmada/definitions";
import type { Release } from "../karmada/release";
import { releaseOf } from "../karmada/release-of";
import type { Cluster } from "../clusters/cluster";
import { clusterFaults } from "../clusters/validate-cluster";
import { refuse } from "../validation/errors";
import type { FederationArgs } from "./federation-args";
import { highlyAvailable } from "./high-availability";
import { hostingFaults } from "./hosted-federations";
import type { Layout } from "./layout";
import { checkFederation } from "./validate-federation";

/** What a federation is made from. */
interface Accepted {
  /** With the add-ons that the arguments ask for. */
  readonly release: Release;
  readonly layout: Layout;
  /** The arguments, with the sizes that they ask for. */
  readonly args: FederationArgs;
  readonly definitions: readonly Definition[];
}

/**
 * Checks everything that a program gives for a federation, and reads Karmada's definitions.
 *
 * @throws InvalidInputError with all faults
 */
export function accepted(host: Cluster, dnsZone: string, given: FederationArgs): Accepted {
  const release = releaseOf(isRecord(given) ? given.version : undefined);
  const { layout, args, faults } = checkFederation(release, dnsZone, given);
  const hostFaults = clusterFaults("host", host);
  refuse([...hostFaults, ...faults, ...(hostFaults.length > 0 ? [] : hostingFaults(host, layout, args))]);
  const definitions = readDefinitions(release.definitions.names, args.definitionsDirectory);
  return {
    release: withAddOns(release, addOnNames(args.addOns)),
    layout,
    args: args.highlyAvailable ? highlyAvailable(args) : args,
    definitions,
  };
}
