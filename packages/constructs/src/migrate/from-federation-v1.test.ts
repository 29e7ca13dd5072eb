import { App, Testing } from "cdk8s";
import * as fc from "fast-check";
import { FederatedChart } from "../chart/federated-chart";
import type { Member } from "../plan";
import { fromFederationV1 } from "./from-federation-v1";
import { planReplicasV1 } from "./planner";

const CLUSTERS: readonly Member[] = [
  { name: "a", labels: { region: "tw" } },
  { name: "b", labels: { region: "tw" } },
  { name: "c", labels: { region: "eu" } },
];
const SELECTOR = "federation.alpha.kubernetes.io/cluster-selector";
const DEPLOYMENT = "federation.kubernetes.io/deployment-preferences";

function chartOf(yaml: string, clusters = CLUSTERS): FederatedChart {
  const chart = new FederatedChart(new App(), "chart", { namespace: "shop", members: clusters });
  fromFederationV1(chart, yaml, { clusters });
  return chart;
}

function object(kind: string, annotations: { [key: string]: string } = {}, rest: object = {}, name = "web"): string {
  const apiVersion = { ConfigMap: "v1", Job: "batch/v1", Secret: "v1", Namespace: "v1", Service: "v1" }[kind];
  const metadata = { name, annotations };
  return JSON.stringify({ apiVersion: apiVersion ?? "extensions/v1beta1", kind, metadata, ...rest });
}

function deployment(replicas: number, preferences?: object | string, selector?: object): string {
  const text = typeof preferences === "object" ? JSON.stringify(preferences) : preferences;
  return object(
    "Deployment",
    { ...(text !== undefined && { [DEPLOYMENT]: text }), ...(selector && { [SELECTOR]: JSON.stringify(selector) }) },
    { spec: { replicas, template: { metadata: { labels: { app: "web" } }, spec: { containers: [] } } } },
  );
}

function faultsOf(yaml: string): readonly string[] {
  const faults = chartOf(yaml)
    .node.findAll()
    .flatMap(({ node }) => node.validate());
  return faults;
}

const messages = (chart: FederatedChart) => chart.warnings.map(({ message }) => message);

function placedIn(chart: FederatedChart): { [member: string]: number } {
  const assignments = chart.plan().workloads[0]!.assignments;
  return Object.fromEntries(assignments.filter((one) => one.replicas > 0).map((one) => [one.member, one.replicas]));
}

test("without annotations, a Deployment is divided equally among all clusters", () => {
  const chart = chartOf(deployment(6));
  expect(placedIn(chart)).toEqual({ a: 2, b: 2, c: 2 });
  expect(chart.warnings).toEqual([]);
});

test("weights and * are kept, for the clusters that a selector selects", () => {
  const chart = chartOf(
    deployment(6, { rebalance: true, clusters: { a: { weight: 2 }, "*": { weight: 1 } } }, [
      { key: "region", operator: "in", values: ["tw"] },
    ]),
  );
  expect(placedIn(chart)).toEqual({ a: 4, b: 2 });
  expect(chart.warnings).toEqual([]);
});

test("counts that Karmada divides differently are reported by cluster", () => {
  const clusters = { a: { weight: 3 }, b: { weight: 2 }, c: { weight: 2 } };
  expect(messages(chartOf(deployment(4, { rebalance: true, clusters })))).toEqual([
    "document 1: Deployment web: metadata.annotations.federation.kubernetes.io/deployment-preferences: " +
      "Federation v1 placed 4 replicas as a 2, b 0, c 2; Karmada places a 2, b 1, c 1",
  ]);
});

test("a warning says that replicas may move if Federation v1 left them where they ran", () => {
  expect(messages(chartOf(deployment(6, { clusters: { "*": { weight: 1 } } })))).toEqual([
    expect.stringContaining("without rebalance, Federation v1 left replicas"),
  ]);
});

test("limits become the resulting counts, and are promised only for these counts", () => {
  const chart = chartOf(
    deployment(10, {
      rebalance: true,
      clusters: { a: { minReplicas: 7, maxReplicas: 7 }, "*": { weight: 1, maxReplicas: 2 } },
    }),
  );
  expect(placedIn(chart)).toEqual(
    planReplicasV1({
      preferences: { clusters: { a: { minReplicas: 7, maxReplicas: 7 }, "*": { weight: 1, maxReplicas: 2 } } },
      replicas: 10,
      clusters: ["a", "b", "c"],
      key: "shop/web",
    }).replicas,
  );
  expect(messages(chart)).toEqual([
    expect.stringContaining("The limits hold for 10 replicas on a, b, c, but not if these change"),
  ]);
});

