import { type Component, type ComponentName, type FlagTable, podHost } from "../component";
import { delegation } from "../grants";
import { etcd } from "./etcd";
import { ADMISSION, AGGREGATION, ANYTHING, SCHEDULING } from "./grants";

export const CLIENT = "/etc/karmada/client";
const KUBECONFIG = `${CLIENT}/kubeconfig`;
export const TLS = "/etc/karmada/tls";
const ETCD = "/etc/karmada/etcd";
const FRONT_PROXY = "/etc/karmada/front-proxy";
const AUTHENTICATION = "/etc/karmada/tokens";
const ENCRYPTION = "/etc/karmada/encryption";
const AUDIT = "/etc/karmada/audit";
const SERVICE_ACCOUNTS = "/etc/karmada/service-accounts";

/**
 * What is alive without etcd, since no restart brings etcd back. A key management service has no part in it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.3/staging/src/k8s.io/apiserver/pkg/server/options/etcd.go
 */
const ALIVE = "/livez?exclude=etcd";
/** Long enough for an etcd that elects a leader, and for all that is watched to be read. */
const API_START_SECONDS = 300;

const API_SERVER_PORT = 5443;
const AGGREGATED_PORT = 8443;
const KUBE_CONTROLLERS_PORT = 10257;
const CONTROLLERS_HEALTH_PORT = 10357;
const SCHEDULER_HEALTH_PORT = 10351;
const WEBHOOK_PORT = 8443;
const WEBHOOK_HEALTH_PORT = 8000;
export const METRICS_PORT = 8080;

/** Address ranges of Services in the federated API, which have no endpoints. */
const SERVICE_RANGES = { IPv4: "10.96.0.0/12", IPv6: "fd00:10:96::/112" };

/** Kubernetes' controllers that the federated API needs. None of them runs pods. */
const KUBE_CONTROLLERS = [
  "clusterrole-aggregation-controller",
  "garbage-collector-controller",
  "namespace-controller",
  "serviceaccount-token-controller",
  "ttl-after-finished-controller",
];

export const LOG: FlagTable = { v: ({ logLevel = 2 }) => String(logLevel) };

/** Signs in to the federated API. */
export const SIGN_IN: FlagTable = { ...LOG, kubeconfig: KUBECONFIG };

/** Has the federated API tell who calls and what they may do. */
export const DELEGATED_SIGN_IN: FlagTable = {
  ...SIGN_IN,
  "authentication-kubeconfig": KUBECONFIG,
  "authorization-kubeconfig": KUBECONFIG,
};

const ETCD_CLIENT: FlagTable = {
  "etcd-cafile": `${ETCD}/ca.crt`,
  "etcd-certfile": `${ETCD}/tls.crt`,
  "etcd-keyfile": `${ETCD}/tls.key`,
  "etcd-prefix": (at) => at.etcd.prefix,
  "etcd-servers": (at) => at.etcd.clientUrls.join(","),
};

export const TLS_SERVER: FlagTable = {
  "tls-cert-file": `${TLS}/tls.crt`,
  "tls-min-version": "VersionTLS13",
  "tls-private-key-file": `${TLS}/tls.key`,
};

/** Karmada's own components serve profiles only when a flag asks for it. */
export const NO_PROFILING: FlagTable = { profiling: "false" };
export const LEADER: FlagTable = { "leader-elect-resource-namespace": (at) => at.namespace };
export const METRICS: FlagTable = { "metrics-bind-address": (at) => `${podHost(at)}:${METRICS_PORT}` };

