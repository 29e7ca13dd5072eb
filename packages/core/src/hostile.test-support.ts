import { BACKUP } from "./backup/backup.test-support";
import type { AddOnsArgs } from "./control-plane/add-on-args";
import type { ApiServerArgs, ApiServerServiceArgs } from "./control-plane/api-server";
import type { AuditRuleArgs } from "./control-plane/audit";
import type { OidcIssuerArgs, StaticTokenArgs } from "./control-plane/authentication-args";
import type {
  DnsArgs,
  DnsServiceArgs,
  EtcdRecordsArgs,
  ExternalRecordsArgs,
  OperatorRecordsArgs,
} from "./dns/dns-args";
import type { PersonOptions } from "./control-plane/people";
import type { DeployOptions } from "./deploy/deployed";
import type { EncryptionArgs } from "./control-plane/encryption";
import type { KmsArgs } from "./control-plane/kms";
import type { DnsProviderArgs, ProviderDnsArgs } from "./dns/provider-args";
import type { ExistingFederationArgs } from "./federation/existing-federation";
import type { FederationArgs } from "./federation/federation-args";
import type { ComponentArgs } from "./host/component";
import type { EtcdArgs, ExternalEtcdArgs } from "./etcd/etcd-args";
import type { ImageArgs } from "./host/images";
import type { MetricsArgs } from "./host/metrics";
import type { ComponentPodArgs, PodArgs } from "./host/pod-args";
import type { ImageName } from "./karmada/images";
import type { ClusterFromKubeconfigOptions } from "./clusters/cluster-options";
import type { AgentArgs, JoinOptions } from "./members/join-options";
import type { CertificateArgs } from "./pki/certificate-args";
import type { RecordOptions } from "./testing";

