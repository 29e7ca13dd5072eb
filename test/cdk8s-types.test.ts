import { readFileSync } from "node:fs";
import {
  FederatedCronJob,
  FederatedDaemonSet,
  FederatedDeployment,
  FederatedIngress,
  FederatedJob,
  FederatedService,
  FederatedStatefulSet,
  Placement,
} from "@fedstack/constructs";
import type { ApiObject } from "cdk8s";
import { App, Chart } from "cdk8s";
import type { Construct } from "constructs";
import { k8s } from "cdk8s-plus-34";
import * as table from "../packages/constructs/src/karmada/1.18/spec-fields.json";
import { specOf } from "../packages/constructs/src/kinds/specs";
import type { SpecType } from "../packages/constructs/src/kinds/specs";
import { schemaFaults } from "./schemas";
import type { Manifest } from "./schemas";

const placement = Placement.duplicated();
const labels = { app: "web" };
const probe: k8s.Probe = {
  httpGet: { path: "/", port: k8s.IntOrString.fromNumber(8080) },
  periodSeconds: 5,
};
const pod: k8s.PodSpec = {
  hostPid: false,
  serviceAccountName: "web",
  securityContext: { runAsNonRoot: true },
  containers: [
    {
      name: "web",
      image: "nginx:1.29",
      ports: [{ containerPort: 8080, hostIp: "127.0.0.1" }],
      readinessProbe: probe,
      resources: {
        requests: { cpu: k8s.Quantity.fromString("250m"), "example.com/gpu": k8s.Quantity.fromString("1") },
      },
      volumeMounts: [{ name: "scratch", mountPath: "/tmp" }],
    },
  ],
  initContainers: [{ name: "init", image: "busybox:1.37" }],
  volumes: [{ name: "scratch", emptyDir: { sizeLimit: k8s.Quantity.fromString("1Gi") } }],
};
const template: k8s.PodTemplateSpec = { metadata: { labels }, spec: pod };
const deployment: k8s.DeploymentSpec = {
  replicas: 3,
  selector: { matchLabels: labels },
  strategy: { rollingUpdate: { maxSurge: k8s.IntOrString.fromString("25%") } },
  template,
};
const stateful: k8s.StatefulSetSpec = { selector: { matchLabels: labels }, serviceName: "web", template };
const daemon: k8s.DaemonSetSpec = { selector: { matchLabels: labels }, template };
const job: k8s.JobSpec = { completions: 2, template: { spec: { ...pod, restartPolicy: "Never" } } };
const cron: k8s.CronJobSpec = { schedule: "@daily", timeZone: "Asia/Taipei", jobTemplate: { spec: job } };
const service: k8s.ServiceSpec = {
  clusterIp: "None",
  selector: labels,
  ports: [{ port: 80, targetPort: k8s.IntOrString.fromString("http") }],
};
const ingress: k8s.IngressSpec = {
  rules: [
    {
      host: "web.example.com",
      http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }] },
    },
  ],
};

/** What this library makes of a typed spec, and what the generated construct makes of it. */
const both: readonly (readonly [string, (chart: Construct) => unknown, (chart: Construct) => ApiObject])[] = [
  [
    "Deployment",
    (c) => new FederatedDeployment(c, "web", { placement, spec: deployment }),
    (c) => new k8s.KubeDeployment(c, "web", { spec: deployment }),
  ],
  [
    "StatefulSet",
    (c) => new FederatedStatefulSet(c, "web", { placement, spec: stateful }),
    (c) => new k8s.KubeStatefulSet(c, "web", { spec: stateful }),
  ],
  [
    "DaemonSet",
    (c) => new FederatedDaemonSet(c, "web", { placement, spec: daemon }),
    (c) => new k8s.KubeDaemonSet(c, "web", { spec: daemon }),
  ],
  ["Job", (c) => new FederatedJob(c, "web", { placement, spec: job }), (c) => new k8s.KubeJob(c, "web", { spec: job })],
  [
    "CronJob",
    (c) => new FederatedCronJob(c, "web", { placement, spec: cron }),
    (c) => new k8s.KubeCronJob(c, "web", { spec: cron }),
  ],
  [
    "Service",
    (c) => new FederatedService(c, "web", { placement, spec: service }),
    (c) => new k8s.KubeService(c, "web", { spec: service }),
  ],
  [
    "Ingress",
    (c) => new FederatedIngress(c, "web", { placement, spec: ingress }),
    (c) => new k8s.KubeIngress(c, "web", { spec: ingress }),
  ],
];

test.each(both)(
  "a %s with the types of cdk8s import has the spec that the generated construct has",
  (kind, federated, generated) => {
    const [ours, theirs] = [new Chart(new App(), "web"), new Chart(new App(), "web")];
    federated(ours);
    const expected = generated(theirs).toJson() as Manifest;
    const object = (ours.toJson() as Manifest[]).find((one) => one.kind === kind)!;
    expect(object["spec"]).toEqual(expected["spec"]);
    expect(schemaFaults(object) ?? []).toEqual([]);
  },
);

test("the short form takes generated types, too", () => {
  const chart = new Chart(new App(), "web");
  const typed = {
    image: "nginx:1.29",
    placement,
    readinessProbe: probe,
    securityContext: { readOnlyRootFilesystem: true } satisfies k8s.SecurityContext,
    podSecurityContext: { runAsNonRoot: true, fsGroup: 1000 } satisfies k8s.PodSecurityContext,
    volumes: [{ mountPath: "/tmp", source: { emptyDir: { sizeLimit: k8s.Quantity.fromString("1Gi") } } }],
  };
  new FederatedDeployment(chart, "web", typed);
  const { template: pods } = (chart.toJson() as Manifest[])[1]!["spec"] as { template: { spec: object } };
  expect(pods.spec).toMatchObject({
    containers: [
      { readinessProbe: { httpGet: { path: "/", port: 8080 } }, volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] },
    ],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }],
  });
});

test("every field that cdk8s import renames gets its name in Kubernetes", () => {
  const generated = readFileSync(require.resolve("cdk8s-plus-34/lib/imports/k8s.js"), "utf8");
  const renamed: string[] = [];
  for (const type of Object.keys(table) as (SpecType | "default")[]) {
    if (type === "default") continue;
    const body = new RegExp(`function toJson_${type}\\(obj\\) \\{([^]*?)\\n\\}`).exec(generated)?.[1] ?? "";
    for (const [, name, property] of body.matchAll(/'([\w$]+)': .*?obj\.(\w+)/g)) {
      if (name === property) continue;
      renamed.push(property!);
      const faults: object[] = [];
      const given = specOf(type)("", { [property!]: undefined }, { faults } as never) as object;
      expect([type, property, faults, given]).toEqual([type, property, [], {}]);
    }
  }
  expect(renamed).toEqual(expect.arrayContaining(["clusterIp", "hostIp", "hostPid", "hostIpc"]));
});
