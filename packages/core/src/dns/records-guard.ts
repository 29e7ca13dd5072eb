import { isDeepStrictEqual } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import { LAYOUT_ANNOTATION } from "../etcd/etcd-guard";
import { guardInputs } from "../kube/annotation-guard";
import type { DnsRecordsArgs } from "./dns-args";
import { DNS_COMPONENTS } from "./records";

const ENFORCED = "pod-security.kubernetes.io/enforce";
const ANEW = "set dns: false for one up, which takes the zone away meanwhile";

/** The namespace of DNS, as far as it shows who runs the records' etcd. */
interface DnsNamespace {
  readonly metadata?:
    | {
        readonly labels?: Readonly<Record<string, string>> | undefined;
        readonly annotations?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
}

/** An `EtcdCluster`, as far as it says where its data is. */
interface EtcdCluster {
  readonly spec?: { readonly storageSpec?: object | undefined } | undefined;
}

/** Pods of etcd-operator's clusters have no security context: the only exception from the profile "restricted". */
export function podSecurity(kind: DnsRecordsArgs["kind"] | undefined): Record<string, string> {
  return {
    [ENFORCED]: kind === "operator" ? "baseline" : "restricted",
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/audit": "restricted",
  };
}

/** Hooks of the namespace of DNS: they refuse another kind of etcd for the records, while the one before runs. */
export function keepKind(name: string): pulumi.ResourceHook[] {
  return guardInputs(`${name}-keeps-kind`, kindRefusal);
}

/** Hooks of an `EtcdCluster`: they refuse other volumes than those that it has. */
export function keepStorage(name: string): pulumi.ResourceHook[] {
  return guardInputs(`${name}-keeps-storage`, storageRefusal);
}

/** Why another kind cannot follow, if it cannot: both kinds have objects of the same names. */
export function kindRefusal(running: DnsNamespace = {}, wanted: DnsNamespace = {}): string | undefined {
  const [before, after] = [kindIn(running), kindIn(wanted)];
  if (before === undefined || after === undefined || before === after) return undefined;
  return (
    `dns.records: cannot change from { kind: "${before}" } to { kind: "${after}" } while DNS runs, because both run an etcd ` +
    `named ${DNS_COMPONENTS.etcd}; set the kind as it was, or ${ANEW}`
  );
}

/** Why other volumes cannot follow, if they would: the operator leaves them as they are, and no longer changes the etcd. */
export function storageRefusal(running: EtcdCluster = {}, wanted: EtcdCluster = {}): string | undefined {
  const [before, after] = [running, wanted].map(
    ({ spec }) => JSON.parse(JSON.stringify(spec?.storageSpec ?? {})) as object,
  );
  if (isDeepStrictEqual(before, after)) return undefined;
  return (
    "dns.records.storage: cannot change while DNS runs, because etcd-operator leaves volumes as they are; set it as it was, " +
    `or ${ANEW}`
  );
}

function kindIn({ metadata: { labels, annotations } = {} }: DnsNamespace): "operator" | "etcd" | undefined {
  if (labels?.[ENFORCED] === "baseline") return "operator";
  return annotations?.[LAYOUT_ANNOTATION] === undefined ? undefined : "etcd";
}
