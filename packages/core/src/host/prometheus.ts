import * as k8s from "@pulumi/kubernetes";
import type { KeyPair } from "../pki/signer";
import type { Trust } from "../pki/trust";
import { METRICS_PORTS, metricsServerName } from "./metrics";
import { grantRole } from "./rbac";
import { pairFiles } from "./secrets";
import type { Site } from "./site";

/** What Prometheus reads secured metrics with, and by whom it knows their servers. */
export interface MetricsClient {
  readonly pair: KeyPair;
  readonly trust: Trust;
}

/**
 * Lets Prometheus find the pods of a namespace, if anybody may read their metrics.
 *
 * @param client what it gets in its own namespace, where metrics are secured
 */
export function servePrometheus(site: Site, client?: MetricsClient): void {
  const { metrics, namespace: own } = site;
  if (metrics === undefined) return;
  const { namespace, serviceAccount, podMonitors } = metrics;
  if (serviceAccount !== undefined) {
    const pods = { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] };
    const subject = { kind: "ServiceAccount", name: serviceAccount, namespace };
    grantRole(site, `${own}-metrics`, "metrics", [pods], subject);
  }

  const there = site.clusterWide;
  const secret =
    client &&
    new k8s.core.v1.Secret(
      there.nameOf(`${own}-metrics`),
      { metadata: there.metadata(`${own}-metrics`, { namespace }), stringData: pairFiles(client.trust, client.pair) },
      there.options(),
    );
  if (podMonitors === undefined) return;
  const file = (key: string) => ({ name: secret!.metadata.name, key });
  const tlsConfig = secret && {
    ca: { secret: file("ca.crt") },
    cert: { secret: file("tls.crt") },
    keySecret: file("tls.key"),
    serverName: metricsServerName(own),
  };
  new k8s.apiextensions.CustomResource(
    there.nameOf(`${own}-metrics`),
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: there.metadata(own, { namespace, labels: { ...podMonitors.labels } }),
      spec: {
        namespaceSelector: { matchNames: [own] },
        selector: {},
        podMetricsEndpoints: [
          { port: METRICS_PORTS.open },
          ...(tlsConfig ? [{ port: METRICS_PORTS.secured, scheme: "https", tlsConfig }] : []),
        ],
      },
    },
    there.options(),
  );
}
