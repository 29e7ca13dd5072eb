/** Who may read what the federation's pods on the host measure. */
export interface MetricsArgs {
  /** Namespace on the host in which Prometheus runs, such as `monitoring`. */
  readonly namespace: string;
  /**
   * Labels of the pods there that may read.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { readonly [label: string]: string } | undefined;
}

/**
 * Annotations of pods by which Prometheus finds what they measure.
 *
 * @param metrics who may read it, if anybody
 * @param port the port of `/metrics`, without TLS; undefined if the pods have none
 */
export function scrapeAnnotations(metrics: MetricsArgs | undefined, port: number | undefined): Record<string, string> {
  return metrics && port !== undefined
    ? { "prometheus.io/scrape": "true", "prometheus.io/port": String(port), "prometheus.io/path": "/metrics" }
    : {};
}