const ALL_PODS: Required<PodArgs> = {
  nodeSelector: { "example.com/pool": "platform" },
  tolerations: [{ key: "pool", operator: "Equal", value: "platform", effect: "NoSchedule", tolerationSeconds: 5 }],
  affinity: { nodeAffinity: {} },
  labels: { team: "platform" },
  annotations: { "example.com/team": "platform" },
};
const POD: Required<ComponentPodArgs> = {
  ...ALL_PODS,
  env: [{ name: "LEVEL", value: "info" }],
  volumes: [{ mountPath: "/etc/webhook", source: { secret: { secretName: "webhook" } }, readOnly: true }],
};
const SMALL: Required<ComponentArgs> = {
  replicas: 2,
  logLevel: 4,
  extraArgs: { "feature-gates": "A=true" },
  pods: { labels: { team: "platform" } },
  resources: { limits: { memory: "1Gi" } },
};
const COMPONENT: Required<ComponentArgs> = {
  replicas: 2,
  logLevel: 4,
  extraArgs: { "feature-gates": "A=true" },
  pods: POD,
  resources: { requests: { cpu: "100m" }, limits: { memory: "1Gi" } },
};
const SERVICE: Required<DnsServiceArgs> = {
  type: "LoadBalancer",
  nodePort: undefined!,
  loadBalancerClass: "example.com/class",
  externalTrafficPolicy: "Local",
  ipFamilyPolicy: "PreferDualStack",
  annotations: { a: "b" },
};
const API_SERVICE: Required<ApiServerServiceArgs> = {
  ...SERVICE,
  advertiseAddress: "api.example.com",
  moreAddresses: ["192.0.2.2"],
  advertisePort: 443,
};
const ETCD: Required<EtcdArgs> = {
  replicas: 3,
  storage: { size: "1Gi", className: "fast" },
  extraArgs: { "quota-backend-bytes": "1" },
  pods: SMALL.pods,
  resources: SMALL.resources,
};
const EXTERNAL_ETCD: Required<ExternalEtcdArgs> = {
  endpoints: ["https://etcd.example.com:2379"],
  tls: { authority: "PEM", certificate: "PEM", key: "PEM" },
  prefix: "/fedstack/prod",
};
const TOKEN: Required<StaticTokenArgs> = { token: "abc", user: "ci", groups: ["deployers"] };
const ISSUER: Required<OidcIssuerArgs> = {
  issuerUrl: "https://id.example.com",
  audiences: ["kube"],
  usernameClaim: "sub",
  usernamePrefix: "oidc:",
  groupsClaim: "groups",
  groupsPrefix: "oidc:",
  certificateAuthority: undefined!,
  requiredClaims: { a: "b" },
  claimRules: [{ expression: "true", message: "no" }],
};
const AUDIT_RULE: Required<AuditRuleArgs> = {
  level: "Metadata",
  users: ["a"],
  userGroups: ["b"],
  verbs: ["get"],
  resources: [{ group: "apps", resources: ["deployments"], resourceNames: ["web"] }],
  namespaces: ["shop"],
  nonResourceURLs: undefined!,
};
const KMS: Required<KmsArgs> = { name: "vault", socket: "/run/kms/a.sock", timeoutSeconds: 5, encrypts: false };
const ENCRYPTION: Required<EncryptionArgs> = { enabled: true, key: 2, kms: KMS };
const API_SERVER: Required<ApiServerArgs> = {
  ...SMALL,
  pods: { volumes: [{ mountPath: "/run/kms", source: { emptyDir: {} } }] },
  service: API_SERVICE,
  certificateNames: ["api.example.com"],
  serviceRange: "10.96.0.0/12",
  tokens: [TOKEN],
  oidc: [ISSUER],
  encryption: ENCRYPTION,
  auditRules: [AUDIT_RULE, { level: "None", nonResourceURLs: ["/livez*"] }],
};
const DIGEST = `sha256:${"0".repeat(64)}`;
const BY_IMAGE: { readonly [name in ImageName]?: string } = { etcd: DIGEST };
const IMAGES: Required<ImageArgs> = {
  registry: "registry.example.com",
  digests: BY_IMAGE,
  overrides: { scheduler: "registry.example.com/scheduler:1" },
  dockerConfig: '{"auths":{"registry.example.com":{"auth":"YTpi"}}}',
  pullSecrets: ["login"],
};
const CERTIFICATES: Required<CertificateArgs> = {
  validityHours: 48,
  earlyRenewalHours: 24,
  authorityValidityHours: 480,
  authority: 2,
  issuer: undefined!,
  rotation: "trust",
};
const OPERATOR_RECORDS: Required<OperatorRecordsArgs> = {
  kind: "operator",
  replicas: 3,
  storage: { size: "1Gi", className: "fast" },
  operatorNamespace: "etcd-operator",
};
const ETCD_RECORDS: Required<EtcdRecordsArgs> = { kind: "etcd", ...ETCD };
const EXTERNAL_RECORDS: Required<ExternalRecordsArgs> = {
  kind: "external",
  endpoints: ["https://etcd.example.com:2379"],
  tls: { authority: "PEM", certificate: "PEM", key: "PEM" },
};
const DNS: Required<DnsArgs> = {
  records: OPERATOR_RECORDS,
  service: SERVICE,
  replicas: 1,
  resources: COMPONENT.resources,
  upstreams: ["9.9.9.9"],
  delegations: { "eu.kairen.com": ["192.0.2.53"] },
  ttlSeconds: 5,
  publisher: { intervalSeconds: 10, resources: COMPONENT.resources },
};

const PROVIDER: Required<DnsProviderArgs> = {
  name: "aws",
  extraArgs: { "zone-id-filter": ["Z1", "Z2"], "aws-zone-type": "public" },
  credentials: { env: { AWS_SECRET_ACCESS_KEY: "hidden" }, files: { "azure.json": "{}" } },
  serviceAccountAnnotations: { "example.com/role": "dns" },
  ports: [443],
  pods: POD,
};
const PROVIDED: Required<ProviderDnsArgs> = { provider: PROVIDER, ttlSeconds: 5, publisher: DNS.publisher };
const ADD_ONS: Required<AddOnsArgs> = { estimators: true, descheduler: SMALL, metricsAdapter: true };

