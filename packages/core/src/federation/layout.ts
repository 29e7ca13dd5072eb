import { quoted } from "@fedstack/constructs/faults";
import { isKubernetesNamespace, isMembersNamespace } from "@fedstack/constructs/kinds";
import { folderIn } from "../backup/store";
import { delegatedZones } from "../dns/delegations";
import { ownNameServers } from "../dns/provider-args";
import type { ExternalEtcdArgs } from "../etcd/etcd-args";
import { defaultNamespaces } from "../host/namespaces";
import type { Fault } from "../validation/errors";
import { isNodePort } from "../validation/services";
import type { FederationArgs } from "./federation-args";

/** Namespaces and ports of the host that a federation takes, given or by default. */
export interface Layout {
  readonly name: string;
  /** Zone, with the dot at its end. */
  readonly zone: string;
  /** That of DNS is not made without DNS. */
  readonly namespaces: { readonly system: string; readonly dns: string };
  /** Who answers for the zone. */
  readonly answering: "own" | "provider" | "nobody";
  /** Zones inside its own that other name servers answer. */
  readonly delegated: readonly string[];
  /** Node ports that are given, by their arguments. Others are chosen by the host. */
  readonly nodePorts: { readonly [path: string]: number };
  /** Where the control plane keeps its objects, if not in an etcd of its own. */
  readonly externalEtcd: Pick<ExternalEtcdArgs, "endpoints" | "prefix"> | undefined;
  /** URL of the folder of its backups, if they are in a bucket. */
  readonly backups: string | undefined;
}

type Role = keyof Layout["namespaces"];

/** What a federation takes of its host. */
export function layoutOf(zone: string, args: FederationArgs): Layout {
  const name = args.name ?? "federation";
  const { system, dns } = defaultNamespaces(name);
  const to = args.backup?.to;
  const given = {
    "apiServer.service.nodePort": args.apiServer?.service?.nodePort,
    "dns.service.nodePort": ownNameServers(args.dns)?.service?.nodePort,
  };
  return {
    name,
    zone,
    namespaces: { system: args.namespaces?.system ?? system, dns: args.namespaces?.dns ?? dns },
    answering: args.dns === false ? "nobody" : ownNameServers(args.dns) ? "own" : "provider",
    delegated: delegatedZones(ownNameServers(args.dns)?.delegations),
    nodePorts: Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, number] => isNodePort(entry[1])),
    ),
    externalEtcd: args.etcd?.external,
    backups: to?.kind === "bucket" ? new URL(folderIn(to, name)).href : undefined,
  };
}

/** Namespaces and ports that a federation cannot take, or takes twice. */
export function layoutFaults(layout: Layout, args: FederationArgs): Fault[] {
  const { system, dns } = layout.namespaces;
  const faults = rolesOf(layout)
    .filter((role) => isReserved(layout.namespaces[role]))
    .map((role) => ({
      path: pathOf(role, args),
      problem: `the namespace ${quoted(layout.namespaces[role])} is reserved by Kubernetes or Karmada`,
      remedy:
        args.namespaces?.[role] === undefined ? `use another name, or set namespaces.${role}` : "use another namespace",
    }));
  if (system === dns && layout.answering !== "nobody") {
    faults.push({
      path: "namespaces",
      problem: `system and dns are both ${quoted(dns)}`,
      remedy: "use a namespace of its own for each",
    });
  }
  if (layout.answering === "nobody" && args.namespaces?.dns !== undefined) {
    faults.push({
      path: "namespaces.dns",
      problem: `${quoted(args.namespaces.dns)} is not made, because dns is false`,
      remedy: "leave one of them out",
    });
  }
  const [first, second] = Object.keys(layout.nodePorts);
  if (second !== undefined && layout.nodePorts[first!] === layout.nodePorts[second]) {
    faults.push({
      path: second,
      problem: `${quoted(layout.nodePorts[second])} is also ${first}`,
      remedy: "use another port, or leave one of them to the host",
    });
  }
  const { records } = ownNameServers(args.dns) ?? {};
  const operator = records?.kind === "operator" ? records.operatorNamespace : undefined;
  if (operator === system || operator === dns) {
    faults.push({
      path: "dns.records.operatorNamespace",
      problem: `${quoted(operator)} is a namespace that the federation makes`,
      remedy: "name the namespace of an etcd-operator that exists, or leave it out",
    });
  }
  return faults;
}

/** Namespaces and ports that two federations of one host would both take. */
export function sharedFaults(layout: Layout, other: Layout, args: FederationArgs): Fault[] {
  const taken = rolesOf(other).map((role) => other.namespaces[role]);
  const namespaces = rolesOf(layout)
    .filter((role) => taken.includes(layout.namespaces[role]))
    .map((role) => ({
      path: pathOf(role, args),
      problem: `the namespace ${quoted(layout.namespaces[role])} already belongs to federation ${quoted(other.name)} on this host`,
      remedy: `set namespaces.${role} to another namespace`,
    }));
  const ports = Object.entries(layout.nodePorts).flatMap(([path, port]): Fault[] => {
    const same = Object.keys(other.nodePorts).find((key) => other.nodePorts[key] === port);
    if (same === undefined) return [];
    return [
      {
        path,
        problem: `${quoted(port)} is already ${same} of federation ${quoted(other.name)} on this host`,
        remedy: "use another port, or leave it to the host",
      },
    ];
  });
  return [...namespaces, ...ports];
}

/** The namespaces that are made. */
function rolesOf({ answering }: Layout): Role[] {
  return answering === "nobody" ? ["system"] : ["system", "dns"];
}

function pathOf(role: Role, { namespaces }: FederationArgs): string {
  return namespaces?.[role] === undefined ? "name" : `namespaces.${role}`;
}

/** Whether Kubernetes, or Karmada inside the federated API, uses a namespace itself. */
function isReserved(namespace: string): boolean {
  return namespace === "default" || isKubernetesNamespace(namespace) || isMembersNamespace(namespace);
}
