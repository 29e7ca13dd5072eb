import type * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { runDeployment } from "../host/deployment";
import type { ComponentPodArgs } from "../host/pod-args";
import type { SecretMount } from "../host/pods";
import type { Site } from "../host/site";
import { BINDINGS_RESOURCE } from "../karmada/apis";
import { componentLabels } from "../kube/labels";
import type { DnsPublisherArgs } from "./dns-args";
import { DNS_COMPONENTS, DNS_REQUESTS } from "./records";

export const API_FOLDER = "/etc/federated-api";
/** Port on which external-dns serves its metrics. */
export const METRICS_PORT = 7979;
/** Start of the annotations by which an object could name its own records: none, since a key has only one slash. */
const NO_ANNOTATIONS = "fedstack.dev/none/";
/** How long it continues after its deletion: long enough to see members leave and to delete their records. */
const FAREWELL_SECONDS = 15;

/** How external-dns reads the federated API. */
export interface ReadApi {
  /** Name of the Secret with a kubeconfig. */
  readonly secret: pulumi.Input<string>;
  /** What of it replaces the pods when it changes. */
  readonly restartOn: pulumi.Input<string>;
}

/** What an external-dns writes, and where. */
export interface ExternalDnsSpec {
  /** The part of its name that tells it from others of the federation, if there are some. */
  readonly suffix?: string | undefined;
  readonly labels?: Record<string, string> | undefined;
  readonly zone: string;
  /** Template of the records: pairs `name:address`. */
  readonly template: pulumi.Input<string>;
  /** Flags of its provider, and by which it knows its own records. */
  readonly flags: readonly pulumi.Input<string>[];
  readonly ttlSeconds: number;
  readonly intervalSeconds: number;
  readonly publisher: DnsPublisherArgs;
  readonly env?: inputs.core.v1.EnvVar[] | undefined;
  readonly secrets: readonly SecretMount[];
  readonly restartOn: readonly pulumi.Input<string>[];
  readonly pods?: ComponentPodArgs | undefined;
  readonly serviceAccountName?: pulumi.Input<string> | undefined;
}

/** Runs an external-dns that follows the status of members in the federated API. */
export function runExternalDns(site: Site, api: ReadApi, spec: ExternalDnsSpec): k8s.apps.v1.Deployment {
  const name = DNS_COMPONENTS.externalDns;
  return runDeployment(site, spec.suffix === undefined ? name : `${name}-${spec.suffix}`, {
    labels: { ...componentLabels(name), ...spec.labels },
    replicas: 1,
    oneAtATime: true,
    restartOn: [api.restartOn, ...spec.restartOn],
    pod: {
      name,
      image: "externalDns",
      args: flagsOf(spec, site.adopts),
      env: spec.env,
      resources: spec.publisher.resources ?? { requests: DNS_REQUESTS.externalDns },
      health: { port: METRICS_PORT, scheme: "HTTP", ready: "/healthz", alive: "/healthz" },
      metrics: METRICS_PORT,
      drainSeconds: FAREWELL_SECONDS,
      secrets: [{ secret: api.secret, path: API_FOLDER }, ...spec.secrets],
      pods: spec.pods,
      serviceAccountName: spec.serviceAccountName,
    },
  });
}

/** A zone without the dot at its end. */
export function domainOf(zone: string): string {
  return zone.replace(/\.$/, "");
}

/** @param adopts whether members get back what was published before: until then, nothing is taken for gone */
function flagsOf(
  { zone, template, flags, ttlSeconds, intervalSeconds }: ExternalDnsSpec,
  adopts: boolean,
): pulumi.Input<string>[] {
  return [
    "--source=unstructured",
    `--unstructured-resource=${BINDINGS_RESOURCE}`,
    `--kubeconfig=${API_FOLDER}/kubeconfig`,
    `--annotation-prefix=${NO_ANNOTATIONS}`,
    pulumi.interpolate`--fqdn-target-template=${template}`,
    ...flags,
    `--domain-filter=${domainOf(zone)}`,
    `--policy=${adopts ? "upsert-only" : "sync"}`,
    ...["A", "AAAA", "CNAME"].map((type) => `--managed-record-types=${type}`),
    "--events",
    `--interval=${intervalSeconds}s`,
    `--min-ttl=${ttlSeconds}s`,
    `--metrics-address=:${METRICS_PORT}`,
  ];
}

/** Flags that the library sets, and those that would name another source or other domains, each also negated. */
export const OWNED_FLAGS: readonly string[] = [
  "source",
  "unstructured-resource",
  "kubeconfig",
  "server",
  "annotation-prefix",
  "annotation-filter",
  "fqdn-template",
  "target-template",
  "fqdn-target-template",
  "provider",
  "domain-filter",
  "regex-domain-filter",
  "regex-domain-exclusion",
  "policy",
  "registry",
  "txt-owner-id",
  "managed-record-types",
  "events",
  "min-event-sync-interval",
  "interval",
  "min-ttl",
  "metrics-address",
  "once",
  "dry-run",
].flatMap((flag) => [flag, `no-${flag}`]);
