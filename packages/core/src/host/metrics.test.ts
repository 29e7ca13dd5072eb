import { cluster, federate, recordedOnce } from "../recorded.test-support";
import { plain, record } from "../testing";
import { isSecured, type MetricsArgs } from "./metrics";

interface Workload {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly annotations?: Record<string, string> };
      readonly spec: {
        readonly containers: readonly { readonly ports?: readonly { name?: string; containerPort: number }[] }[];
      };
    };
  };
}

const workloads = recordedOnce(async (metrics: MetricsArgs | undefined) => {
  const resources = await record(() => {
    const dns = { records: { kind: "etcd" } } as const;
    const federation = federate(cluster("f-cluster", "f"), "kairen.com", { dns, metrics });
    federation.join(cluster("a-cluster", "a"));
  });
  return resources.filter(({ type }) => /:(Deployment|StatefulSet)$/.test(type));
});
const workloadsOf = async (metrics?: MetricsArgs): Promise<Workload[]> =>
  (await workloads(metrics)).map(({ inputs }) => plain<Workload>(inputs));

/** Where Prometheus would read, by the annotations of the pods. */
const scraped = async (metrics?: MetricsArgs): Promise<string[]> =>
  (await workloadsOf(metrics))
    .flatMap(({ metadata, spec: { template } }) => {
      const annotations = template.metadata.annotations ?? {};
      return annotations["prometheus.io/scrape"] === "true"
        ? [`${metadata.name} ${annotations["prometheus.io/port"]}${annotations["prometheus.io/path"]}`]
        : [];
    })
    .sort();

/** Where it would, by the names of their ports. */
const named = async (name: string, metrics?: MetricsArgs): Promise<string[]> =>
  (await workloadsOf(metrics))
    .flatMap(({ metadata, spec: { template } }) =>
      template.spec.containers
        .flatMap(({ ports = [] }) => ports.filter((port) => port.name === name))
        .map(({ containerPort }) => `${metadata.name} ${containerPort}`),
    )
    .sort();

const OPEN = [
  "coredns 9153",
  "etcd 2381",
  "etcd-cluster 2381",
  "external-dns-a-cluster 7979",
  "karmada-controller-manager 8080",
  "karmada-scheduler 8080",
  "karmada-webhook 8080",
];
const READER = { namespace: "monitoring" };

test("Prometheus finds each pod that serves metrics without a credential, by annotations and by a port", async () => {
  expect(await scraped(READER)).toEqual(OPEN.map((endpoint) => `${endpoint}/metrics`));
  expect(await named("metrics", READER)).toEqual(OPEN);
});

test("what asks for a credential is found only by a port, so that nobody tries without", async () => {
  expect(await named("https-metrics", READER)).toEqual([
    "karmada-aggregated-apiserver 8443",
    "karmada-apiserver 5443",
    "kube-controller-manager 10257",
  ]);
});

test("without a reader, no pod asks to be read", async () => {
  expect([await scraped(), await named("metrics"), await named("https-metrics")]).toEqual([[], [], []]);
});

test("name servers keep their other ports", async () => {
  const [{ spec }] = (await workloadsOf(READER)).filter(({ metadata }) => metadata.name === "coredns") as [Workload];
  const ports = spec.template.spec.containers[0]!.ports!.map(({ containerPort }) => containerPort);
  expect([...new Set(ports)]).toEqual([1053, 9153]);
});

test("metrics are secured on the port of HTTPS probes, and on no other", () => {
  const health = { port: 8443, scheme: "HTTPS", ready: "/readyz", alive: "/livez" } as const;
  expect(isSecured({ metrics: 8443, health })).toBe(true);
  expect(isSecured({ metrics: 8080, health })).toBe(false);
  expect(isSecured({ metrics: 8443, health: { ...health, scheme: "HTTP" } })).toBe(false);
  expect(isSecured({ metrics: 8080 })).toBe(false);
});
