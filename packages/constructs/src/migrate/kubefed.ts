import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import { groupOf } from "../kinds/identity";
import type { OfKind } from "../kinds/identity";

/** What to do with the objects of kubefed, Federation v2, by kind; of the template's kind where there is none of its own. */
const INSTEAD: { readonly [kind: string]: string } = {
  FederatedNamespace: "use a FederatedNamespace of this package with a placement",
  FederatedTypeConfig: "leave it out: Karmada federates every kind that its API server serves",
  KubeFedCluster: "leave it out: join the cluster as a member",
  KubeFedConfig: "leave it out: it configured kubefed itself",
  PropagatedVersion: "leave it out: kubefed kept its own state in it",
  ReplicaSchedulingPreference:
    "use Placement.weighted() for its weights, or Placement.evenly(); Karmada has no minReplicas and maxReplicas",
};

/** Whether an object is one of kubefed's. */
export function isKubefed(object: OfKind): boolean {
  return /(^|\.)kubefed\.io$/.test(groupOf(object));
}

/** Why an object of kubefed is not read, and what says the same here. */
export function kubefedFault(path: string, { apiVersion, kind }: OfKind): Fault {
  const template = /^Federated(\w+)$/.exec(kind)?.[1];
  const instead =
    (Object.hasOwn(INSTEAD, kind) ? INSTEAD[kind] : undefined) ??
    (template
      ? `Take ${template} out of spec.template into a Propagation; write spec.placement as a Placement (clusters as names, ` +
        "clusterSelector as Members.labeled()) and spec.overrides as Override.on()"
      : "leave it out");
  return fault(
    path,
    `${quoted(kind)} of ${quoted(apiVersion)} belongs to kubefed (Federation v2), which is not read`,
    instead,
  );
}
