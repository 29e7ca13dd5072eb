import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { apartByNode, checksum } from "../host/component";
import type { Topology } from "../host/topology";
import type { Host } from "../host/host";
import { addressAndPort, balancerAddresses, clusterAddress, nodePortOf } from "../host/addresses";
import { componentLabels } from "../kube/labels";
import { aliveWhile, readyWhen, restrictedPod } from "../host/pods";
import type { DnsArgs, DnsServiceArgs } from "./dns-args";
import { DNS_COMPONENTS, type Records } from "./records";
import { CORE_DNS_PORTS, zoneCorefile } from "./zone-corefile";

export const DEFAULT_TTL_SECONDS = 5;
const DNS_PORT = 53;
const CONFIG_FOLDER = "/etc/coredns";
const TLS_FOLDER = "/etc/records-etcd";

/**
 * Runs the zone's name servers, once the records can be read: who asks for them earlier is told for a while that their
 * etcd's name does not exist.
 */
export function deployNameServers(
  host: Host,
  topology: Topology,
  zone: string,
  records: Records,
  args: DnsArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
  const name = DNS_COMPONENTS.coreDns;
  const selector = componentLabels(name);
  const credentials = records.credentials?.coreDns;
  const corefile = zoneCorefile({
    zone,
    federation: topology.name,
    endpoints: records.endpoints,
    tlsFolder: credentials && TLS_FOLDER,
    ttlSeconds: args.ttlSeconds ?? DEFAULT_TTL_SECONDS,
    upstreams: args.upstreams ?? [],
  });
  const config = new k8s.core.v1.ConfigMap(
    host.nameOf(name),
    { metadata: host.metadata(name, topology.dnsNamespace), data: { Corefile: corefile } },
    host.options(opts),
  );
  const { dns, ready, health } = CORE_DNS_PORTS;
  return new k8s.apps.v1.Deployment(
    host.nameOf(name),
    {
      metadata: host.metadata(name, topology.dnsNamespace, { labels: selector }),
      spec: {
        replicas: args.replicas ?? 2,
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: selector,
            annotations: { "fedstack.dev/checksum": checksum([corefile, ...(credentials?.restartOn ?? [])]) },
          },
          spec: {
            ...restrictedPod({
              name,
              image: host.image("coreDns"),
              args: ["-conf", `${CONFIG_FOLDER}/Corefile`],
              resources: args.resources,
              ports: [
                { name: "dns-udp", containerPort: dns, protocol: "UDP" },
                { name: "dns-tcp", containerPort: dns, protocol: "TCP" },
              ],
              readinessProbe: readyWhen("/ready", ready, "HTTP"),
              livenessProbe: aliveWhile("/health", health, "HTTP"),
              // The image's program has it in its file, and is not run at all without it.
              addCapability: "NET_BIND_SERVICE",
              secrets: credentials ? [{ secret: credentials.secret, path: TLS_FOLDER }] : [],
              volumes: [{ name: "config", configMap: { name: config.metadata.name } }],
              volumeMounts: [{ name: "config", mountPath: CONFIG_FOLDER, readOnly: true }],
              imagePullSecrets: host.images.pullSecrets,
            }),
            affinity: apartByNode(selector),
          },
        },
      },
    },
    host.options(pulumi.mergeOptions(opts, { dependsOn: [...records.ready] })),
  );
}

/** Makes the Service of the name servers. */
export function nameServerService(
  host: Host,
  topology: Topology,
  args: DnsServiceArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Service {
  const name = DNS_COMPONENTS.coreDns;
  const port = (protocol: "UDP" | "TCP"): inputs.core.v1.ServicePort => ({
    name: `dns-${protocol.toLowerCase()}`,
    protocol,
    port: DNS_PORT,
    targetPort: CORE_DNS_PORTS.dns,
    nodePort: args.nodePort,
  });
  return new k8s.core.v1.Service(
    host.nameOf(name),
    {
      metadata: host.metadata(name, topology.dnsNamespace, { annotations: { ...args.annotations } }),
      spec: { type: args.type ?? "NodePort", selector: componentLabels(name), ports: [port("UDP"), port("TCP")] },
    },
    host.options(opts),
  );
}

/** Where the name servers answer, as `address:port`. */
export function nameServerAddresses(
  service: k8s.core.v1.Service,
  args: DnsServiceArgs,
  hostAddress: pulumi.Input<string>,
): pulumi.Output<string[]> {
  switch (args.type ?? "NodePort") {
    case "NodePort":
      return pulumi
        .all([hostAddress, nodePortOf(service, args.nodePort)])
        .apply(([address, port]) => [addressAndPort(address, port)]);
    case "LoadBalancer":
      return balancerAddresses(service).apply((addresses) =>
        addresses.map((address) => addressAndPort(address, DNS_PORT)),
      );
    case "ClusterIP":
      return clusterAddress(service).apply((address) => [addressAndPort(address, DNS_PORT)]);
  }
}
