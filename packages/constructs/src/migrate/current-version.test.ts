import { Testing } from "cdk8s";
import { chartOf, object } from "./migrated.test-support";

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
