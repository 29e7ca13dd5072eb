import { join } from "node:path";
import { Cluster, Federation, type FederationArgs } from "@fedstack/core";
import { fakeKubeconfig } from "@fedstack/core/testing";
import { App } from "cdk8s";
import { scenarios } from "../../scenarios";

const KUBECONFIG = fakeKubeconfig("f", "a", "b");
const cluster = (name: string, context: string): Cluster => Cluster.fromKubeconfig(name, KUBECONFIG, { context });
const resources = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } };

const hardened: Required<FederationArgs> = {
  name: "prod",
  version: "1.18",
  namespaces: { system: "prod-control-plane", dns: "prod-names" },
  adopt: false,
  highlyAvailable: true,
  evictFromLostMembers: true,
  leaving: {},
  disruptionBudget: {},
  priorityClassName: "platform",
  pods: {
    nodeSelector: { pool: "system" },
    tolerations: [{ key: "pool", value: "system", effect: "NoSchedule" }],
    labels: { team: "platform" },
  },
  clusterDomain: "host.internal",
  ipFamily: "IPv4",
  timeoutSeconds: 900,
  metrics: { namespace: "monitoring", podLabels: { "app.kubernetes.io/name": "prometheus" } },
  definitionsDirectory: join(__dirname, "../../../packages/core/definitions"),
  backup: {
    schedule: "30 */6 * * *",
    to: {
      kind: "bucket",
      endpoint: "https://s3.eu-central-1.amazonaws.com",
      name: "prod-backups",
      prefix: "federations/prod",
      region: "eu-central-1",
      accessKeyId: "id of a key",
      secretAccessKey: "key",
    },
    keep: { last: 8, daily: 14 },
    password: "password of backups",
    resources,
  },
  certificates: { validityHours: 2160, earlyRenewalHours: 336, authorityValidityHours: 43800 },
  images: {
    registry: "registry.example.com/mirror",
    overrides: { etcd: `registry.example.com/etcd@sha256:${"0123".repeat(16)}` },
    dockerConfig: '{"auths": {"registry.example.com": {"auth": "bm90LWEtcmVhbC1vbmU="}}}',
    pullSecrets: ["pull"],
  },
  etcd: {
    replicas: 3,
    storage: { size: "20Gi", className: "fast" },
    resources,
    extraArgs: { "quota-backend-bytes": "8589934592" },
  },
  apiServer: {
    replicas: 2,
    resources,
    logLevel: 4,
    extraArgs: { "max-requests-inflight": "1500" },
    service: {
      type: "LoadBalancer",
      annotations: { "service.beta.kubernetes.io/aws-load-balancer-type": "nlb" },
    },
    certificateNames: ["api.example.com", "192.0.2.9"],
    tokens: [{ token: "token-of-ci", user: "ci", groups: ["deployers", "viewers"] }],
    oidc: [
      {
        issuerUrl: "https://login.example.com",
        audiences: ["federation"],
        usernameClaim: "email",
        usernamePrefix: "corp:",
        groupsClaim: "groups",
        groupsPrefix: "corp:",
      },
    ],
  },
  aggregatedApiServer: { replicas: 2, resources, logLevel: 3, extraArgs: { "feature-gates": "APIPriorityAndFairness=false" } },
  kubeControllerManager: { replicas: 2, resources, logLevel: 3, extraArgs: { "kube-api-qps": "50" } },
  controllerManager: { replicas: 2, resources, logLevel: 3, extraArgs: { "concurrent-work-syncs": "20" } },
  scheduler: { replicas: 2, resources, logLevel: 3, extraArgs: { "kube-api-burst": "120" } },
  webhook: { replicas: 2, resources, logLevel: 3, extraArgs: { "kube-api-qps": "80" } },
  addOns: { estimators: { replicas: 2, resources, logLevel: 3 }, descheduler: { resources, extraArgs: { "descheduling-interval": "1m" } }, metricsAdapter: { resources } },
  dns: {
    records: { kind: "etcd", replicas: 3, storage: { size: "2Gi", className: "fast" }, resources, extraArgs: { "snapshot-count": "5000" } },
    service: { type: "LoadBalancer", annotations: { "example.com/internal": "true" } },
    replicas: 3,
    resources,
    upstreams: ["9.9.9.9", "192.0.2.53:5353"],
    ttlSeconds: 30,
    publisher: { intervalSeconds: 60, resources },
  },
};

/** Typical federations. Each becomes a file next to this one. */
export const programs: { readonly [name: string]: () => void } = {
  default: () => {
    const federation = new Federation(cluster("f-cluster", "f"), "kairen.com.");
    federation.join(cluster("f-a-cluster", "a"));
    federation.join(cluster("f-b-cluster", "b"));
    federation.deploy("web", scenarios["reference-set-up"]!(new App()));
  },

  hardened: () => {
    const federation = new Federation(cluster("host", "f"), "example.com.", hardened);
    const member = Cluster.fromKubeconfig("taipei", KUBECONFIG, {
      context: "a",
      region: "tw",
      zones: ["tw-1", "tw-2"],
      cloudProvider: "metal",
      labels: { tier: "edge" },
      apiEndpoint: "https://203.0.113.7:6443",
    });
    const rule = { apiGroups: ["example.com"], resources: ["backups"], verbs: ["get", "list", "watch", "create"] };
    federation.join(member, { access: "workloads", accessRules: [rule], timeoutSeconds: 120 });
  },

  pull: () => {
    const federation = new Federation(cluster("host", "f"), "example.com.", { dns: false });
    federation.join(cluster("edge", "a"), {
      mode: "pull",
      access: { namespaces: ["shop"] },
      agent: { resources, pods: { tolerations: [{ key: "edge", operator: "Exists" }] } },
    });
  },

  small: () => {
    new Federation(cluster("host", "f"), "example.com.", {
      etcd: { storage: "ephemeral" },
      apiServer: { service: { type: "ClusterIP" } },
      dns: {
        replicas: 1,
        service: { type: "ClusterIP" },
        records: {
          kind: "external",
          endpoints: ["https://192.0.2.1:2379"],
          tls: { authority: "authority of etcd", certificate: "certificate for etcd", key: "key for etcd" },
        },
      },
    });
  },

  "route-53": () => {
    const federation = new Federation(cluster("host", "f"), "example.com.", {
      dns: {
        provider: {
          name: "aws",
          extraArgs: { "aws-zone-type": "public" },
          credentials: { env: { AWS_ACCESS_KEY_ID: "id of a key", AWS_SECRET_ACCESS_KEY: "key" } },
          pods: { env: [{ name: "AWS_REGION", value: "eu-west-1" }] },
        },
      },
    });
    federation.join(Cluster.fromKubeconfig("dublin", KUBECONFIG, { context: "a", region: "ie" }));
    federation.join(cluster("paris", "b"));
  },
};

/** Components of which a file shows only what is in them, because another file has the rest. */
export const parts: { readonly [name: string]: string } = { "route-53": "federation-dns", pull: "federation-edge" };
