import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { Component } from "../karmada/component";

/** Who may read what the federation's pods on the host measure. */
export interface MetricsArgs {
  /**
   * Namespace on the host in which Prometheus runs, such as `monitoring`. It must exist, unless this is an Output of the
   * program that makes it. It gets a Secret with the client certificate that the API servers ask for.
   */
  readonly namespace: pulumi.Input<string>;
  /**
   * Labels of the pods there that may read.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { readonly [label: string]: string } | undefined;
  /**
   * Service account there with which Prometheus finds the pods. It may list those of the federation's namespaces.
   *
   * @default - Prometheus may list them already
   */
  readonly serviceAccount?: string | undefined;
  /**
   * PodMonitors there, by which the Prometheus Operator has all of it read: `{}`, or with the labels that select them. The
   * host must have the operator's definitions.
   *
   * @default - none
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
   */
  readonly podMonitors?: { readonly labels?: { readonly [label: string]: string } | undefined } | undefined;
}

/** Names of the ports of metrics, by which Prometheus finds them: without a credential, and with one. */
export const METRICS_PORTS = { open: "metrics", secured: "https-metrics" } as const;

type Measured = Partial<Pick<Component, "metrics" | "health">>;

/** Whether metrics are served with TLS, and only to those who may read them. */
export function isSecured({ metrics, health }: Measured): boolean {
  return health?.scheme === "HTTPS" && health.port === metrics;
}

/**
 * Name that is in the certificate of every server of a namespace that secures its metrics. Prometheus knows pods by
 * addresses that no certificate has, and expects one name for a whole job.
 */
export function metricsServerName(namespace: string): string {
  return `metrics.${namespace}.svc`;
}

/** Port of a container by which Prometheus finds what it measures, if anybody may read it. */
export function metricsPort(metrics: MetricsArgs | undefined, measured: Measured): inputs.core.v1.ContainerPort[] {
  if (metrics === undefined || measured.metrics === undefined) return [];
  const name = METRICS_PORTS[isSecured(measured) ? "secured" : "open"];
  return [{ name, containerPort: measured.metrics }];
}

/**
 * Annotations of pods by which many installations of Prometheus find what they measure. They have no credential.
 *
 * @param metrics who may read it, if anybody
 */
export function scrapeAnnotations(metrics: MetricsArgs | undefined, measured: Measured): Record<string, string> {
  const { metrics: port } = measured;
  return metrics && port !== undefined && !isSecured(measured)
    ? { "prometheus.io/scrape": "true", "prometheus.io/port": String(port), "prometheus.io/path": "/metrics" }
    : {};
}
