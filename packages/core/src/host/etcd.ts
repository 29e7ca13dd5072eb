import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Host } from "./host";
import { componentLabels } from "../kube/labels";
import { aliveWhile, POD_IDENTITY, readyWhen, restrictedPod } from "./pods";
import type { KeyPair } from "../pki/certificate-authority";
import { apartByNode, checksum, type ComponentArgs } from "./component";
import { commandOf } from "./flags";
import { fileSecret, pairFiles } from "./secrets";
import { type EtcdSite, PORTS } from "./topology";

/** Volume of a database. */
export interface StorageArgs {
  /**
   * Size of each member's volume, as a Kubernetes quantity.
   *
   * @default "5Gi"
   */
  readonly size?: string;
  /**
   * Class of the volumes.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;
}

/** The database of the control plane. */
export interface EtcdArgs extends Omit<ComponentArgs, "replicas" | "logLevel"> {
  /**
   * How many members: three outlive the loss of one.
   *
   * @default 1
   */
  readonly replicas?: 1 | 3;
  /**
   * Its volumes, or `"ephemeral"`: the data goes with the pod.
   *
   * @default - a volume of 5Gi of the cluster's default class for each member
   */
  readonly storage?: StorageArgs | "ephemeral";
}

/** @internal */
export interface EtcdPki {
  readonly authority: pulumi.Input<string>;
  readonly server: KeyPair;
  readonly peer: KeyPair;
}

const DATA = "/var/lib/etcd";
const SERVER = "/etc/etcd/server";
const PEER = "/etc/etcd/peer";

/**
 * Flags of etcd that follow from its certificates, names and ports.
 *
 * @internal
 */
export function etcdFlags(site: EtcdSite): Record<string, string> {
  const pod = `$(POD_NAME).${site.serviceHost}`;
  const { etcdClient, etcdPeer, etcdMetrics } = PORTS;
  return {
    name: "$(POD_NAME)",
    "data-dir": `${DATA}/data`,
    "listen-client-urls": `https://$(POD_IP):${etcdClient},https://127.0.0.1:${etcdClient}`,
    "listen-peer-urls": `https://$(POD_IP):${etcdPeer}`,
    "listen-metrics-urls": `http://$(POD_IP):${etcdMetrics}`,
    "advertise-client-urls": `https://${pod}:${etcdClient}`,
    "initial-advertise-peer-urls": `https://${pod}:${etcdPeer}`,
    "initial-cluster": site.initialCluster,
    "initial-cluster-state": "new",
    "initial-cluster-token": `${site.namespace}-${site.name}`,
    "client-cert-auth": "true",
    "trusted-ca-file": `${SERVER}/ca.crt`,
    "cert-file": `${SERVER}/tls.crt`,
    "key-file": `${SERVER}/tls.key`,
    "peer-client-cert-auth": "true",
    "peer-trusted-ca-file": `${PEER}/ca.crt`,
    "peer-cert-file": `${PEER}/tls.crt`,
    "peer-key-file": `${PEER}/tls.key`,
    // The gateway would sign in to its own server with the server's certificate, which is none of a client.
    "enable-grpc-gateway": "false",
  };
}

/**
 * Runs an etcd, TLS to its clients and between its members.
 *
 * @internal
 */
export function deployEtcd(
  host: Host,
  site: EtcdSite,
  pki: EtcdPki,
  args: EtcdArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.apps.v1.StatefulSet {
  const { name, namespace } = site;
  const selector = componentLabels(name);
  const server = fileSecret(host, namespace, `${name}-server`, pairFiles(pki.authority, pki.server), opts);
  const peer = fileSecret(host, namespace, `${name}-peer`, pairFiles(pki.authority, pki.peer), opts);

  new k8s.core.v1.Service(
    host.nameOf(name),
    {
      metadata: host.metadata(name, namespace, { annotations: { "pulumi.com/skipAwait": "true" } }),
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector,
        ports: [
          { name: "client", port: PORTS.etcdClient },
          { name: "peer", port: PORTS.etcdPeer },
        ],
      },
    },
    host.options(opts),
  );

  const storage = args.storage ?? {};
  return new k8s.apps.v1.StatefulSet(
    host.nameOf(name),
    {
      metadata: host.metadata(name, namespace, { labels: selector }),
      spec: {
        serviceName: name,
        replicas: site.replicas,
        podManagementPolicy: "Parallel",
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: selector,
            annotations: {
              "fedstack.dev/checksum": checksum([pki.authority, pki.server.certificate, pki.peer.certificate]),
            },
          },
          spec: {
            ...restrictedPod({
              name,
              image: host.image("etcd"),
              command: commandOf("/usr/local/bin/etcd", { ...etcdFlags(site), ...args.extraArgs }),
              env: POD_IDENTITY,
              resources: args.resources,
              readinessProbe: readyWhen("/readyz", PORTS.etcdMetrics, "HTTP"),
              livenessProbe: aliveWhile("/livez", PORTS.etcdMetrics, "HTTP"),
              secrets: [
                { secret: server.metadata.name, path: SERVER },
                { secret: peer.metadata.name, path: PEER },
              ],
              volumes: storage === "ephemeral" ? [{ name: "data", emptyDir: {} }] : [],
              volumeMounts: [{ name: "data", mountPath: DATA }],
              imagePullSecrets: host.images.pullSecrets,
            }),
            affinity: apartByNode(selector),
          },
        },
        volumeClaimTemplates: storage === "ephemeral" ? undefined : [dataVolume(storage)],
      },
    },
    host.options(opts),
  );
}

function dataVolume({ size = "5Gi", className }: StorageArgs): inputs.core.v1.PersistentVolumeClaim {
  return {
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: className, resources: { requests: { storage: size } } },
  };
}
