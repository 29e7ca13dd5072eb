import { valuesAt } from "../../json/json-path";
import { API_GROUPS } from "../../karmada";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import { groupKindOf, isOfKind, keyOf, told } from "../../kinds/identity";
import type { GroupKind, ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { listed } from "../report/listed";
import type { Claimed } from "./cautions";

const MULTI_CLUSTER_SERVICE = `${API_GROUPS.networking}/MultiClusterService`;

/** Keys of the Services that a MultiClusterService makes answer on other members, too. */
export function connectedServices(all: readonly Manifest[]): ReadonlySet<string> {
  const connecting = all.filter((manifest) => isOfKind(manifest, MULTI_CLUSTER_SERVICE));
  return new Set(
    connecting.map(({ metadata: { name, namespace = "default" } }) =>
      keyOf({ apiVersion: "v1", kind: "Service", name, namespace }),
    ),
  );
}

/** An object, and the members where it lands. */
interface Landed extends Claimed {
  readonly members: readonly string[];
}

/** Says which object a field names. */
type Reader = (value: Partial<ObjectRef> & { readonly apiGroup?: string }, from: ObjectRef) => Partial<ObjectRef>;

const service: Reader = ({ name }, { namespace }) => ({ apiVersion: "v1", kind: "Service", name, namespace });
const workload: Reader = ({ apiVersion, kind, name }, { namespace }) => ({ apiVersion, kind, name, namespace });
const role: Reader = ({ apiGroup, kind, name }, { namespace }) => ({
  apiVersion: `${apiGroup}/v1`,
  kind,
  name,
  namespace: kind === "Role" ? namespace : undefined,
});
const subject: Reader = ({ kind, name, namespace }, from) => ({
  apiVersion: "v1",
  kind,
  name,
  namespace: namespace ?? from.namespace,
});
const BINDING = { roleRef: role, "subjects.*": subject };

/** Fields of these kinds that name an object without which they do nothing on a member. */
const NAMING: { readonly [groupKind: GroupKind]: { readonly [path: string]: Reader } } = {
  "autoscaling/HorizontalPodAutoscaler": { "spec.scaleTargetRef": workload },
  "networking.k8s.io/Ingress": {
    "spec.defaultBackend.service": service,
    "spec.rules.*.http.paths.*.backend.service": service,
  },
  "rbac.authorization.k8s.io/ClusterRoleBinding": BINDING,
  "rbac.authorization.k8s.io/RoleBinding": BINDING,
};

/**
 * Objects that land where what they name does not: an Ingress and its Services, an autoscaler and its workload, a binding,
 * its role and its ServiceAccounts. Members may have what is not planned, and a MultiClusterService puts its Service on
 * other members.
 *
 * @param landed all objects that are propagated
 * @param all these and the others
 * @param brought members that get an object because a workload there needs it, by the object's key
 */
export function companionsApart(
  landed: readonly Landed[],
  all: readonly Manifest[],
  brought: ReadonlyMap<string, ReadonlySet<string>>,
  isOwn: (ref: ObjectRef) => boolean,
): readonly Finding[] {
  const naming = landed.filter(({ ref }) => Object.hasOwn(NAMING, groupKindOf(ref)) && isOwn(ref));
  if (naming.length === 0) return [];
  const known = new Map(landed.map((one) => [keyOf(one.ref), one]));
  for (const key of connectedServices(all)) known.delete(key);
  return naming.flatMap((user) =>
    namedBy(user).flatMap((key) => {
      const target = known.get(key);
      if (!target) return [];
      const without = user.members.filter((one) => !target.members.includes(one) && !brought.get(key)?.has(one));
      if (without.length === 0) return [];
      const problem = `names ${told(target.ref)}, which is not on ${listed(without)}`;
      return [warningOn(user.ref, problem, "place both on the same members")];
    }),
  );
}

/** Keys of the objects that an object names. */
function namedBy({ manifest, ref }: Landed): string[] {
  const keys = Object.entries(NAMING[groupKindOf(ref)]!).flatMap(([path, read]) =>
    valuesAt(manifest, path.split(".")).flatMap((value) => {
      const { apiVersion, kind, name, namespace } = read(value as object, ref);
      return apiVersion && kind && name ? [keyOf({ apiVersion, kind, name, namespace })] : [];
    }),
  );
  return [...new Set(keys)];
}
