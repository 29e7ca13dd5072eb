import { quoted } from "@fedstack/constructs/faults";
import type * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Site } from "../host/site";
import { MEMBER_LABEL } from "../kube/labels";
import type { DnsPublisherArgs } from "./dns-args";
import { type ReadApi, runExternalDns } from "./external-dns";
import { type PublishedMember, recordTemplate } from "./record-template";
import type { Records } from "./records";
import { RECORDS_PATH } from "./zone-corefile";

const TLS_FOLDER = "/etc/records-etcd";
const DEFAULT_INTERVAL_SECONDS = 10;

export interface PublisherInputs {
  readonly zone: string;
  readonly member: PublishedMember;
  readonly records: Records;
  readonly api: ReadApi;
  readonly ttlSeconds: number;
  readonly args: DnsPublisherArgs;
}

/** Runs the external-dns that writes the records of one member, from the member's status in the federated API. */
export function deployPublisher(site: Site, inputs: PublisherInputs): k8s.apps.v1.Deployment {
  const { zone, member, records, ttlSeconds, args } = inputs;
  const credentials = records.credentials?.externalDns;
  const { template, faults } = recordTemplate(member, site.federation, zone);
  for (const { path, problem } of faults) {
    void pulumi.log.warn(`join(${quoted(member.name)}): Services there get no names such as ${path}: ${problem}`);
  }
  return runExternalDns(site, inputs.api, {
    suffix: member.name,
    labels: { [MEMBER_LABEL]: member.name },
    zone,
    template,
    flags: [
      "--provider=coredns",
      `--coredns-prefix=${RECORDS_PATH}/`,
      // The record itself names its owner, so that nothing is left when it is deleted.
      "--registry=noop",
      "--coredns-strictly-owned",
      `--txt-owner-id=${site.federation}/${member.name}`,
      "--min-event-sync-interval=1s",
    ],
    ttlSeconds,
    intervalSeconds: args.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS,
    publisher: args,
    env: recordsEnvironment(records),
    secrets: credentials ? [{ secret: credentials.secret, path: TLS_FOLDER }] : [],
    restartOn: credentials?.restartOn ?? [],
  });
}

function recordsEnvironment({ endpoints, credentials }: Records): inputs.core.v1.EnvVar[] {
  const urls = { name: "ETCD_URLS", value: endpoints.join(",") };
  if (!credentials) return [urls];
  return [
    urls,
    { name: "ETCD_CA_FILE", value: `${TLS_FOLDER}/ca.crt` },
    { name: "ETCD_CERT_FILE", value: `${TLS_FOLDER}/tls.crt` },
    { name: "ETCD_KEY_FILE", value: `${TLS_FOLDER}/tls.key` },
  ];
}
