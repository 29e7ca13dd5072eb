import { checked, type Fault, type Fields, type Reader } from "@fedstack/constructs/faults";
import type { ControlPlaneEtcdArgs } from "../etcd/etcd-args";
import { etcdFields, withQuota } from "../etcd/validate-etcd-args";
import { withFiles } from "../host/validate-component";
import { EXTERNAL_ETCD } from "../etcd/validate-external-etcd";
import type { Release } from "../karmada/release";

/** What the arguments of the control plane's etcd are made of. */
export function controlPlaneEtcd(release: Release): Reader {
  const fields: Fields<ControlPlaneEtcdArgs> = { ...etcdFields(release), external: EXTERNAL_ETCD };
  return checked(withQuota(withFiles(fields)), (path, args) => withoutEffect(path, args as ControlPlaneEtcdArgs));
}

/** Options of an etcd that the library does not run. */
function withoutEffect(path: string, { external, ...own }: ControlPlaneEtcdArgs): Fault[] {
  if (external === undefined) return [];
  return Object.keys(own).map((option) => ({
    path: `${path}.${option}`,
    problem: `has no effect with ${path}.external, which the library does not run`,
    remedy: "remove it",
  }));
}
