import {
  checked,
  type Fault,
  type FieldShapes,
  mapOf,
  NUMBER,
  quoted,
  type Reader,
  STRING,
  wordOf,
} from "@fedstack/constructs/faults";
import { annotationKey } from "@fedstack/constructs/kinds";
import { STRING_INPUT } from "./shape";

/** Range of ports for Services of type NodePort. */
const NODE_PORTS = { first: 30000, last: 32767 };

/** A label's name, with or without the domain of who defines it. */
const CLASS = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** What the arguments of a Service are made of that is reached from outside of the host. */
export const SERVICE = {
  type: wordOf(["NodePort", "LoadBalancer", "ClusterIP"]),
  nodePort: NUMBER,
  loadBalancerClass: checked(STRING, classFormFaults),
  externalTrafficPolicy: wordOf(["Cluster", "Local"]),
  ipFamilyPolicy: wordOf(["SingleStack", "PreferDualStack", "RequireDualStack"]),
  annotations: mapOf(annotationKey, STRING_INPUT),
} as const;

/** Such a Service, whose fields have to go together. */
export function exposed(fields: FieldShapes): Reader {
  const withPort = checked(fields, nodePortFaults, ["type", "nodePort"]);
  const withClass = checked(withPort, balancerClassFaults, ["type", "loadBalancerClass"]);
  return checked(withClass, trafficPolicyFaults, ["type", "externalTrafficPolicy"]);
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
  if (type !== "NodePort") return [withoutEffect(at, nodePort, type, 'remove it, or set type to "NodePort"')];
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

function classFormFaults(path: string, name: string): Fault[] {
  if (CLASS.test(name)) return [];
  const problem = `${quoted(name)} is not the class of a load balancer`;
  return [{ path, problem, remedy: 'use one such as "service.k8s.aws/nlb"' }];
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
    : [withoutEffect(`${path}.loadBalancerClass`, loadBalancerClass, type, 'set type to "LoadBalancer"')];
}

/** Checks that a Service which says where connections from outside go takes some. */
export function trafficPolicyFaults(
  path: string,
  {
    type,
    externalTrafficPolicy,
  }: { readonly type?: string | undefined; readonly externalTrafficPolicy?: string | undefined },
): Fault[] {
  if (externalTrafficPolicy === undefined || type !== "ClusterIP") return [];
  const remedy = 'remove it, or set type to "NodePort" or "LoadBalancer"';
  return [withoutEffect(`${path}.externalTrafficPolicy`, externalTrafficPolicy, type, remedy)];
}

function withoutEffect(path: string, value: string | number, type: string, remedy: string): Fault {
  return { path, problem: `${quoted(value)} has no effect with type ${quoted(type)}`, remedy };
}