test.each<[object, string]>([
  [{ clusters: { "*": { weight: 1, maxReplicas: 2 } } }, 'its limits place 6 of "50" replicas'],
  [{ clusters: { "*": { minReplicas: 2 } } }, 'its limits place 6 of "50" replicas'],
  [{ clusters: { a: {} } }, "no cluster has a weight, so that it runs nowhere"],
  [{}, "no cluster has a weight, so that it runs nowhere"],
])("%j, which Karmada cannot keep for 50 replicas, is refused", (preferences, fault) => {
  expect(faultsOf(deployment(50, preferences))).toEqual([
    expect.stringMatching(
      /^document 1: Deployment web: metadata\.annotations\.federation\.kubernetes\.io\/deployment-pref/,
    ),
  ]);
  expect(faultsOf(deployment(50, preferences))[0]).toContain(fault);
});

test("all faults of a text are reported at once, each with its position, without data of Secrets", () => {
  const text = [
    deployment(1, "{"),
    object("Pod"),
    object("HorizontalPodAutoscaler"),
    object("ConfigMap", { "federation.kubernetes.io/hpa-preferences": "{}" }),
    object("Secret", { [SELECTOR]: "x" }, { data: { password: "aHVudGVyMg==" } }),
    "kind: [hunter2",
    deployment(1).replace("extensions/v1beta1", "apps/v1beta2"),
    deployment(-1),
    "a: 1",
  ].join("\n---\n");
  const faults = faultsOf(text);
  expect(faults.map((fault) => fault.replace(/(is|was|means|of Deployment|line)\b.*/s, ""))).toEqual([
    expect.stringMatching(/^document 6: /),
    expect.stringMatching(/^document 9: /),
    expect.stringMatching(
      /^document 1: Deployment web: metadata\.annotations\.federation.*deployment-preferences: "{" /,
    ),
    'document 2: Pod web: kind "Pod" ',
    'document 3: HorizontalPodAutoscaler web: kind "HorizontalPodAutoscaler" ',
    expect.stringContaining("document 4: ConfigMap web: metadata.annotations.federation.kubernetes.io/hpa-preferences"),
    expect.stringContaining(
      'document 5: Secret web: metadata.annotations.federation.alpha.kubernetes.io/cluster-selector: "x"',
    ),
    'document 7: Deployment web: apiVersion "apps/v1beta2" ',
    'document 8: Deployment web: spec.replicas: "-1" ',
  ]);
  expect(faults.join()).not.toMatch(/hunter2|aHVudGVy/);
});

test.each<[string, string]>([
  ["- a", "document 1: is not a Kubernetes object; set apiVersion, kind and metadata.name"],
  ["a: &a [*a]", "document 1: is not a Kubernetes object; set apiVersion, kind and metadata.name"],
  ["{ kind: ConfigMapList, items: [null] }", "document 1: items[0]: is not a Kubernetes object; set"],
  [object("Deployment", {}, { spec: 3 }), "document 1: Deployment web: spec: is not an object; use fields"],
  [object("Deployment"), "document 1: Deployment web: spec.template: is missing;"],
  [object("Deployment", {}, { spec: { template: {} } }), "spec.template.metadata.labels: is empty;"],
  [object("Ingress", {}, { spec: { rules: [{ http: { paths: {} } }] } }), "spec.rules.*.http.paths: is not a list;"],
  ["{ apiVersion: v1, kind: Secret, metadata: { name: x, finalizers: a } }", "metadata.finalizers: is not a list;"],
  [
    "{ apiVersion: v1, kind: Secret, metadata: { name: x, annotations: [1] } }",
    "metadata.annotations: is not an object;",
  ],
  [
    "{ apiVersion: v1, kind: Secret, metadata: { name: x, labels: { a: yes } } }",
    'metadata.labels.a: "true" is not a label',
  ],
  ["{ apiVersion: v1, kind: Secret, metadata: { name: X } }", 'Secret X: metadata.name: "X" is not a DNS name'],
])("what is no such object is a fault: %s", (yaml, fault) => {
  expect(faultsOf(yaml)).toEqual([expect.stringContaining(fault)]);
});

