import { cluster, federate, recordedOnce } from "../recorded.test-support";
import { plain, record } from "../testing";
import type { MetricsArgs } from "./metrics";

interface Workload {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly metadata: { readonly annotations?: Record<string, string> } } };
}

/** Where Prometheus would read, by the annotations of the pods. */
const scraped = recordedOnce(async (metrics: MetricsArgs | undefined) => {
  const resources = await record(() => {
    const dns = { records: { kind: "etcd" } } as const;
    const federation = federate(cluster("f-cluster", "f"), "kairen.com", { dns, metrics });
    federation.join(cluster("a-cluster", "a"));
  });
  return resources.filter(({ type }) => /:(Deployment|StatefulSet)$/.test(type));
});
const endpointsOf = async (metrics?: MetricsArgs): Promise<string[]> =>
  (await scraped(metrics))
    .map(({ inputs }) => plain<Workload>(inputs))
    .flatMap(({ metadata, spec: { template } }) => {
      const annotations = template.metadata.annotations ?? {};
      return annotations["prometheus.io/scrape"] === "true"
        ? [`${metadata.name} ${annotations["prometheus.io/port"]}${annotations["prometheus.io/path"]}`]
        : [];
    })
    .sort();

test("Prometheus finds each pod that serves metrics without a credential", async () => {
  expect(await endpointsOf({ namespace: "monitoring" })).toEqual([
    "coredns 9153/metrics",
    "etcd 2381/metrics",
    "etcd-cluster 2381/metrics",
    "external-dns-a-cluster 7979/metrics",
    "karmada-controller-manager 8080/metrics",
    "karmada-scheduler 8080/metrics",
    "karmada-webhook 8080/metrics",
  ]);
});

test("without a reader, no pod asks to be read", async () => {
  expect(await endpointsOf()).toEqual([]);
});
