import type { AddOn } from "../add-on";
import { type AddOnName, type Component, type FlagTable, podHost } from "../component";
import { delegation, type Grant, type PolicyRule } from "../grants";
import { ESTIMATOR_PREFIX } from "../names";
import {
  CLIENT,
  components,
  DELEGATED_SIGN_IN,
  LEADER,
  LOG,
  METRICS,
  METRICS_PORT,
  NO_PROFILING,
  SIGN_IN,
  TLS,
  TLS_SERVER,
} from "./components";
import { HOUSEKEEPING } from "./grants";

const MEMBER = "/etc/karmada/member";
const ESTIMATORS = "/etc/karmada/estimators";

const ESTIMATOR_PORT = 10352;
const ESTIMATOR_HEALTH_PORT = 10351;
const DESCHEDULER_HEALTH_PORT = 10358;
const METRICS_ADAPTER_PORT = 8443;

const READ = ["get", "list", "watch"];

/** Finds the estimators of all members, and asks them. */
const ASKING: FlagTable = {
  "scheduler-estimator-ca-file": `${ESTIMATORS}/ca.crt`,
  "scheduler-estimator-cert-file": `${ESTIMATORS}/tls.crt`,
  "scheduler-estimator-key-file": `${ESTIMATORS}/tls.key`,
  "scheduler-estimator-service-namespace": (at) => at.namespace,
  "scheduler-estimator-service-prefix": ESTIMATOR_PREFIX,
};

/**
 * Karmada first looks for a Service of the estimator in the federated API. Where there is none, it takes the estimator's
 * name on the host.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/estimator/client/service.go
 */
const finding = (component: string): Grant => ({
  role: `system:karmada:${component}:estimators`,
  rules: [{ apiGroups: [""], resources: ["services"], verbs: ["get"] }],
  ownNamespace: true,
});

/**
 * What takes up room in a member: nodes and pods. Of a Deployment, the descheduler asks how many pods find none.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/estimator/server/server.go
 */
const OBSERVING: readonly PolicyRule[] = [
  { apiGroups: [""], resources: ["nodes", "pods"], verbs: ["list", "watch"] },
  { apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: ["list", "watch"] },
  { nonResourceURLs: ["/api", "/api/*", "/apis", "/apis/*"], verbs: ["get"] },
];

/** Without a user of the federated API, which it does not ask. */
const estimator: Component = {
  name: "karmada-scheduler-estimator",
  image: "schedulerEstimator",
  program: "karmada-scheduler-estimator",
  flags: {
    ...LOG,
    ...METRICS,
    "cluster-name": ({ member }) => member,
    "grpc-auth-cert-file": `${TLS}/tls.crt`,
    "grpc-auth-key-file": `${TLS}/tls.key`,
    "grpc-client-ca-file": `${TLS}/ca.crt`,
    "health-probe-bind-address": (at) => `${podHost(at)}:${ESTIMATOR_HEALTH_PORT}`,
    kubeconfig: `${MEMBER}/kubeconfig`,
    "server-port": String(ESTIMATOR_PORT),
  },
  requests: { cpu: "25m", memory: "96Mi" },
  // It is healthy from its start, but serves only after it has seen the member.
  health: { port: ESTIMATOR_HEALTH_PORT, scheme: "HTTP", ready: { opens: ESTIMATOR_PORT }, alive: "/healthz" },
  metrics: METRICS_PORT,
  secrets: { member: { path: MEMBER }, tls: { path: TLS } },
  ingress: { ports: [ESTIMATOR_PORT], from: ["scheduler", "descheduler"] },
  egress: "outside",
};

const { scheduler } = components;

const askingScheduler: Component = {
  ...scheduler,
  flags: {
    ...scheduler.flags,
    ...ASKING,
    // A member that nothing connects to has none, and each attempt to find one takes ten seconds.
    "disable-scheduler-estimator-in-pull-mode": "true",
    "enable-scheduler-estimator": "true",
  },
  secrets: {
    ...scheduler.secrets,
    estimators: { path: ESTIMATORS, certificate: "scheduler-estimators-client" },
  },
  grants: [...scheduler.grants!, finding("scheduler")],
  egress: ["apiServer", "estimators"],
};