test.each<[readonly Member[], string]>([
  [[], "clusters: [] is empty;"],
  [[{ name: "a" }, { name: "a" }], '"a" is the name of two members;'],
  [[{ name: "A_b" }], 'clusters[0].name: "A_b"'],
])("clusters %j are a fault", (clusters, fault) => {
  const chart = new FederatedChart(new App(), "chart");
  fromFederationV1(chart, object("ConfigMap"), { clusters });
  expect(chart.node.validate()).toEqual([expect.stringContaining(fault)]);
});

test("any text is either read or refused, and nothing is thrown", () => {
  const kinds = [
    "ConfigMap",
    "DaemonSet",
    "Deployment",
    "Ingress",
    "Job",
    "Namespace",
    "ReplicaSet",
    "Secret",
    "Service",
  ];
  const loose = fc.oneof(
    fc.constant(undefined),
    fc.object({ key: fc.constantFrom("template", "metadata", "rules", "http", "a") }),
    fc.anything(),
  );
  const metadata = fc.record({
    name: fc.oneof(fc.constant("web"), fc.anything()),
    annotations: loose,
    labels: loose,
    finalizers: loose,
  });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), metadata, loose, (kind, meta, spec) => {
      const text = JSON.stringify({ ...JSON.parse(object(kind)), metadata: meta, spec }, (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
      const chart = chartOf(text);
      if (chart.node.findAll().every(({ node }) => node.validate().length === 0)) expect(chart.toJson()).toBeDefined();
    }),
    { numRuns: 200 },
  );
});

test("an object that is written twice is a fault", () => {
  expect(faultsOf([object("ConfigMap"), object("ConfigMap")].join("\n---\n"))).toEqual([
    'document 2: ConfigMap web: "web" appears twice; list each object once',
  ]);
});

test("fields that servers set are dropped, even in lists; times stay text", () => {
  const chart = chartOf(`
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: settings
    namespace: shop
    uid: 0d5d
    resourceVersion: "7"
    creationTimestamp: 2018-03-01T00:00:00Z
    finalizers: [federation.kubernetes.io/delete-from-underlying-clusters, orphan, example.com/mine]
    annotations: { owner: web, kubectl.kubernetes.io/last-applied-configuration: "{}" }
  data: { since: 2018-03-01T00:00:00Z }
- apiVersion: v1
  kind: Service
  metadata: { name: web, annotations: { federation.kubernetes.io/service-ingresses: "{}" } }
  spec: { clusterIP: 10.0.0.1, ports: [{ port: 80 }] }
  status: { loadBalancer: {} }
`);
  const [settings, web] = ["ConfigMap", "Service"].map((kind) => Testing.synth(chart).find((one) => one.kind === kind));
  expect(settings).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "settings",
      namespace: "shop",
      annotations: { owner: "web" },
      finalizers: ["example.com/mine"],
      labels: undefined,
    },
    data: { since: "2018-03-01T00:00:00Z" },
  });
  expect(web).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "shop" },
    spec: { ports: [{ port: 80 }] },
  });
});

test("old versions become served ones, with their old defaults", () => {
  const template = { metadata: { labels: { app: "web" } }, spec: { containers: [] } };
  const backend = { serviceName: "web", servicePort: 80 };
  const chart = chartOf(
    [
      object("Deployment", {}, { spec: { template } }),
      object("ReplicaSet", {}, { spec: { template } }),
      object("DaemonSet", {}, { spec: { template, templateGeneration: 3 } }),
      object(
        "Ingress",
        {},
        {
          spec: {
            backend,
            rules: [{ host: "x", http: { paths: [{ path: "/", backend: { ...backend, servicePort: "http" } }] } }],
          },
        },
      ),
    ].join("\n---\n"),
  );
  const specs = Object.fromEntries(
    Testing.synth(chart).map(({ apiVersion, kind, spec }) => [`${apiVersion} ${kind}`, spec]),
  );
  const selector = { matchLabels: { app: "web" } };
  expect(specs).toMatchObject({
    "apps/v1 Deployment": {
      selector,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    },
    "apps/v1 ReplicaSet": { selector },
    "apps/v1 DaemonSet": { selector, updateStrategy: { type: "OnDelete" } },
    "networking.k8s.io/v1 Ingress": {
      defaultBackend: { service: { name: "web", port: { number: 80 } } },
      rules: [
        {
          host: "x",
          http: {
            paths: [
              {
                path: "/",
                pathType: "ImplementationSpecific",
                backend: { service: { name: "web", port: { name: "http" } } },
              },
            ],
          },
        },
      ],
    },
  });
  expect(specs["apps/v1 DaemonSet"]).not.toHaveProperty("templateGeneration");
});

