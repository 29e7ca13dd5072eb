import { type Fault, quoted } from "@fedstack/constructs/faults";

/** Range of ports for Services of type NodePort. */
const NODE_PORTS = { first: 30000, last: 32767 };

const QUANTITY = /^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)?$/;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const NAMESPACE_REMEDY = 'use at most 63 lowercase letters, digits and "-", with a letter or digit at both ends';

/** Checks the name of a namespace, if there is one. */
export function namespaceFaults(path: string, namespace: string | undefined): Fault[] {
  return namespace === undefined || NAMESPACE.test(namespace)
    ? []
    : [{ path, problem: `${quoted(namespace)} is not a valid name of a namespace`, remedy: NAMESPACE_REMEDY }];
}

/** Whether a Service of type NodePort can have a port on each node. */
export function isNodePort(port: number | undefined): boolean {
  return Number.isInteger(port) && port! >= NODE_PORTS.first && port! <= NODE_PORTS.last;
}

/** Checks the port of a Service on each node, if it is set: only a Service of type NodePort has one. */
export function nodePortFaults(
  path: string,
  { type = "NodePort", nodePort }: { readonly type?: string | undefined; readonly nodePort?: number | undefined },
): Fault[] {
  if (nodePort === undefined) return [];
  const at = `${path}.nodePort`;
  if (type !== "NodePort") {
    const problem = `${quoted(nodePort)} has no effect with type ${quoted(type)}`;
    return [{ path: at, problem, remedy: 'remove it, or set type to "NodePort"' }];
  }
  return isNodePort(nodePort)
    ? []
    : [
        {
          path: at,
          problem: `${quoted(nodePort)} is not a node port`,
          remedy: `use one from ${NODE_PORTS.first} to ${NODE_PORTS.last}`,
        },
      ];
}

/** Checks the number of members of an etcd. */
export function etcdSizeFaults(path: string, members: number = 1): Fault[] {
  return members === 1 || members === 3
    ? []
    : [{ path, problem: `${quoted(members)} is not a size that etcd can use`, remedy: "use 1 or 3" }];
}

/** Checks that a Service with the class of a load balancer has one. */
export function balancerClassFaults(
  path: string,
  {
    type = "NodePort",
    loadBalancerClass,
  }: { readonly type?: string | undefined; readonly loadBalancerClass?: string | undefined },
): Fault[] {
  return loadBalancerClass === undefined || type === "LoadBalancer"
    ? []
    : [
        {
          path: `${path}.loadBalancerClass`,
          problem: `${quoted(loadBalancerClass)} has no effect with type ${quoted(type)}`,
          remedy: 'set type to "LoadBalancer"',
        },
      ];
}

/** Checks the size of an etcd's volumes, if it is set. */
export function storageFaults(
  path: string,
  storage: { readonly size?: string | undefined } | "ephemeral" = {},
): Fault[] {
  if (storage === "ephemeral" || storage.size === undefined || QUANTITY.test(storage.size)) return [];
  return [
    {
      path: `${path}.size`,
      problem: `${quoted(storage.size)} is not a Kubernetes quantity`,
      remedy: 'use one such as "1Gi"',
    },
  ];
}

/** Checks a number, where one is given. */
export function wholeNumber(path: string, value: number | undefined, least: number, most?: number): Fault[] {
  if (value === undefined || (Number.isInteger(value) && value >= least && (most === undefined || value <= most))) {
    return [];
  }
  const range = most === undefined ? `from ${least}` : `from ${least} to ${most}`;
  return [{ path, problem: `${quoted(value)} is out of range`, remedy: `use a whole number ${range}` }];
}
