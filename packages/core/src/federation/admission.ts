import type { Member } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Release } from "../karmada/release";
import type { Cluster } from "../clusters/cluster";
import { joinFaults } from "../clusters/identity-faults";
import type { JoinOptions } from "../members/join-options";
import { checkKubernetes } from "../clusters/kubernetes-range";
import type { Claim } from "../members/membership";
import type { PlannedWay } from "../members/ways";
import { holdWrites, writesAllowed } from "../clusters/write-gate";

/** A member that others have joined. */
export interface OthersMember extends Member {
  /** UID of its namespace kube-system, if it is known. */
  readonly id?: string | undefined;
}

/** A cluster that joins a federation. */
interface Candidate {
  /** The `join` call, as errors show it. */
  readonly path: string;
  readonly federation: string;
  readonly release: Release;
  readonly cluster: Cluster;
  /** The way between the federated API and it. */
  readonly way: PlannedWay;
  readonly claim: pulumi.Output<Claim>;
  readonly options: JoinOptions;
  readonly host: Cluster;
  /** The clusters that have joined before. */
  readonly earlier: readonly Cluster[];
  /** Members that others have joined, with the UIDs of their namespaces kube-system. */
  readonly others: readonly OthersMember[];
}

/** Resolves if a cluster, as it and the way to it are seen, may join. */
export function admission({
  path,
  federation,
  release,
  cluster,
  way,
  claim,
  options: { access = "everything", allowHost = false },
  host,
  earlier,
  others,
}: Candidate): pulumi.Output<pulumi.Resource>[] {
  const joined = Object.fromEntries([
    ...others.flatMap(({ name, id }) => (id ? [[name, pulumi.output({ uid: id, version: "" })] as const] : [])),
    ...earlier.map(({ name, identity }) => [name, identity.observed] as const),
  ]);
  const faults = pulumi
    .all([cluster.identity.observed, host.identity.observed, claim, pulumi.all(joined)])
    .apply(([seen, seenHost, { text }, seenOthers]) =>
      joinFaults(
        { path, federation, claim: text, allowHost, restricted: access !== "everything" },
        seen,
        seenHost,
        seenOthers,
      ),
    );
  const version = checkKubernetes(cluster, "member", release);
  if ([...earlier, cluster, host].every(({ known }) => known)) holdWrites(faults);
  if (cluster.known) holdWrites(way.faults);
  return writesAllowed([faults, way.faults, version, cluster.identity.faults]);
}