const METRICS: Required<MetricsArgs> = {
  namespace: "monitoring",
  podLabels: { app: "prometheus" },
  serviceAccount: "prometheus",
  podMonitors: { labels: { release: "prometheus" } },
};

/** Arguments of a federation with every field. */
const FEDERATION_ARGS: Required<Omit<FederationArgs, "dns">> & { readonly dns: DnsArgs } = {
  name: "prod",
  version: "1.18",
  namespaces: { system: "prod-system", dns: "prod" },
  adopt: true,
  highlyAvailable: true,
  evictFromLostMembers: true,
  leaving: { old: "move" },
  disruptionBudget: { maxUnavailable: "25%", except: ["web"] },
  clusterDomain: "cluster.local",
  ipFamily: "IPv4",
  priorityClassName: "platform",
  pods: ALL_PODS,
  timeoutSeconds: 60,
  definitionsDirectory: undefined!,
  backup: BACKUP,
  metrics: METRICS,
  certificates: CERTIFICATES,
  images: IMAGES,
  etcd: ETCD,
  apiServer: API_SERVER,
  aggregatedApiServer: SMALL,
  kubeControllerManager: SMALL,
  controllerManager: SMALL,
  scheduler: COMPONENT,
  webhook: SMALL,
  addOns: ADD_ONS,
  dns: DNS,
};

/** Options of a cluster with every field. */
const CLUSTER: Required<Omit<ClusterFromKubeconfigOptions, "certificateAuthority">> = {
  context: "a",
  region: "eu",
  zones: ["eu-1"],
  cloudProvider: "aws",
  labels: { tier: "gold" },
  taints: [{ key: "edge", value: "x", effect: "NoSchedule" }],
  apiEndpoint: "https://a.example.com",
  insecureSkipTLSVerification: false,
  proxyURL: "http://proxy.example.com",
  id: "00000000-0000-0000-0000-000000000000",
};
const AGENT: Required<AgentArgs> = { resources: COMPONENT.resources, pods: POD };
const JOIN: Required<JoinOptions> = {
  mode: "pull",
  agent: AGENT,
  access: { namespaces: ["shop"] },
  secrets: true,
  accessRules: [{ apiGroups: ["example.com"], resources: ["crontabs"], verbs: ["get"], resourceNames: ["a"] }],
  allowHost: true,
  maintenance: "cordon",
  tokenExpirationSeconds: 86_400,
  timeoutSeconds: 60,
};
const DEPLOY: Required<DeployOptions> = {
  shared: true,
  leaving: "move",
  rebalance: true,
  assume: ["Secret shop/database", "f-c-cluster"],
  waves: [{ members: ["f-a-cluster"], soakSeconds: 1 }],
};
const PERSON: Required<PersonOptions> = { user: "jane", groups: ["team"], hours: 72, views: ["bank"], edits: ["shop"] };
const RECORD: Required<RecordOptions> = {
  preview: true,
  config: { a: "b" },
  members: [{ name: "a" }],
  outputs: () => ({}),
};
const EXISTING: Required<ExistingFederationArgs> = {
  leaving: { old: "move" },
  disruptionBudget: { maxUnavailable: 1, except: ["web"] },
  timeoutSeconds: 60,
  skippedNamespaces: ["kube-.*"],
  skippedApis: ["v1/Secret"],
};
/** Good arguments, options and objects, by what they are for. A new field has to be added here. */
export const GOOD = {
  federation: FEDERATION_ARGS,
  etcd: { external: EXTERNAL_ETCD },
  dns: [{ ...DNS, records: ETCD_RECORDS }, { ...DNS, records: EXTERNAL_RECORDS }, PROVIDED],
  cluster: CLUSTER,
  join: JOIN,
  deploy: DEPLOY,
  person: PERSON,
  record: RECORD,
  existing: EXISTING,
};
