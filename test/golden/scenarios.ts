import { CronFederatedHPA, FederatedChart, FederatedConfigMap, FederatedCronJob, FederatedDaemonSet, FederatedDeployment, FederatedHPA, FederatedIngress, FederatedJob, FederatedNamespace, FederatedResourceQuota, FederatedSecret, FederatedService, FederatedStatefulSet, KarmadaObject, MemberGroups, Members, Override, Placement, Propagation, SchedulingPolicy, fromFederationV1, fromKubefed } from "@fedstack/constructs";
import type { App} from "cdk8s";
import { ApiObject, Chart, Cron, Duration } from "cdk8s";

const a = { name: "f-a-cluster" };
const b = { name: "f-b-cluster" };

/** Typical charts. Each becomes a file next to this one. */
export const scenarios: { readonly [name: string]: (app: App) => Chart } = {
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
    const credentials = new FederatedSecret(chart, "credentials", { stringData: { TOKEN: "not-a-real-one" }, with: shop });
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

  "members-by-what-they-are": (app) => {
    const chart = new FederatedChart(app, "edge");
    const selections = {
      everywhere: Members.all(),
      named: Members.named(b, a),
      labeled: Members.labeled({ tier: "edge", size: ["small", "medium"] }),
      "not-labeled": Members.notLabeled({ tier: "core" }).and(Members.withLabelKeys("gpu")),
      "without-labels": Members.withoutLabelKeys("quarantine"),
      region: Members.inRegion("tw", "jp").except(b),
      zone: Members.inZone("tw-a"),
      provider: Members.ofCloudProvider("aws").and(Members.inRegion("us")).and(Members.labeled({ tier: "edge" })),
    };
    for (const [name, members] of Object.entries(selections)) {
      new FederatedConfigMap(chart, name, { data: { name }, placement: Placement.duplicated(members) });
    }
    return chart;
  },

  divisions: (app) => {
    const chart = new FederatedChart(app, "division");
    const placements = {
      duplicated: Placement.duplicated([a, b]),
      evenly: Placement.evenly(Members.inRegion("tw")),
      weighted: Placement.weighted([[a, 3], [Members.ofCloudProvider("aws"), 1]], { among: Members.all().except("f-c-cluster") }),
      "by-free-capacity": Placement.byFreeCapacity(Members.labeled({ tier: "edge" })),
      packed: Placement.packed(),
    };
    for (const [name, placement] of Object.entries(placements)) {
      new FederatedDeployment(chart, name, { image: "nginx", replicas: 9, placement });
    }
    return chart;
  },

  "fallback-groups": (app) => {
    const chart = new FederatedChart(app, "fallback");
    const cart = new FederatedDeployment(chart, "cart", {
      image: "nginx",
      port: 80,
      replicas: 6,
      placement: Placement.duplicated(MemberGroups.first("primary", [a]).orElse("backup", [b])),
    });
    cart.exposeViaService({ port: 80 });
    new FederatedDeployment(chart, "burst", {
      image: "nginx",
      replicas: 60,
      placement: Placement.packed(
        MemberGroups.first("on-prem", Members.inRegion("tw"))
          .overflowingTo("cloud", Members.ofCloudProvider("aws"))
          .overflowingTo("far-cloud", Members.ofCloudProvider("gcp"))
          .orElse("backup", ["f-c-cluster"]),
      ),
    });
    return chart;
  },

  spread: (app) => {
    const chart = new FederatedChart(app, "spread");
    new FederatedDeployment(chart, "regions", {
      image: "nginx",
      placement: Placement.duplicated(Members.all(), { spread: { regions: { min: 2, max: 3 }, members: { max: 5 } } }),
    });
    new FederatedDeployment(chart, "members", {
      image: "nginx",
      replicas: 12,
      placement: Placement.byFreeCapacity(Members.all(), { spread: { members: { min: 2 } } }),
    });
    new FederatedDeployment(chart, "further", {
      image: "nginx",
      replicas: 12,
      placement: Placement.packed(Members.all(), {
        spread: { zones: { min: 2 }, cloudProviders: { max: 2 }, labels: { "example.com/rack": { min: 2 } } },
      }),
    });
    return chart;
  },

  failover: (app) => {
    const chart = new FederatedChart(app, "failover");
    new FederatedDeployment(chart, "patient", {
      image: "nginx",
      replicas: 4,
      placement: Placement.evenly([a, b], {
        failover: { application: { after: Duration.minutes(2), gracePeriod: Duration.minutes(1) }, cluster: {} },
        tolerations: [
          { key: "cluster.karmada.io/not-ready", effect: "NoExecute", for: Duration.seconds(30) },
          { key: "example.com/maintenance", value: "planned", effect: "NoSchedule" },
          {},
        ],
      }),
    });
    new FederatedStatefulSet(chart, "exclusive", {
      image: "nats:2",
      placement: Placement.packed([a, b], {
        failover: {
          application: { purgeMode: "directly", preserve: { "example.com/replicas": "{.availableReplicas}" } },
          cluster: { purgeMode: "directly" },
        },
      }),
    });
    return chart;
  },

  "priority-conflict-and-deletion": (app) => {
    const chart = new FederatedChart(app, "policy");
    new FederatedDeployment(chart, "adopted", {
      image: "nginx",
      placement: Placement.evenly([a, b], {
        priority: 10,
        preemption: true,
        onConflict: "overwrite",
        onDeletion: "keep",
        propagateDependencies: true,
      }),
    });
    return chart;
  },

  overrides: (app) => {
    const chart = new FederatedChart(app, "overrides", { placement: Placement.evenly([a, b]) });
    new FederatedDeployment(chart, "web", {
      image: "nginx:1.29",
      args: ["--level=info"],
      env: { REGION: "none" },
      overrides: [
        Override.on([b], {
          image: { registry: "mirror.example.com", tag: "1.29-b" },
          command: { add: ["/debug"] },
          args: { remove: ["--level=info"], add: ["--level=debug"] },
          env: { REGION: "b", CACHE: "on" },
          labels: { "example.com/member": "b" },
          annotations: { "example.com/note": "second member" },
          set: { "/spec/minReadySeconds": 5, "/spec/template/spec/containers/0/imagePullPolicy": "Always" },
        }),
        Override.on(Members.inRegion("tw"), { env: { REGION: "tw" } }),
      ],
    });
    new FederatedCronJob(chart, "report", {
      image: "registry.example.com/report:1",
      args: ["--all"],
      schedule: Cron.hourly(),
      overrides: [Override.on([b], { image: { registry: "mirror.example.com" }, args: { add: ["--quick"] } })],
    });
    new FederatedDeployment(chart, "with-init", {
      spec: {
        selector: { matchLabels: { app: "with-init" } },
        template: {
          metadata: { labels: { app: "with-init" } },
          spec: {
            initContainers: [{ name: "fetch", image: "registry.example.com/fetch:1" }],
            containers: [{ name: "main", image: "registry.example.com/main:1" }],
            dnsPolicy: "Default",
          },
        },
      },
      overrides: [
        Override.on([b], { image: { registry: "mirror.example.com" }, remove: ["/spec/template/spec/dnsPolicy"] }),
        Override.on([a], { container: "main", image: { tag: "1-a" }, env: { SIDE: "a" } }),
      ],
    });
    return chart;
  },

  "chart-defaults": (app) => {
    const chart = new FederatedChart(app, "shop", {
      namespace: "shop",
      labels: { team: "shop" },
      placement: Placement.evenly(Members.inRegion("tw")),
      overrides: [Override.on(["f-b-cluster"], { image: { registry: "mirror.example.com" } })],
    });
    new FederatedDeployment(chart, "cart", { image: "registry.example.com/cart:2", replicas: 3 });
    new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" } });
    new FederatedDeployment(chart, "report", {
      image: "registry.example.com/report:1",
      placement: Placement.duplicated([a]),
    });
    return chart;
  },

  "group-of-any-objects": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop" });
    const account = new ApiObject(chart, "account", { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "cart" } });
    const role = new ApiObject(chart, "role", {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: "cart" },
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }],
    });
    new Propagation(chart, "cart-rights", { objects: [account, role], placement: Placement.duplicated([a, b]) });
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

  "control-plane-objects": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop" });
    const placement = Placement.evenly([a, b], {
      suspended: [b],
      priorityClassName: "urgent",
      workloadAffinity: { affinity: "app", antiAffinity: "shard" },
      lazy: true,
    });
    new KarmadaObject(chart, "by-label", {
      kind: "PropagationPolicy",
      spec: {
        resourceSelectors: [
          { apiVersion: "apps/v1", kind: "Deployment", labelSelector: { matchLabels: { tier: "web" } } },
        ],
        placement: placement.spec,
        ...placement.policySpec,
      },
    });
    new KarmadaObject(chart, "by-kind", {
      kind: "ClusterPropagationPolicy",
      spec: {
        resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap" }],
        ...Placement.duplicated(Members.all(), { suspended: "all" }).policySpec,
      },
    });
    new KarmadaObject(chart, "slow", {
      kind: "ClusterTaintPolicy",
      spec: {
        addOnConditions: [{ conditionType: "NetworkSlow", operator: "In", statusValues: ["True"] }],
        taints: [{ key: "slow", effect: "NoSchedule" }],
      },
    });
    new KarmadaObject(chart, "traffic", {
      kind: "Remedy",
      spec: {
        decisionMatches: [{ clusterConditionMatch: { conditionType: "Ready", operator: "Equal", conditionStatus: "False" } }],
        actions: ["TrafficControl"],
      },
    });
    new KarmadaObject(chart, "again", {
      kind: "WorkloadRebalancer",
      spec: { workloads: [{ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "cart" }] },
    });
    new KarmadaObject(chart, "shops", {
      kind: "ResourceInterpreterCustomization",
      spec: {
        target: { apiVersion: "example.com/v1", kind: "Shop" },
        customizations: { replicaResource: { luaScript: "function GetReplicas(o) return o.spec.replicas, nil end" } },
      },
    });
    new KarmadaObject(chart, "cart", {
      kind: "MultiClusterService",
      spec: { types: ["CrossCluster"], providerClusters: [{ name: "f-a-cluster" }] },
    });
    new KarmadaObject(chart, "shop", {
      kind: "FederatedHPA",
      spec: {
        scaleTargetRef: { apiVersion: "example.com/v1", kind: "Shop", name: "main" },
        maxReplicas: 9,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
      },
    });
    return chart;
  },

  "scheduling-policy": (app) => {
    const chart = new FederatedChart(app, "rules", { namespace: "shop" });
    const certified = Members.labeled({ certified: ["pci", "sox"], "example.com/owner": "bank" });
    new FederatedDeployment(chart, "cart", {
      image: "registry.example.com/shop/cart:2",
      metadata: { labels: { pci: "true" } },
      placement: Placement.evenly(certified.and(Members.inRegion("tw"))),
    });
    new SchedulingPolicy(chart, "pci", {
      workloads: { labels: { pci: "true" }, namespaces: ["shop"] },
      members: { certified: ["pci", "sox"], "example.com/owner": "bank" },
      placement: Placement.evenly(certified),
    });
    return chart;
  },

  "from-kubefed": (app) => {
    const chart = new FederatedChart(app, "v2", { namespace: "shop" });
    const text = `
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec:
  placement: { clusterSelector: { matchLabels: { tier: edge } } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedDeployment
metadata: { name: nginx, namespace: shop }
spec:
  retainReplicas: true
  template:
    spec:
      replicas: 4
      selector: { matchLabels: { run: nginx } }
      template:
        metadata: { labels: { run: nginx } }
        spec:
          containers:
          - name: nginx
            image: nginx
  placement: { clusterSelector: {} }
  overrides:
  - clusterName: f-b-cluster
    clusterOverrides:
    - { path: /spec/replicas, value: 2 }
    - { path: /spec/template/spec/containers/0/image, value: mirror.example.com/nginx }
    - { path: /spec/template/spec/hostNetwork, op: add, value: true }
---
apiVersion: scheduling.kubefed.io/v1alpha1
kind: ReplicaSchedulingPreference
metadata: { name: nginx, namespace: shop }
spec:
  targetKind: FederatedDeployment
  totalReplicas: 6
  intersectWithClusterSelector: true
  clusters: { f-a-cluster: { weight: 2 }, "*": { weight: 1 } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedIngress
metadata: { name: nginx, namespace: shop }
spec:
  template:
    spec:
      rules:
      - http:
          paths:
          - backend: { serviceName: nginx, servicePort: 80 }
  placement: { clusters: [{ name: f-a-cluster }] }
`;
    const members = ["f-a-cluster", "f-b-cluster"].map((name) => ({ name, labels: { tier: "edge" } }));
    fromKubefed(chart, text, { members });
    return chart;
  },

  "from-federation-v1": (app) => {
    const chart = new FederatedChart(app, "v1", { namespace: "shop" });
    const text = `
apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: nginx
  annotations:
    federation.kubernetes.io/deployment-preferences: |
      {"rebalance": true, "clusters": {"f-a-cluster": {"weight": 1}, "f-b-cluster": {"weight": 1}}}
spec:
  replicas: 4
  template:
    metadata:
      labels: { run: nginx }
    spec:
      containers:
      - name: nginx
        image: nginx
        ports:
        - containerPort: 80
---
apiVersion: extensions/v1beta1
kind: ReplicaSet
metadata:
  name: edge
  annotations:
    federation.alpha.kubernetes.io/cluster-selector: '[{"key": "tier", "operator": "in", "values": ["edge"]}]'
    federation.kubernetes.io/replica-set-preferences: |
      {"rebalance": true, "clusters": {"f-a-cluster": {"minReplicas": 3, "maxReplicas": 3}, "*": {"weight": 1}}}
spec:
  replicas: 5
  template:
    metadata:
      labels: { run: edge }
    spec:
      containers:
      - name: edge
        image: registry.example.com/edge:1
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
  annotations:
    federation.alpha.kubernetes.io/cluster-selector: '[{"key": "tier", "operator": "exists"}]'
spec:
  type: LoadBalancer
  selector: { run: nginx }
  ports:
  - port: 80
---
apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: nginx
spec:
  backend: { serviceName: nginx, servicePort: 80 }
`;
    fromFederationV1(chart, text, { members: [a, b].map(({ name }) => ({ name, labels: { tier: "edge" } })) });
    return chart;
  },
};
