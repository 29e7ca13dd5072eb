import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import { groupOf } from "../kinds/identity";
import type { OfKind } from "../kinds/identity";

const STATE = "is left out: kubefed kept its own state in it";
const NAMES = "is left out: the federation publishes the names of Services by itself";

/** Why kubefed's own objects are left out, by kind. */
const LEFT_OUT: { readonly [kind: string]: string } = {
  ClusterPropagatedVersion: STATE,
  DNSEndpoint: NAMES,
  Domain: NAMES,
  FederatedServiceStatus: STATE,
  FederatedTypeConfig: "is left out: Karmada federates every kind that its API server serves",
  IngressDNSRecord: NAMES,
  KubeFedCluster: "is left out: join the cluster as a member",
  KubeFedConfig: "is left out: it configured kubefed itself",
  PropagatedVersion: STATE,
  ServiceDNSRecord: NAMES,
};

/** Why an object of kubefed becomes nothing; undefined if it becomes something. */
export function leftOut(object: OfKind): string | undefined {
  if (Object.hasOwn(LEFT_OUT, object.kind)) return LEFT_OUT[object.kind];
  return groupOf(object) === "types.kubefed.io" ? undefined : "is left out: only kubefed itself uses it";
}

/** Why an object of kubefed is not one of Federation v1's. */
export function kubefedFault(path: string, { apiVersion, kind }: OfKind): Fault {
  return fault(
    path,
    `${quoted(kind)} of ${quoted(apiVersion)} belongs to kubefed (Federation v2)`,
    "read it with fromKubefed()",
  );
}
