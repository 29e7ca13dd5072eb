import {
  CronFederatedHPA,
  FederatedChart,
  FederatedConfigMap,
  FederatedCronJob,
  FederatedDaemonSet,
  FederatedDeployment,
  FederatedHPA,
  FederatedIngress,
  FederatedJob,
  FederatedNamespace,
  FederatedResourceQuota,
  FederatedSecret,
  FederatedService,
  FederatedStatefulSet,
  Members,
  Placement,
  Propagation,
} from "@fedstack/constructs";
import { ApiObject, Chart, Cron } from "cdk8s";
import { a, b, type Scenarios } from "./scenario";

/** What can be federated. */
export const workloads: Scenarios = {
  "reference-set-up": (app) => {
    const web = new Chart(app, "web");
    const weights = [[a, 1] as const, [b, 1] as const];
    const nginx = new FederatedDeployment(web, "nginx", {
      image: "nginx",
      port: 80,
      replicas: 4,
      placement: Placement.weighted(weights),
    });
    nginx.exposeViaService({ port: 80, type: "LoadBalancer" });
    return web;
  },

  workloads: (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop", placement: Placement.evenly([a, b]) });
    const settings = new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" } });
    new FederatedDeployment(chart, "cart", {
      image: "registry.example.com/shop/cart:2",
      command: ["/cart"],
      args: ["--verbose"],
      env: { REGION: "tw", CURRENCY: "TWD" },
      envFrom: [settings],
      resources: { requests: { cpu: "250m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      port: 8080,
      replicas: 5,
    });
    new FederatedStatefulSet(chart, "queue", { image: "nats:2", port: 4222, replicas: 3 });
    new FederatedDaemonSet(chart, "agent", { image: "registry.example.com/agent:3" });
    new FederatedJob(chart, "import", {
      image: "registry.example.com/import:1",
      completions: 6,
      parallelism: 2,
      backoffLimit: 1,
    });
    new FederatedCronJob(chart, "report", {
      image: "registry.example.com/report:1",
      schedule: Cron.daily(),
      timeZone: "Asia/Taipei",
      placement: Placement.duplicated([a]),
    });
    return chart;
  },

  "production-workloads": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop", placement: Placement.evenly([a, b]) });
    const settings = new FederatedConfigMap(chart, "settings", { data: { "app.yaml": "level: info" } });
    const credentials = new FederatedSecret(chart, "credentials", { stringData: { token: "not-a-real-one" } });
    new FederatedDeployment(chart, "cart", {
      image: "registry.example.com/shop/cart:2",
      port: 8080,
      replicas: 4,
      startupProbe: { tcpSocket: { port: 8080 }, failureThreshold: 30 },
      readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
      livenessProbe: { grpc: { port: 9090 } },
      serviceAccountName: "cart",
      securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      volumes: [
        { mountPath: "/etc/cart", source: settings, readOnly: true },
        { mountPath: "/run/token", source: credentials, subPath: "token", readOnly: true },
        { mountPath: "/tmp", source: { emptyDir: { sizeLimit: "64Mi" } } },
      ],
    });
    new FederatedCronJob(chart, "cleanup", { image: "registry.example.com/shop/cleanup:2", schedule: "@daily" });
    return chart;
  },

  "whole-specs": (app) => {
    const chart = new FederatedChart(app, "shop", { placement: Placement.evenly() });
    const labels = { app: "cart" };
    const containers = [
      { name: "cart", image: "registry.example.com/shop/cart:2" },
      { name: "proxy", image: "envoyproxy/envoy:v1.34" },
    ];
    const cart = new FederatedDeployment(chart, "cart", {
      spec: {
        replicas: 3,
        strategy: { type: "Recreate" },
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers, terminationGracePeriodSeconds: 5 } },
      },
    });
    new FederatedService(chart, "cart-grpc", {
      spec: { selector: cart.podLabels, ports: [{ name: "grpc", port: 443, targetPort: "grpc" }], clusterIP: "None" },
    });
    new FederatedIngress(chart, "front", {
      spec: { defaultBackend: { service: { name: "cart-grpc", port: { name: "grpc" } } } },
    });
    return chart;
  },

  "objects-that-belong-together": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop" });
    new FederatedNamespace(chart, "namespace", { metadata: { name: "shop" } });
    const shop = new Propagation(chart, "shop", {
      placement: Placement.weighted([
        [Members.inRegion("tw"), 2],
        [Members.inRegion("jp"), 1],
      ]),
    });
    const settings = new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" }, with: shop });
    const credentials = new FederatedSecret(chart, "credentials", {
      stringData: { TOKEN: "not-a-real-one" },
      with: shop,
    });
    const cart = new FederatedDeployment(chart, "cart", {
      image: "registry.example.com/shop/cart:2",
      envFrom: [settings, credentials],
      port: 8080,
      with: shop,
    });
    const web = new FederatedService(chart, "web", { for: cart, port: 80 });
    new FederatedIngress(chart, "front", { host: "shop.example.com", service: web, tlsSecretName: "certificate" });
    return chart;
  },

  "custom-resource": (app) => {
    const chart = new FederatedChart(app, "crontab");
    const crontab = new ApiObject(chart, "crontab", {
      apiVersion: "stable.example.com/v1",
      kind: "CronTab",
      metadata: { name: "nightly" },
      spec: { cronSpec: "0 3 * * *" },
    });
    const definition = new ApiObject(chart, "definition", {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "crontabs.stable.example.com" },
      spec: {
        group: "stable.example.com",
        names: { kind: "CronTab", plural: "crontabs", singular: "crontab" },
        scope: "Namespaced",
        versions: [
          {
            name: "v1",
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        ],
      },
    });
    new Propagation(chart, "crontab-group", {
      objects: [crontab, definition],
      placement: Placement.duplicated([a, b]),
    });
    return chart;
  },

  namespaces: (app) => {
    const chart = new FederatedChart(app, "tenants", { namespace: "tenant-a", placement: Placement.evenly([a, b]) });
    new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" } });
    new FederatedNamespace(chart, "tenant-a");
    new FederatedNamespace(chart, "tenant-b", {
      metadata: { labels: { tenant: "b" } },
      placement: Placement.duplicated([b]),
    });
    return chart;
  },

  autoscaling: (app) => {
    const chart = new FederatedChart(app, "autoscaling", { placement: Placement.byFreeCapacity([a, b]) });
    const web = new FederatedDeployment(chart, "web", { image: "nginx", resources: { requests: { cpu: "250m" } } });
    const autoscaler = new FederatedHPA(chart, "web-autoscaler", {
      target: web,
      minReplicas: 2,
      maxReplicas: 20,
      cpuPercent: 70,
      memoryPercent: 80,
      metrics: [
        {
          type: "Pods",
          pods: { metric: { name: "requests" }, target: { type: "AverageValue", averageValue: "100" } },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
    });
    new CronFederatedHPA(chart, "web-hours", {
      target: autoscaler,
      rules: [
        { name: "morning", schedule: Cron.schedule({ minute: "0", hour: "7", weekDay: "1-5" }), minReplicas: 5 },
        { name: "evening", schedule: Cron.schedule({ minute: "0", hour: "19" }), minReplicas: 2, maxReplicas: 10 },
      ],
    });
    const batch = new FederatedDeployment(chart, "batch", { image: "registry.example.com/batch:1" });
    new CronFederatedHPA(chart, "batch-hours", {
      target: batch,
      rules: [
        { name: "weekend", schedule: Cron.weekly(), timeZone: "Asia/Taipei", replicas: 0 },
        { name: "month", schedule: Cron.monthly(), replicas: 8, suspended: true },
      ],
    });
    return chart;
  },

  quota: (app) => {
    const chart = new FederatedChart(app, "quota", { namespace: "shop" });
    new FederatedResourceQuota(chart, "shop", {
      overall: { cpu: "20", "requests.memory": "64Gi", pods: "100" },
      perMember: [
        [a, { cpu: "12", pods: "60" }],
        [b, { cpu: "7500m" }],
      ],
    });
    return chart;
  },
};
