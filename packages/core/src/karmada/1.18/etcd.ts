import { ETCD_PORTS } from "../../kube/etcd-ports";
import { type Component, type FlagContext, podHost } from "../component";

const DATA = "/var/lib/etcd";
const SERVER = "/etc/etcd/server";
const PEER = "/etc/etcd/peer";

/** It answers once it has read its database and log, which takes minutes for some gigabytes on a slow volume. */
const START_SECONDS = 1200;

const { client, peer, metrics } = ETCD_PORTS;
const pod = ({ etcd }: FlagContext): string => `$(POD_NAME).${etcd.serviceHost}`;

/** etcd, TLS to its clients and between its members. */
export const etcd: Component = {
  name: "etcd",
  image: "etcd",
  program: "/usr/local/bin/etcd",
  flags: {
    name: "$(POD_NAME)",
    "data-dir": `${DATA}/data`,
    "listen-client-urls": (at) => `https://${podHost(at)}:${client},https://127.0.0.1:${client}`,
    "listen-peer-urls": (at) => `https://${podHost(at)}:${peer}`,
    "listen-metrics-urls": (at) => `http://${podHost(at)}:${metrics}`,
    "advertise-client-urls": (at) => `https://${pod(at)}:${client}`,
    "initial-advertise-peer-urls": (at) => `https://${pod(at)}:${peer}`,
    // Not here, so that members which run go on when others join.
    "initial-cluster": "$(INITIAL_CLUSTER)",
    "initial-cluster-state": "$(INITIAL_CLUSTER_STATE)",
    "initial-cluster-token": (at) => `${at.namespace}-${at.etcd.name}`,
    // All that join at once.
    "max-learners": "2",
    "client-cert-auth": "true",
    "trusted-ca-file": `${SERVER}/ca.crt`,
    "cert-file": `${SERVER}/tls.crt`,
    "key-file": `${SERVER}/tls.key`,
    "peer-client-cert-auth": "true",
    "peer-trusted-ca-file": `${PEER}/ca.crt`,
    "peer-cert-file": `${PEER}/tls.crt`,
    "peer-key-file": `${PEER}/tls.key`,
    // The gateway would authenticate to its own server with the server's certificate, which is not valid for clients.
    "enable-grpc-gateway": "false",
  },
  requests: { cpu: "100m", memory: "128Mi" },
  health: { port: metrics, scheme: "HTTP", ready: "/readyz", alive: "/livez", startSeconds: START_SECONDS },
  metrics,
  secrets: { server: { path: SERVER, certificate: "server" }, peer: { path: PEER, certificate: "peer" } },
  data: DATA,
  ingress: { ports: [client, peer], from: ["etcd", "apiServer", "aggregatedApiServer"] },
  egress: ["etcd"],
};