const descheduler: Component = {
  name: "karmada-descheduler",
  image: "descheduler",
  program: "karmada-descheduler",
  flags: {
    ...SIGN_IN,
    ...LEADER,
    ...METRICS,
    ...ASKING,
    "health-probe-bind-address": (at) => `${podHost(at)}:${DESCHEDULER_HEALTH_PORT}`,
  },
  requests: { cpu: "25m", memory: "96Mi" },
  health: { port: DESCHEDULER_HEALTH_PORT, scheme: "HTTP", ready: "/healthz", alive: "/healthz" },
  metrics: METRICS_PORT,
  secrets: {
    client: { path: CLIENT, certificate: "descheduler-client" },
    estimators: { path: ESTIMATORS, certificate: "descheduler-estimators-client" },
  },
  user: "system:karmada:descheduler",
  grants: [
    {
      role: "system:karmada:descheduler",
      rules: [
        ...HOUSEKEEPING,
        { apiGroups: ["work.karmada.io"], resources: ["resourcebindings"], verbs: ["list", "watch", "update"] },
        { apiGroups: ["cluster.karmada.io"], resources: ["clusters"], verbs: ["list", "watch"] },
      ],
    },
    finding("descheduler"),
  ],
  egress: ["apiServer", "estimators"],
};

/**
 * It connects to members as the control plane does: with the token that is in a Secret of the federated API, all of
 * which it lists.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/cmd/metrics-adapter/app/options/options.go
 */
const metricsAdapter: Component = {
  name: "karmada-metrics-adapter",
  image: "metricsAdapter",
  program: "karmada-metrics-adapter",
  flags: {
    ...DELEGATED_SIGN_IN,
    ...METRICS,
    ...NO_PROFILING,
    ...TLS_SERVER,
    "bind-address": "$(POD_IP)",
    "cert-dir": "/tmp",
    "secure-port": String(METRICS_ADAPTER_PORT),
  },
  requests: { cpu: "50m", memory: "128Mi" },
  health: { port: METRICS_ADAPTER_PORT, scheme: "HTTPS", ready: "/readyz", alive: "/livez" },
  metrics: METRICS_PORT,
  secrets: {
    client: { path: CLIENT, certificate: "metrics-adapter-client" },
    tls: { path: TLS, certificate: "metrics-adapter" },
  },
  user: "system:karmada:metrics-adapter",
  grants: [
    {
      role: "system:karmada:metrics-adapter",
      rules: [
        { apiGroups: [""], resources: ["secrets"], verbs: READ },
        { apiGroups: ["cluster.karmada.io"], resources: ["clusters"], verbs: READ },
      ],
    },
    delegation("authentication-reader-karmada-metrics-adapter"),
  ],
  ingress: { ports: [METRICS_ADAPTER_PORT], from: ["apiServer"] },
  egress: "outside",
};

export const addOns: Readonly<Record<AddOnName, AddOn>> = {
  estimators: {
    component: estimator,
    others: { scheduler: askingScheduler },
    /**
     * Karmada takes the least of all that it knows of a member, and its models of nodes know less than there is: a node
     * with 8 free CPUs and 16 GiB counts as one with 2.
     */
    flags: { scheduler: { "feature-gates": "CustomizedClusterResourceModeling=false" } },
    inMember: OBSERVING,
  },
  descheduler: { component: descheduler },
  metricsAdapter: {
    component: metricsAdapter,
    asControlPlane: [{ apiGroups: ["metrics.k8s.io"], resources: ["nodes", "pods"], verbs: ["get", "list"] }],
    apis: [
      { apiVersion: "metrics.k8s.io/v1beta1", groupPriorityMinimum: 2000, versionPriority: 10 },
      { apiVersion: "custom.metrics.k8s.io/v1beta2", groupPriorityMinimum: 100, versionPriority: 200 },
      { apiVersion: "custom.metrics.k8s.io/v1beta1", groupPriorityMinimum: 100, versionPriority: 200 },
    ],
  },
};
