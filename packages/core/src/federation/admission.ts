import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../members/cluster";
import { joinFaults } from "../members/identity-faults";
import type { Claim, JoinOptions } from "../members/membership";
import { holdWrites, writesAllowed } from "../members/write-gate";

/** A cluster that joins a federation. */
interface Candidate {
  /** The `join` call, as errors show it. */
  readonly path: string;
  readonly federation: string;
  readonly cluster: Cluster;
  readonly claim: pulumi.Output<Claim>;
  readonly options: JoinOptions;
  readonly host: Cluster;
  /** The clusters that have joined before. */
  readonly earlier: readonly Cluster[];
}

/** Resolves if a cluster, as it is seen, may join. */
export function admission({
  path,
  federation,
  cluster,
  claim,
  options: { access = "everything", allowHost = false },
  host,
  earlier,
}: Candidate): pulumi.Output<pulumi.Resource[]> {
  const others = Object.fromEntries(earlier.map(({ name, identity }) => [name, identity.observed]));
  const faults = pulumi
    .all([cluster.identity.observed, host.identity.observed, claim, pulumi.all(others)])
    .apply(([seen, seenHost, { text }, seenOthers]) =>
      joinFaults(
        { path, federation, claim: text, allowHost, restricted: access !== "everything" },
        seen,
        seenHost,
        seenOthers,
      ),
    );
  if ([...earlier, cluster, host].every(({ known }) => known)) holdWrites(faults);
  return writesAllowed(pulumi.all([faults, cluster.identity.faults]).apply((lists) => lists.flat()));
}
