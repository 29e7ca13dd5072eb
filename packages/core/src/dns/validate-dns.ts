import { quoted } from "@fedstack/constructs/faults";
import { flagFaults } from "../host/flags";
import { podFaults } from "../host/validate-pods";
import type { Release } from "../karmada/release";
import {
  balancerClassFaults,
  etcdSizeFaults,
  namespaceFaults,
  nodePortFaults,
  storageFaults,
  wholeNumber,
} from "../validation/checks";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";
import type { DnsArgs, DnsRecordsArgs } from "./dns-args";
import { upstreamFaults } from "./upstreams";

const DEFAULT_DOMAIN = "cluster.local";
const MAX_TTL_SECONDS = 3600;

/** Faults of a federation's DNS arguments. Pure. */
export function dnsFaults(release: Release, args: DnsArgs = {}, clusterDomain: string = DEFAULT_DOMAIN): Fault[] {
  return [
    ...recordsFaults(release, args.records ?? { kind: "operator" }, clusterDomain),
    ...nodePortFaults("dns.service", args.service ?? {}),
    ...balancerClassFaults("dns.service", args.service ?? {}),
    ...wholeNumber("dns.replicas", args.replicas, 1),
    ...wholeNumber("dns.ttlSeconds", args.ttlSeconds, 1, MAX_TTL_SECONDS),
    ...wholeNumber("dns.publisher.intervalSeconds", args.publisher?.intervalSeconds, 1),
    ...(args.upstreams ?? []).flatMap((upstream, index) => upstreamFaults(`dns.upstreams[${index}]`, upstream)),
  ];
}

function recordsFaults(release: Release, records: DnsRecordsArgs, clusterDomain: string): Fault[] {
  switch (records.kind) {
    case "operator":
      return [
        ...domainFaults(release, clusterDomain),
        ...etcdSizeFaults("dns.records.replicas", records.replicas),
        ...storageFaults("dns.records.storage", records.storage),
        ...namespaceFaults("dns.records.operatorNamespace", records.operatorNamespace),
      ];
    case "etcd":
      return [
        ...etcdSizeFaults("dns.records.replicas", records.replicas),
        ...storageFaults("dns.records.storage", records.storage),
        ...podFaults("dns.records.pods", records.pods),
        ...flagFaults("dns.records.extraArgs", Object.keys(release.components.etcd.flags), records.extraArgs ?? {}),
      ];
    case "external":
      return externalFaults(records);
    default: {
      const { kind } = records as { readonly kind: unknown };
      return [
        {
          path: "dns.records.kind",
          problem: `${quoted(kind)} is not a kind of store`,
          remedy: 'use "operator", "etcd" or "external"',
        },
      ];
    }
  }
}

function domainFaults({ etcdOperatorDomain, images }: Release, clusterDomain: string): Fault[] {
  if (clusterDomain === etcdOperatorDomain) return [];
  const operator = `etcd-operator ${images.etcdOperator.tag.replace(/^v/, "")}`;
  return [
    {
      path: "dns.records",
      problem: `${operator} supports only the cluster domain ${quoted(etcdOperatorDomain)}, not ${quoted(clusterDomain)}`,
      remedy: 'use { kind: "etcd" }',
    },
  ];
}

function externalFaults({ endpoints = [], tls }: Extract<DnsRecordsArgs, { kind: "external" }>): Fault[] {
  const path = "dns.records.endpoints";
  if (endpoints.length === 0) return [{ path, problem: "[] is empty", remedy: "add at least one URL" }];
  const faults = endpoints.flatMap((endpoint, index): Fault[] =>
    isEtcdUrl(endpoint)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            problem: `${quotedUrl(endpoint)} is not the URL of an etcd member`,
            remedy: "use one such as https://etcd.example.com:2379, without a path",
          },
        ],
  );
  const secure = endpoints.filter((endpoint) => endpoint.startsWith("https:"));
  if (secure.length > 0 && secure.length < endpoints.length) {
    faults.push({ path, problem: "contains both https and http URLs", remedy: "use one scheme" });
  }
  if (secure.length > 0 !== (tls !== undefined)) {
    const problem = tls ? "has no effect with http endpoints" : "is required with https endpoints";
    const remedy = tls ? "remove it, or use https" : "set its authority, certificate and key";
    faults.push({ path: "dns.records.tls", problem, remedy });
  }
  for (const part of tls ? (["authority", "certificate", "key"] as const) : []) {
    if (tls?.[part] === undefined || tls[part] === "") {
      faults.push({ path: `dns.records.tls.${part}`, problem: "is missing", remedy: "use PEM text" });
    }
  }
  return faults;
}

function isEtcdUrl(endpoint: string): boolean {
  return /^https?:\/\/(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?):[0-9]{1,5}$/.test(endpoint);
}
