import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../host/host";
import { componentLabels } from "../kube/labels";
import { aliveWhile, readyWhen, type SecretMount } from "../host/pods";
import type { KeyPair } from "../pki/certificate-authority";
import { type ComponentArgs, deployComponent } from "../host/component";
import type { Flags } from "../host/flags";
import type { ControlPlanePki } from "./pki";
import { clientKubeconfig, fileSecret, pairFiles } from "../host/secrets";
import { COMPONENTS, PORTS, type Topology } from "../host/topology";

const CLIENT = "/etc/karmada/client";
const KUBECONFIG = `${CLIENT}/kubeconfig`;
const TLS = "/etc/karmada/tls";
const ETCD = "/etc/karmada/etcd";
const SERVICE_ACCOUNTS = "/etc/karmada/service-accounts";

/** Controllers of Kubernetes that the federated API needs. None of them runs pods. */
const KUBE_CONTROLLERS = [
  "clusterrole-aggregation-controller",
  "garbage-collector-controller",
  "namespace-controller",
  "serviceaccount-token-controller",
  "ttl-after-finished-controller",
];

/** Flags that a component which signs in to the federated API cannot do without. */
const signIn = { kubeconfig: KUBECONFIG };
const delegatedSignIn = {
  ...signIn,
  "authentication-kubeconfig": KUBECONFIG,
  "authorization-kubeconfig": KUBECONFIG,
};

/** Flags that the library sets, for each component but etcd and the API server. */
export const controllerFlags = {
  aggregatedApiServer: (topology: Topology): Flags => ({
    ...delegatedSignIn,
    "audit-log-maxage": "0",
    "audit-log-maxbackup": "0",
    "audit-log-path": "-",
    "bind-address": "$(POD_IP)",
    "cert-dir": "/tmp",
    "etcd-cafile": `${ETCD}/ca.crt`,
    "etcd-certfile": `${ETCD}/tls.crt`,
    "etcd-keyfile": `${ETCD}/tls.key`,
    "etcd-servers": topology.etcd.clientUrls.join(","),
    "secure-port": String(PORTS.aggregatedApiServer),
    "tls-cert-file": `${TLS}/tls.crt`,
    "tls-min-version": "VersionTLS13",
    "tls-private-key-file": `${TLS}/tls.key`,
  }),
  kubeControllerManager: (topology: Topology): Flags => ({
    ...delegatedSignIn,
    "bind-address": "0.0.0.0",
    "cert-dir": "/tmp",
    controllers: KUBE_CONTROLLERS.join(","),
    "leader-elect": "true",
    "leader-elect-resource-namespace": topology.namespace,
    "root-ca-file": `${CLIENT}/ca.crt`,
    "service-account-private-key-file": `${SERVICE_ACCOUNTS}/tls.key`,
    "use-service-account-credentials": "true",
  }),
  controllerManager: (topology: Topology): Flags => ({
    ...signIn,
    "cluster-status-update-frequency": "10s",
    "health-probe-bind-address": `$(POD_IP):${PORTS.controllerManagerHealth}`,
    "leader-elect-resource-namespace": topology.namespace,
    "metrics-bind-address": `$(POD_IP):${PORTS.metrics}`,
  }),
  scheduler: (topology: Topology): Flags => ({
    ...signIn,
    "enable-scheduler-estimator": "false",
    "health-probe-bind-address": `$(POD_IP):${PORTS.schedulerHealth}`,
    "leader-elect-resource-namespace": topology.namespace,
    "metrics-bind-address": `$(POD_IP):${PORTS.metrics}`,
  }),
  webhook: (): Flags => ({
    ...signIn,
    "bind-address": "$(POD_IP)",
    "cert-dir": TLS,
    "health-probe-bind-address": "$(POD_IP):8000",
    "metrics-bind-address": `$(POD_IP):${PORTS.metrics}`,
    "secure-port": String(PORTS.webhook),
  }),
};

