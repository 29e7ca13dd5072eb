import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { addressAndPort, balancerAddresses, clusterAddress, nodePortOf } from "../host/addresses";
import { runDeployment } from "../host/deployment";
import type { Site } from "../host/site";
import { componentLabels } from "../kube/labels";
import { resolvedDelegations } from "./delegations";
import type { DnsArgs, DnsServiceArgs } from "./dns-args";
import { DNS_COMPONENTS, DNS_REQUESTS, type Records } from "./records";
import { CORE_DNS_PORTS, zoneCorefile } from "./zone-corefile";

export const DEFAULT_TTL_SECONDS = 5;
const DNS_PORT = 53;
const CONFIG_FOLDER = "/etc/coredns";
const TLS_FOLDER = "/etc/records-etcd";

/**
 * Runs the zone's name servers once the records can be read. If they started earlier, the host's DNS would tell them
 * for a while that etcd's name does not exist.
 */
export function deployNameServers(site: Site, zone: string, records: Records, args: DnsArgs): k8s.apps.v1.Deployment {
  const name = DNS_COMPONENTS.coreDns;
  const labels = componentLabels(name);
  const credentials = records.credentials?.coreDns;
  const corefile = resolvedDelegations(args.delegations).apply((delegations) =>
    zoneCorefile({
      zone,
      federation: site.federation,
      endpoints: records.endpoints,
      tlsFolder: credentials && TLS_FOLDER,
      ttlSeconds: args.ttlSeconds ?? DEFAULT_TTL_SECONDS,
      upstreams: args.upstreams ?? [],
      delegations,
    }),
  );
  const config = new k8s.core.v1.ConfigMap(
    site.nameOf(name),
    { metadata: site.metadata(name), data: { Corefile: corefile } },
    site.options(),
  );
  const { dns, ready, health } = CORE_DNS_PORTS;
  return runDeployment(site.after(...records.ready), name, {
    labels,
    replicas: args.replicas ?? 2,
    restartOn: [corefile, ...(credentials?.restartOn ?? [])],
    pod: {
      name,
      image: "coreDns",
      args: ["-conf", `${CONFIG_FOLDER}/Corefile`],
      resources: args.resources ?? { requests: DNS_REQUESTS.coreDns },
      ports: [
        { name: "dns-udp", containerPort: dns, protocol: "UDP" },
        { name: "dns-tcp", containerPort: dns, protocol: "TCP" },
      ],
      health: { scheme: "HTTP", port: ready, ready: "/ready", alive: "/health", alivePort: health },
      metrics: CORE_DNS_PORTS.metrics,
      // The image's program has this file capability, and does not start without it.
      addCapability: "NET_BIND_SERVICE",
      secrets: credentials ? [{ secret: credentials.secret, path: TLS_FOLDER }] : [],
      volumes: [{ name: "config", configMap: { name: config.metadata.name } }],
      volumeMounts: [{ name: "config", mountPath: CONFIG_FOLDER, readOnly: true }],
    },
  });
}

/** Creates the Service of the name servers. */
export function nameServerService(site: Site, args: DnsServiceArgs): k8s.core.v1.Service {
  const name = DNS_COMPONENTS.coreDns;
  const port = (protocol: "UDP" | "TCP"): inputs.core.v1.ServicePort => ({
    name: `dns-${protocol.toLowerCase()}`,
    protocol,
    port: DNS_PORT,
    targetPort: CORE_DNS_PORTS.dns,
    nodePort: args.nodePort,
  });
  return new k8s.core.v1.Service(
    site.nameOf(name),
    {
      metadata: site.metadata(name, { annotations: { ...args.annotations } }),
      spec: {
        type: args.type ?? "NodePort",
        ipFamilyPolicy: args.ipFamilyPolicy,
        loadBalancerClass: args.loadBalancerClass,
        externalTrafficPolicy: args.externalTrafficPolicy,
        selector: componentLabels(name),
        ports: [port("UDP"), port("TCP")],
      },
    },
    site.options(),
  );
}

/** Addresses of the name servers, as `address:port`. */
export function nameServerAddresses(
  service: k8s.core.v1.Service,
  args: DnsServiceArgs,
  hostAddresses: pulumi.Input<readonly string[]>,
): pulumi.Output<string[]> {
  switch (args.type ?? "NodePort") {
    case "NodePort":
      return pulumi
        .all([hostAddresses, nodePortOf(service, args.nodePort)])
        .apply(([addresses, port]) => addresses.map((address) => addressAndPort(address, port)));
    case "LoadBalancer":
      return balancerAddresses(service).apply((addresses) =>
        addresses.map((address) => addressAndPort(address, DNS_PORT)),
      );
    case "ClusterIP":
      return clusterAddress(service).apply((address) => [addressAndPort(address, DNS_PORT)]);
  }
}
