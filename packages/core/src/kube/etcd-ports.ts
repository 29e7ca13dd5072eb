/** Ports of an etcd's pods. */
export const ETCD_PORTS = { client: 2379, peer: 2380, metrics: 2381 } as const;
