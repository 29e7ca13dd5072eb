import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Node port of a Service: the given one, or the one that the cluster chooses when it creates the Service. */
export function nodePortOf(service: k8s.core.v1.Service, given?: number): pulumi.Output<number> {
  if (given !== undefined) return pulumi.output(given);
  return service.spec.apply(({ ports }) => known(ports[0]?.nodePort));
}

/** The address of a Service inside its cluster. */
export function clusterAddress(service: k8s.core.v1.Service): pulumi.Output<string> {
  return service.spec.apply(({ clusterIP }) => known(clusterIP));
}

/** The addresses of a Service's load balancer. */
export function balancerAddresses(service: k8s.core.v1.Service): pulumi.Output<string[]> {
  return service.status.apply((status) =>
    known(status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname)),
  );
}

/** Addresses and more of them, each once. */
export function allAddresses(
  first: pulumi.Input<readonly pulumi.Input<string>[]>,
  more: readonly string[] = [],
): pulumi.Output<readonly string[]> {
  return pulumi.output(first).apply((addresses) => [...new Set([...addresses, ...more])]);
}

/** Every name by which pods of a cluster may ask for a Service. The shortest that always resolves is the last. */
export function serviceNames(service: string, namespace: string, clusterDomain: string): string[] {
  return [
    service,
    `${service}.${namespace}`,
    `${service}.${namespace}.svc`,
    `${service}.${namespace}.svc.${clusterDomain}`,
  ];
}

/** Address and port for a URL, with IPv6 in brackets. */
export function addressAndPort(address: string, port: number): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** Marks a value that a preview cannot know yet as unknown, so that what is computed from it is unknown, too. */
function known<T>(value: T | undefined): T {
  return value ?? (pulumi.unknown as unknown as T);
}