/** Name of a component that signs in to the federated API. */
export type ControllerName = keyof typeof controllerFlags;

interface Controller {
  readonly service: boolean;
  readonly health: { readonly path: string; readonly port: number; readonly scheme: "HTTP" | "HTTPS" };
}

const CONTROLLERS: Readonly<Record<ControllerName, Controller>> = {
  aggregatedApiServer: {
    service: true,
    health: { path: "/readyz", port: PORTS.aggregatedApiServer, scheme: "HTTPS" },
  },
  kubeControllerManager: {
    service: false,
    health: { path: "/healthz", port: PORTS.kubeControllerManager, scheme: "HTTPS" },
  },
  controllerManager: {
    service: false,
    health: { path: "/healthz", port: PORTS.controllerManagerHealth, scheme: "HTTP" },
  },
  scheduler: { service: false, health: { path: "/healthz", port: PORTS.schedulerHealth, scheme: "HTTP" } },
  webhook: { service: true, health: { path: "/readyz", port: PORTS.webhook, scheme: "HTTPS" } },
};

/** Runs a component that signs in to the federated API, with its Service where others call it. */
export function deployController(
  controller: ControllerName,
  host: Host,
  topology: Topology,
  pki: ControlPlanePki,
  args: ComponentArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
  const { namespace } = topology;
  const name = COMPONENTS[controller];
  const { service, health } = CONTROLLERS[controller];
  const authority = pki.authority.keyPair.certificate;
  const client = pki.clients[controller];
  const secret = (role: string, files: Record<string, pulumi.Input<string>>): pulumi.Output<string> =>
    fileSecret(host, namespace, `${name}-${role}`, files, opts).metadata.name;

  const kubeconfig = clientKubeconfig(topology.name, topology.apiServerUrl, authority, client);
  const secrets: SecretMount[] = [{ secret: secret("client", { kubeconfig, "ca.crt": authority }), path: CLIENT }];
  const restartOn: pulumi.Input<string>[] = [authority, client.certificate];
  const serving: KeyPair | undefined =
    controller === "aggregatedApiServer" || controller === "webhook" ? pki[controller] : undefined;
  if (serving) {
    secrets.push({ secret: secret("tls", pairFiles(authority, serving)), path: TLS });
    restartOn.push(serving.certificate);
  }
  if (controller === "aggregatedApiServer") {
    const etcdAuthority = pki.etcdAuthority.keyPair.certificate;
    secrets.push({ secret: secret("etcd", pairFiles(etcdAuthority, pki.etcdAggregatedClient)), path: ETCD });
    restartOn.push(etcdAuthority, pki.etcdAggregatedClient.certificate);
  }
  if (controller === "kubeControllerManager") {
    const files = { "tls.key": pki.tokenSigningKey.private };
    secrets.push({ secret: secret("service-accounts", files), path: SERVICE_ACCOUNTS });
    restartOn.push(pki.tokenSigningKey.public);
  }

  if (service) internalService(host, namespace, name, health.port, opts);
  return deployComponent(
    host,
    namespace,
    {
      name,
      image: controller,
      program: name,
      flags: controllerFlags[controller](topology),
      args,
      secrets,
      readinessProbe: readyWhen(health.path, health.port, health.scheme),
      livenessProbe: aliveWhile(health.path, health.port, health.scheme),
      restartOn,
    },
    opts,
  );
}

function internalService(
  host: Host,
  namespace: string,
  name: string,
  targetPort: number,
  opts: pulumi.CustomResourceOptions,
): void {
  new k8s.core.v1.Service(
    host.nameOf(name),
    {
      metadata: host.metadata(name, namespace, { annotations: { "pulumi.com/skipAwait": "true" } }),
      spec: { selector: componentLabels(name), ports: [{ name: "https", port: 443, targetPort }] },
    },
    host.options(opts),
  );
}
