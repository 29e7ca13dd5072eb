import * as pulumi from "@pulumi/pulumi";
import { cluster, federate } from "../recorded.test-support";
import { record } from "../testing";
import type { MetricsArgs } from "./metrics";

const refusal = (metrics: unknown): Promise<string> =>
  record(() => void federate(cluster("f-cluster", "f"), "kairen.com", { metrics: metrics as MetricsArgs })).then(
    () => "",
    (error: Error) => error.message,
  );

test.each([
  [{}, "metrics.namespace: is missing; name the namespace that Prometheus runs in"],
  [{ namespace: "Monitoring" }, 'metrics.namespace: "Monitoring" is not a valid name of a namespace; name the one'],
  [{ namespace: "monitoring", podLabels: { app: "no spaces" } }, "metrics.podLabels.app: "],
  [{ namespace: "monitoring", serviceAccount: "k8s:x" }, 'metrics.serviceAccount: "k8s:x" is not a valid name of a'],
  [{ namespace: "monitoring", podMonitors: true }, "metrics.podMonitors: "],
  [{ namespace: "monitoring", podMonitors: { labels: { app: "no spaces" } } }, "metrics.podMonitors.labels.app: "],
  [{ namespace: "monitoring", labels: {} }, "metrics.labels: is not a known field"],
])("metrics %j are refused", async (metrics, told) => {
  expect(await refusal(metrics)).toContain(told);
});

test("the namespace may be one that the program makes", async () => {
  const namespace = pulumi.output("Known only later");
  expect(await refusal({ namespace, serviceAccount: "kube-prometheus.k8s" })).toBe("");
});
