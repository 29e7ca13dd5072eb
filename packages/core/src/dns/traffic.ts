import type { Connections, Peer, Port, TrafficRule } from "../host/network-policies";
import { ETCD_PORTS } from "../kube/etcd-ports";
import { delegatedZones } from "./delegations";
import type { DnsArgs, DnsRecordsArgs } from "./dns-args";
import { METRICS_PORT } from "./external-dns";
import { type DnsProviderArgs, ownNameServers, type ProviderDnsArgs, providedNameServers } from "./provider-args";
import { DNS_COMPONENTS } from "./records";
import { CORE_DNS_PORTS } from "./zone-corefile";

/** Ports at which API servers are usually reached from pods. */
const HOST_API_PORTS: readonly Port[] = [443, 6443, 8443, 16443].map((port) => ({ port }));

const { coreDns, externalDns, etcd, etcdOperator } = DNS_COMPONENTS;

/**
 * What the pods of the DNS namespace accept and open.
 *
 * @param toApi where connections to the federated API lead
 */
export function dnsTraffic(args: DnsArgs | ProviderDnsArgs, toApi: Connections): TrafficRule[] {
  const provided = providedNameServers(args);
  if (provided)
    return [{ component: externalDns, metrics: METRICS_PORT, opens: [toProvider(provided.provider), toApi] }];
  return ownTraffic(ownNameServers(args)!, toApi);
}

function toProvider({ ports = [443] }: DnsProviderArgs): Connections {
  return { to: "outside", ports: ports.map((port) => ({ port })) };
}

function ownTraffic(args: DnsArgs, toApi: Connections): TrafficRule[] {
  const records = args.records ?? { kind: "operator" };
  const toRecords = connectionsTo(records);
  const forwards = Boolean(args.upstreams?.length) || delegatedZones(args.delegations).length > 0;
  return [
    nameServers([toRecords, ...(forwards ? [{ to: "outside" } as const] : [])]),
    { component: externalDns, metrics: METRICS_PORT, opens: [toRecords, toApi] },
    ...(records.kind === "external" ? [] : store(records)),
  ];
}

function nameServers(opens: readonly Connections[]): TrafficRule {
  const { dns, metrics } = CORE_DNS_PORTS;
  const ports: Port[] = [{ port: dns, protocol: "UDP" }, { port: dns, protocol: "TCP" }, { port: metrics }];
  return { component: coreDns, accepts: { ports, from: "anyone" }, opens };
}

function connectionsTo(records: DnsRecordsArgs): Connections {
  if (records.kind !== "external") return { to: [etcd], ports: [{ port: ETCD_PORTS.client }] };
  const ports = records.endpoints.map((endpoint) => Number(/:([0-9]+)$/.exec(endpoint)?.[1]));
  return { to: "outside", ports: [...new Set(ports)].map((port) => ({ port })) };
}

/** The etcd of the records, and the operator that runs it, if it is the federation's own. */
function store(records: Exclude<DnsRecordsArgs, { kind: "external" }>): TrafficRule[] {
  const ports = [{ port: ETCD_PORTS.client }, { port: ETCD_PORTS.peer }];
  const elsewhere = records.kind === "operator" ? records.operatorNamespace : undefined;
  const operator: Peer[] =
    records.kind === "etcd" ? [] : [elsewhere === undefined ? etcdOperator : { namespace: elsewhere }];
  const rules: TrafficRule[] = [
    {
      component: etcd,
      metrics: records.kind === "etcd" ? ETCD_PORTS.metrics : undefined,
      accepts: { ports, from: [etcd, coreDns, externalDns, ...operator] },
      opens: [{ to: [etcd], ports }],
    },
  ];
  if (records.kind === "operator" && elsewhere === undefined) {
    // The host's own API server is not a pod, and some networks match its addresses with no block.
    rules.push({
      component: etcdOperator,
      opens: [
        { to: [etcd], ports },
        { to: "anyone", ports: HOST_API_PORTS },
      ],
    });
  }
  return rules;
}
