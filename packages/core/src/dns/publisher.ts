import { quoted } from "@fedstack/constructs/faults";
import type * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { runDeployment } from "../host/deployment";
import type { Site } from "../host/site";
import { BINDINGS_RESOURCE } from "../karmada/apis";
import { componentLabels } from "../kube/labels";
import type { DnsPublisherArgs } from "./dns-args";
import { type PublishedMember, recordTemplate } from "./record-template";
import { DNS_COMPONENTS, DNS_REQUESTS, type Records } from "./records";
import { RECORDS_PATH } from "./zone-corefile";

const API_FOLDER = "/etc/federated-api";
const TLS_FOLDER = "/etc/records-etcd";
const METRICS_PORT = 7979;
/** Start of the annotations by which an object could name its own records: none, since a key has only one slash. */
const NO_ANNOTATIONS = "fedstack.dev/none/";
/** How long a publisher continues after its deletion: long enough to see its member leave and to delete its records. */
const FAREWELL_SECONDS = 15;

export interface PublisherInputs {
  readonly zone: string;
  readonly member: PublishedMember;
  readonly records: Records;
  /** Name of the Secret with a kubeconfig for the federated API, and the certificates in it. */
  readonly api: { readonly secret: pulumi.Input<string>; readonly certificate: pulumi.Input<string> };
  readonly ttlSeconds: number;
  readonly args: DnsPublisherArgs;
}

/** Runs the external-dns that writes the records of one member, from the member's status in the federated API. */
export function deployPublisher(site: Site, inputs: PublisherInputs): k8s.apps.v1.Deployment {
  const { member, records, api, args } = inputs;
  const name = DNS_COMPONENTS.externalDns;
  const labels = { ...componentLabels(name), "fedstack.dev/member": member.name };
  const credentials = records.credentials?.externalDns;
  const { template, faults } = recordTemplate(member, site.federation, inputs.zone);
  for (const { path, problem } of faults) {
    void pulumi.log.warn(`join(${quoted(member.name)}): Services there get no names such as ${path}: ${problem}`);
  }
  return runDeployment(site, `${name}-${member.name}`, {
    labels,
    replicas: 1,
    oneAtATime: true,
    restartOn: [api.certificate, ...(credentials?.restartOn ?? [])],
    pod: {
      name,
      image: "externalDns",
      args: publisherFlags(site.federation, inputs, template),
      env: recordsEnvironment(records),
      resources: args.resources ?? { requests: DNS_REQUESTS.externalDns },
      health: { port: METRICS_PORT, scheme: "HTTP", ready: "/healthz", alive: "/healthz" },
      drainSeconds: FAREWELL_SECONDS,
      secrets: [
        { secret: api.secret, path: API_FOLDER },
        ...(credentials ? [{ secret: credentials.secret, path: TLS_FOLDER }] : []),
      ],
    },
  });
}

function publisherFlags(
  federation: string,
  { zone, member, ttlSeconds, args }: PublisherInputs,
  template: string,
): string[] {
  return [
    "--source=unstructured",
    `--unstructured-resource=${BINDINGS_RESOURCE}`,
    `--kubeconfig=${API_FOLDER}/kubeconfig`,
    `--annotation-prefix=${NO_ANNOTATIONS}`,
    `--fqdn-target-template=${template}`,
    "--provider=coredns",
    `--coredns-prefix=${RECORDS_PATH}/`,
    `--domain-filter=${zone.replace(/\.$/, "")}`,
    "--policy=sync",
    // The record itself names its owner, so that nothing is left when it is deleted.
    "--registry=noop",
    "--coredns-strictly-owned",
    `--txt-owner-id=${federation}/${member.name}`,
    ...["A", "AAAA", "CNAME"].map((type) => `--managed-record-types=${type}`),
    "--events",
    "--min-event-sync-interval=1s",
    `--interval=${args.intervalSeconds ?? 10}s`,
    `--min-ttl=${ttlSeconds}s`,
    `--metrics-address=:${METRICS_PORT}`,
  ];
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
