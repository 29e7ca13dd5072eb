import {
  checked,
  type Fields,
  isRecord,
  ofKinds,
  quoted,
  readAs,
  type Reader,
  type Reading,
  secret,
  STRING,
} from "@fedstack/constructs/faults";
import { ETCD_TLS, ETCD_URLS } from "../etcd/validate-external-etcd";
import { ETCD_SIZE, etcdFields, STORAGE, withQuota } from "../etcd/validate-etcd-args";
import { RESOURCES } from "../host/validate-component";
import type { Release } from "../karmada/release";
import { NAMESPACE_NAME, whole } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { exposed, SERVICE } from "../validation/services";
import { input } from "../validation/shape";
import type { DnsArgs, DnsPublisherArgs, EtcdRecordsArgs, ExternalRecordsArgs, OperatorRecordsArgs } from "./dns-args";
import type { ProviderDnsArgs } from "./provider-args";
import { upstreamFaults } from "./upstreams";
import { providerFields } from "./validate-provider";

const MAX_TTL_SECONDS = 3600;

const EXTERNAL_RECORDS: Fields<ExternalRecordsArgs> = {
  kind: STRING,
  endpoints: ETCD_URLS,
  tls: secret(ETCD_TLS),
};
const OPERATOR_RECORDS: Fields<OperatorRecordsArgs> = {
  kind: STRING,
  replicas: ETCD_SIZE,
  storage: STORAGE,
  operatorNamespace: NAMESPACE_NAME,
};
const PUBLISHER: Fields<DnsPublisherArgs> = { intervalSeconds: whole(1), resources: RESOURCES };

/** The federation's own name servers. What depends on the zone is left open. */
function ownFields(release: Release): Fields<DnsArgs> {
  const etcdRecords: Fields<EtcdRecordsArgs> = { kind: STRING, ...etcdFields(release) };
  return {
    records: ofKinds({
      operator: OPERATOR_RECORDS,
      etcd: withQuota(etcdRecords),
      external: checked(EXTERNAL_RECORDS, schemeFaults, ["endpoints", "tls"]),
    }),
    service: exposed(SERVICE),
    replicas: whole(1),
    resources: RESOURCES,
    upstreams: [checked(STRING, upstreamFaults)],
    delegations: { "*": input([STRING]) },
    ttlSeconds: whole(1, MAX_TTL_SECONDS),
    publisher: PUBLISHER,
  };
}

/** Name servers on the host, those of a provider, or none. */
export function zoneShape(release: Release): Reader {
  const own = ownFields(release);
  const others = Object.fromEntries(Object.keys(own).map((field) => [field, withoutEffect]));
  const provided: Fields<ProviderDnsArgs> = {
    provider: providerFields(release),
    ttlSeconds: own.ttlSeconds,
    publisher: own.publisher,
  };
  return (path, value, reading) => {
    if (value === false) return value;
    const isProvided = isRecord(value) && value["provider"] !== undefined;
    return readAs(isProvided ? { ...others, ...provided } : own, path, value, reading);
  };
}

function withoutEffect(path: string, _: unknown, { faults }: Reading): void {
  faults.push({
    path,
    problem: "has no effect with dns.provider, which has its own name servers",
    remedy: "remove it",
  });
}

/** What keeps records from being stored where the arguments say, on a host with a cluster domain. */
export function recordsFaults(
  { etcdOperatorDomain, images }: Release,
  args: DnsArgs | undefined,
  clusterDomain: string,
): Fault[] {
  const { kind = "operator" } = args?.records ?? {};
  if (args === undefined || kind !== "operator" || clusterDomain === etcdOperatorDomain) return [];
  const operator = `etcd-operator ${images.etcdOperator.tag.replace(/^v/, "")}`;
  return [
    {
      path: "dns.records",
      problem: `${operator} supports only the cluster domain ${quoted(etcdOperatorDomain)}, not ${quoted(clusterDomain)}`,
      remedy: 'use { kind: "etcd" }',
    },
  ];
}

function schemeFaults(path: string, { endpoints, tls }: ExternalRecordsArgs): Fault[] {
  const secure = endpoints.filter((endpoint) => endpoint.startsWith("https:"));
  const faults: Fault[] = [];
  if (secure.length > 0 && secure.length < endpoints.length) {
    faults.push({
      path: `${path}.endpoints`,
      problem: "contains both https and http URLs",
      remedy: "use one scheme",
    });
  }
  if (secure.length > 0 !== (tls !== undefined)) {
    const problem = tls ? "has no effect with http endpoints" : "is required with https endpoints";
    const remedy = tls ? "remove it, or use https" : "set its authority, certificate and key";
    faults.push({ path: `${path}.tls`, problem, remedy });
  }
  return faults;
}