export const components: Readonly<Record<ComponentName, Component>> = {
  etcd,
  apiServer: {
    name: "karmada-apiserver",
    image: "apiServer",
    program: "kube-apiserver",
    flags: {
      ...LOG,
      ...ETCD_CLIENT,
      ...TLS_SERVER,
      ...NO_PROFILING,
      // Of the same family as the range of Services. By itself, the API server prefers IPv4.
      "advertise-address": ({ ipFamily }) => (ipFamily === "IPv6" ? "$(POD_IP)" : undefined),
      "audit-log-path": "-",
      "audit-policy-file": `${AUDIT}/policy.json`,
      "authentication-config": `${AUTHENTICATION}/authentication.json`,
      "authorization-mode": "RBAC",
      "bind-address": "0.0.0.0",
      "cert-dir": "/tmp",
      "client-ca-file": `${TLS}/ca.crt`,
      "disable-admission-plugins": "StorageObjectInUseProtection,ServiceAccount",
      "encryption-provider-config": `${ENCRYPTION}/encryption.json`,
      "proxy-client-cert-file": `${FRONT_PROXY}/tls.crt`,
      "proxy-client-key-file": `${FRONT_PROXY}/tls.key`,
      "requestheader-allowed-names": "front-proxy-client",
      "requestheader-client-ca-file": `${FRONT_PROXY}/ca.crt`,
      "requestheader-extra-headers-prefix": "X-Remote-Extra-",
      "requestheader-group-headers": "X-Remote-Group",
      "requestheader-username-headers": "X-Remote-User",
      "secure-port": String(API_SERVER_PORT),
      "service-account-issuer": (at) => `https://kubernetes.default.svc.${at.clusterDomain}`,
      "service-account-key-file": `${AUTHENTICATION}/service-accounts.pub`,
      "service-account-signing-key-file": `${AUTHENTICATION}/service-accounts.key`,
      "service-cluster-ip-range": ({ ipFamily = "IPv4", serviceRange = SERVICE_RANGES[ipFamily] }) => serviceRange,
      "token-auth-file": (at) => (at.staticTokens ? `${AUTHENTICATION}/tokens.csv` : undefined),
    },
    requests: { cpu: "250m", memory: "512Mi" },
    health: {
      port: API_SERVER_PORT,
      scheme: "HTTPS",
      ready: "/readyz",
      alive: ALIVE,
      startSeconds: API_START_SECONDS,
    },
    metrics: API_SERVER_PORT,
    secrets: {
      tls: { path: TLS, certificate: "apiserver" },
      "front-proxy": { path: FRONT_PROXY, certificate: "client" },
      etcd: { path: ETCD, certificate: "apiserver-client" },
      authentication: { path: AUTHENTICATION },
      encryption: { path: ENCRYPTION },
      audit: { path: AUDIT },
    },
    ingress: { ports: [API_SERVER_PORT], from: "anyone" },
    egress: "outside",
  },
  aggregatedApiServer: {
    name: "karmada-aggregated-apiserver",
    image: "aggregatedApiServer",
    program: "karmada-aggregated-apiserver",
    flags: {
      ...DELEGATED_SIGN_IN,
      ...ETCD_CLIENT,
      ...TLS_SERVER,
      ...NO_PROFILING,
      "audit-log-maxage": "0",
      "audit-log-maxbackup": "0",
      "audit-log-path": "-",
      "bind-address": "$(POD_IP)",
      "cert-dir": "/tmp",
      "secure-port": String(AGGREGATED_PORT),
    },
    requests: { cpu: "50m", memory: "128Mi" },
    health: {
      port: AGGREGATED_PORT,
      scheme: "HTTPS",
      ready: "/readyz",
      alive: ALIVE,
      startSeconds: API_START_SECONDS,
    },
    metrics: AGGREGATED_PORT,
    secrets: {
      client: { path: CLIENT, certificate: "aggregated-apiserver-client" },
      tls: { path: TLS, certificate: "aggregated-apiserver" },
      etcd: { path: ETCD, certificate: "aggregated-client" },
    },
    user: "system:karmada:aggregated-apiserver",
    grants: [{ role: "system:karmada:aggregated-apiserver", rules: AGGREGATION }, delegation("authentication-reader")],
    ingress: { ports: [AGGREGATED_PORT], from: ["apiServer"] },
    egress: "outside",
  },
  kubeControllerManager: {
    name: "kube-controller-manager",
    image: "kubeControllerManager",
    program: "kube-controller-manager",
    flags: {
      ...DELEGATED_SIGN_IN,
      ...LEADER,
      ...TLS_SERVER,
      ...NO_PROFILING,
      "bind-address": "0.0.0.0",
      "cert-dir": "/tmp",
      controllers: KUBE_CONTROLLERS.join(","),
      "leader-elect": "true",
      "root-ca-file": `${CLIENT}/ca.crt`,
      "service-account-private-key-file": `${SERVICE_ACCOUNTS}/tls.key`,
      "use-service-account-credentials": "true",
    },
    requests: { cpu: "50m", memory: "128Mi" },
    health: { port: KUBE_CONTROLLERS_PORT, scheme: "HTTPS", ready: "/healthz", alive: "/healthz" },
    metrics: KUBE_CONTROLLERS_PORT,
    secrets: {
      client: { path: CLIENT, certificate: "kube-controller-manager-client" },
      tls: { path: TLS, certificate: "kube-controller-manager" },
      "service-accounts": { path: SERVICE_ACCOUNTS },
    },
    user: "system:kube-controller-manager",
    egress: ["apiServer"],
  },
  controllerManager: {
    name: "karmada-controller-manager",
    image: "controllerManager",
    program: "karmada-controller-manager",
    flags: {
      ...SIGN_IN,
      ...LEADER,
      ...METRICS,
      "cluster-status-update-frequency": "10s",
      // What fails in a lost member is tried again at least this often, and so soon after it is back. Without it, up to 17 min.
      "rate-limiter-max-delay": "30s",
      "health-probe-bind-address": (at) => `${podHost(at)}:${CONTROLLERS_HEALTH_PORT}`,
    },
    requests: { cpu: "100m", memory: "128Mi" },
    health: { port: CONTROLLERS_HEALTH_PORT, scheme: "HTTP", ready: "/healthz", alive: "/healthz" },
    metrics: METRICS_PORT,
    secrets: { client: { path: CLIENT, certificate: "controller-manager-client" } },
    user: "system:karmada:controller-manager",
    grants: [{ role: "system:karmada:controller-manager", rules: ANYTHING }],
    egress: "outside",
  },
  scheduler: {
    name: "karmada-scheduler",
    image: "scheduler",
    program: "karmada-scheduler",
    flags: {
      ...SIGN_IN,
      ...LEADER,
      ...METRICS,
      "enable-scheduler-estimator": "false",
      "health-probe-bind-address": (at) => `${podHost(at)}:${SCHEDULER_HEALTH_PORT}`,
    },
    requests: { cpu: "50m", memory: "96Mi" },
    health: { port: SCHEDULER_HEALTH_PORT, scheme: "HTTP", ready: "/healthz", alive: "/healthz" },
    metrics: METRICS_PORT,
    secrets: { client: { path: CLIENT, certificate: "scheduler-client" } },
    user: "system:karmada:scheduler",
    grants: [{ role: "system:karmada:scheduler", rules: SCHEDULING }],
    egress: ["apiServer"],
  },
  webhook: {
    name: "karmada-webhook",
    image: "webhook",
    program: "karmada-webhook",
    flags: {
      ...SIGN_IN,
      ...METRICS,
      "bind-address": "$(POD_IP)",
      "cert-dir": TLS,
      "health-probe-bind-address": (at) => `${podHost(at)}:${WEBHOOK_HEALTH_PORT}`,
      "secure-port": String(WEBHOOK_PORT),
    },
    requests: { cpu: "25m", memory: "96Mi" },
    // A path without any check, as the webhook registers no other.
    health: { port: WEBHOOK_PORT, scheme: "HTTPS", ready: "/readyz", alive: "/readyz" },
    metrics: METRICS_PORT,
    secrets: {
      client: { path: CLIENT, certificate: "webhook-client" },
      tls: { path: TLS, certificate: "webhook" },
    },
    user: "system:karmada:webhook",
    grants: [{ role: "system:karmada:webhook", rules: ADMISSION }],
    ingress: { ports: [WEBHOOK_PORT], from: ["apiServer"] },
    egress: ["apiServer"],
  },
};