test("a Namespace goes where its selector says; the namespace default is everywhere anyway", () => {
  const selector = { [SELECTOR]: '[{"key":"region","operator":"=","values":["eu"]}]' };
  const chart = chartOf(
    [object("Namespace", selector, {}, "edge"), object("Namespace", {}, {}, "default")].join("\n---\n"),
  );
  expect(chart.plan().objects.map(({ name, members }) => [name, members])).toEqual([["edge", ["c"]]]);
  expect(messages(chart)).toEqual(["document 2: Namespace default: is on every member anyway, so it is left out"]);
});

test("a Job's parallelism and completions are divided; its selector applies, which Federation v1 ignored", () => {
  const annotations = {
    "federation.kubernetes.io/job-preferences": '{"clusters":{"a":{"weight":1},"b":{"weight":1}}}',
    [SELECTOR]: '[{"key":"region","operator":"in","values":["tw"]}]',
  };
  const chart = chartOf(object("Job", annotations, { spec: { parallelism: 4, completions: 8, template: {} } }));
  expect(placedIn(chart)).toEqual({ a: 2, b: 2 });
  expect(messages(chart)).toEqual([expect.stringContaining("Federation v1 ignored it on Jobs")]);
});

const count = fc.nat({ max: 12 });
const preference = fc.record({ weight: count, minReplicas: count, maxReplicas: count }, { requiredKeys: [] });
const preferences = fc.record({
  rebalance: fc.constant(true),
  clusters: fc.dictionary(fc.constantFrom("a", "b", "c", "d", "*"), preference),
});

test("what is accepted lands as Federation v1 placed it, or a warning shows how; limits are kept or refused", () => {
  fc.assert(
    fc.property(preferences, fc.integer({ min: 1, max: 30 }), (given, replicas) => {
      const chart = chartOf(deployment(replicas, given));
      if (chart.node.validate().length > 0) return;
      const names = CLUSTERS.map(({ name }) => name);
      const v1 = planReplicasV1({ preferences: given, replicas, clusters: names, key: "shop/web" }).replicas;
      const now = chart.plan().workloads[0]!;
      const warned = messages(chart).some((message) => message.includes("Karmada places"));
      for (const name of names) {
        const { replicas: one = 0, alternative = one } = now.assignments.find(({ member }) => member === name) ?? {};
        const { minReplicas = 0, maxReplicas = Infinity } = given.clusters[name] ?? given.clusters["*"] ?? {};
        for (const outcome of [one, alternative]) {
          if (!warned) expect([name, outcome]).toEqual([name, v1[name]]);
          expect(outcome).toBeGreaterThanOrEqual(Math.min(minReplicas, v1[name]!));
          expect(outcome).toBeLessThanOrEqual(maxReplicas);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test.each([
  ["types.kubefed.io/v1beta1", "FederatedDeployment", "Take Deployment out of spec.template into a Propagation"],
  ["types.kubefed.io/v1beta1", "FederatedNamespace", "use a FederatedNamespace of this package with a placement"],
  ["scheduling.kubefed.io/v1alpha1", "ReplicaSchedulingPreference", "use Placement.weighted() for its weights"],
  ["core.kubefed.io/v1beta1", "KubeFedCluster", "join the cluster as a member"],
  ["core.kubefed.io/v1beta1", "Other", "leave it out"],
])("%s %s is refused as one of kubefed's, with what to use instead", (apiVersion, kind, remedy) => {
  const [fault, ...others] = faultsOf(JSON.stringify({ apiVersion, kind, metadata: { name: "web" }, spec: {} }));
  expect(others).toEqual([]);
  expect(fault).toContain(`"${kind}" of "${apiVersion}" belongs to kubefed (Federation v2), which is not read`);
  expect(fault).toContain(remedy);
});
