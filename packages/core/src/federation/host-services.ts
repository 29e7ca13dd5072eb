import { isIP } from "node:net";
import { quoted } from "@fedstack/constructs/faults";
import type { IpFamily } from "../karmada/component";
import { isLabeledBy } from "../kube/labels";
import type { Fault } from "../validation/errors";
import { itemsOf } from "./host-items";
import type { Layout } from "./layout";

/** The parts of a Service that matter, as far as a host answers with them. */
export interface SeenService {
  readonly metadata?:
    | {
        readonly name?: unknown;
        readonly namespace?: unknown;
        readonly labels?: Readonly<Record<string, unknown>> | null | undefined;
      }
    | null
    | undefined;
  readonly spec?:
    | {
        readonly ports?: readonly ({ readonly nodePort?: unknown } | null)[] | null | undefined;
        readonly healthCheckNodePort?: unknown;
        readonly clusterIP?: unknown;
      }
    | null
    | undefined;
}

/** Service by which pods of every cluster find its API server. It has the IP family of the pods. */
const API_SERVICE = { name: "kubernetes", namespace: "default" };
const ONLY_API = `?fieldSelector=${encodeURIComponent("metadata.namespace=default,metadata.name=kubernetes")}`;

/**
 * Asks a host which Services it has, all of them or only that of its API server. A host that does not list them says nothing
 * until the `up`, which fails there.
 */
export function servicesOf(kubeconfig: string, which: "all" | "API"): Promise<readonly SeenService[]> {
  return itemsOf(kubeconfig, `/api/v1/services${which === "all" ? "" : ONLY_API}`);
}

/** Faults of node ports that Services of somebody else have. */
export function takenPortFaults(host: string, { name, nodePorts }: Layout, services: readonly SeenService[]): Fault[] {
  const strangers = services.filter((service) => !isOwn(name, service));
  return Object.entries(nodePorts).flatMap(([path, port]): Fault[] => {
    const holder = strangers.find((service) => nodePortsOf(service).includes(port));
    if (!holder) return [];
    const { namespace, name: taker } = holder.metadata ?? {};
    return [
      {
        path,
        problem: `${quoted(port)} is a node port of the Service ${quoted(`${String(namespace)}/${String(taker)}`)} on host ${quoted(host)}`,
        remedy: isOfAnyFederation(holder)
          ? "use another port, or let the other federation give it up in an `up` of its own first"
          : "use another port, or leave it to the host",
      },
    ];
  });
}

/** Faults of an IP family that a host's pods do not have. */
export function hostFamilyFaults(host: string, wanted: IpFamily = "IPv4", services: readonly SeenService[]): Fault[] {
  const api = services.find(
    ({ metadata }) => metadata?.name === API_SERVICE.name && metadata.namespace === API_SERVICE.namespace,
  );
  const family = isIP(String(api?.spec?.clusterIP));
  if (family === 0 || `IPv${family}` === wanted) return [];
  return [
    {
      path: "ipFamily",
      problem: `pods of host ${quoted(host)} are known by IPv${family} addresses, not by ${wanted} ones`,
      remedy: `set ipFamily to ${quoted(`IPv${family}`)}`,
    },
  ];
}

function isOwn(federation: string, { metadata }: SeenService): boolean {
  return isLabeledBy(federation, metadata?.labels);
}

function isOfAnyFederation(service: SeenService): boolean {
  const federation = service.metadata?.labels?.["app.kubernetes.io/part-of"];
  return typeof federation === "string" && isOwn(federation, service);
}

function nodePortsOf({ spec }: SeenService): unknown[] {
  return [...(spec?.ports ?? []).map((port) => port?.nodePort), spec?.healthCheckNodePort];
}
