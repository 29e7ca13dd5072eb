import type { TrafficRule } from "../host/network-policies";
import { ETCD_PORTS } from "../kube/etcd-ports";
import type { Store } from "./store";

/** Names of the pods that make and restore backups. */
export const BACKUP = "backup";
export const RESTORE = "restore";

/** Lets backups reach etcd and their store, and restores only the store. */
export function backupTraffic(etcd: TrafficRule, { opens }: Store): TrafficRule[] {
  const { component, accepts } = etcd;
  const from = accepts?.from === "anyone" ? accepts.from : [...(accepts?.from ?? []), BACKUP];
  return [
    { ...etcd, accepts: accepts && { ...accepts, from } },
    { component: BACKUP, opens: [{ to: [component], ports: [{ port: ETCD_PORTS.client }] }, ...opens] },
    { component: RESTORE, opens },
  ];
}
