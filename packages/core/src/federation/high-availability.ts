import { addOnNames } from "../control-plane/add-on-args";
import { argsOf } from "../control-plane/controllers";
import type { ComponentName } from "../karmada/component";
import type { DnsRecordsArgs } from "../dns/dns-args";
import { ownNameServers } from "../dns/provider-args";
import type { FederationArgs } from "./federation-args";

/** All of them but etcd. Those that control have a leader, and the others stand by. */
const REPLICATED = [
  "apiServer",
  "aggregatedApiServer",
  "kubeControllerManager",
  "controllerManager",
  "scheduler",
  "webhook",
] as const satisfies readonly Exclude<ComponentName, "etcd">[];

/** Sizes with which a federation outlives any of its pods, in place of those that are not given. */
export function highlyAvailable(args: FederationArgs): FederationArgs {
  const components = REPLICATED.map((name) => [name, { ...args[name], replicas: args[name]?.replicas ?? 2 }]);
  const addOns = addOnNames(args.addOns).map((name) => [name, { replicas: 2, ...argsOf(args, name) }]);
  const own = ownNameServers(args.dns);
  return {
    ...args,
    ...Object.fromEntries(components),
    ...(addOns.length > 0 && { addOns: Object.fromEntries(addOns) }),
    etcd: args.etcd?.external ? args.etcd : { ...args.etcd, replicas: args.etcd?.replicas ?? 3 },
    dns: own
      ? { ...own, records: ofThree(own.records ?? { kind: "operator" }), replicas: own.replicas ?? 2 }
      : args.dns,
  };
}

function ofThree(records: DnsRecordsArgs): DnsRecordsArgs {
  return records.kind === "external" ? records : { ...records, replicas: records.replicas ?? 3 };
}
