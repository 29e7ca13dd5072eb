import { App } from "cdk8s";
import * as fc from "fast-check";
import { FederatedChart } from "../chart/federated-chart";
import type { Member } from "../plan";
import { fromFederationV1 } from "./from-federation-v1";
import { SELECTOR, chartOf, object, deployment, faultsOf, messages } from "./migrated.test-support";

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
      /^document 1: Deployment web: metadata\.annotations\["federation.*deployment-preferences"\]: "{" /,
    ),
    'document 2: Pod web: kind "Pod" ',
    'document 3: HorizontalPodAutoscaler web: kind "HorizontalPodAutoscaler" ',
    expect.stringContaining(
      'document 4: ConfigMap web: metadata.annotations["federation.kubernetes.io/hpa-preferences"]',
    ),
    expect.stringContaining(
      'document 5: Secret web: metadata.annotations["federation.alpha.kubernetes.io/cluster-selector"]: "x"',
    ),
    'document 7: Deployment web: apiVersion "apps/v1beta2" ',
    'document 8: Deployment web: spec.replicas: "-1" ',
  ]);
  expect(faults.join()).not.toMatch(/hunter2|aHVudGVy/);
});

test.each<[readonly Member[], string]>([
  [[], "members: [] is empty;"],
  [[{ name: "a" }, { name: "a" }], '"a" is the name of two members;'],
  [[{ name: "A_b" }], 'members[0].name: "A_b"'],
])("clusters %j are a fault", (clusters, fault) => {
  const chart = new FederatedChart(new App(), "chart");
  fromFederationV1(chart, object("ConfigMap"), { members: clusters });
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

test("a Namespace goes where its selector says; the namespace default is everywhere anyway", () => {
  const selector = { [SELECTOR]: '[{"key":"region","operator":"=","values":["eu"]}]' };
  const chart = chartOf(
    [object("Namespace", selector, {}, "edge"), object("Namespace", {}, {}, "default")].join("\n---\n"),
  );
  expect(chart.plan().objects.map(({ name, members }) => [name, members])).toEqual([["edge", ["c"]]]);
  expect(messages(chart)).toEqual([
    "chart: document 2: Namespace default: is on every member anyway, so it is left out",
  ]);
});
