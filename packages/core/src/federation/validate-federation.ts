import { etcdSizeFaults, namespaceFaults, NODE_PORTS, storageFaults } from "../validation/checks";
import { apiServerFlags } from "../control-plane/api-server";
import { type ControllerName, controllerFlags } from "../control-plane/controllers";
import { etcdFlags } from "../host/etcd";
import { flagFaults } from "../host/flags";
import { Topology } from "../host/topology";
import type { Fault } from "../validation/errors";
import type { FederationArgs } from "./federation-args";

const NAME = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;
const DNS_NAME_OR_ADDRESS = /^(\*\.)?[A-Za-z0-9]([-A-Za-z0-9.:]{0,251}[A-Za-z0-9])?$/;
const MAX_LOG_LEVEL = 10;
/** Domain for which flags are computed when only their names matter. */
const ANY_DOMAIN = "cluster.local";

/** Every fault of a federation's arguments but those of its zone and DNS. Pure. */
export function federationFaults(args: FederationArgs): Fault[] {
  const topology = new Topology(args.name ?? "federation", ANY_DOMAIN, 1);
  const controllers = Object.keys(controllerFlags) as ControllerName[];
  return [
    ...nameFaults(args),
    ...lifetimeFaults(args.certificates ?? {}),
    ...positive("timeoutSeconds", args.timeoutSeconds),
    ...serviceFaults(args),
    ...componentFaults("apiServer", args.apiServer, Object.keys(apiServerFlags(topology, ANY_DOMAIN, true))),
    ...flagFaults("etcd.extraArgs", Object.keys(etcdFlags(topology.etcd)), args.etcd?.extraArgs ?? {}),
    ...etcdSizeFaults("etcd.replicas", args.etcd?.replicas),
    ...storageFaults("etcd.storage", args.etcd?.storage),
    ...controllers.flatMap((name) => componentFaults(name, args[name], Object.keys(controllerFlags[name](topology)))),
  ];
}

function nameFaults(args: FederationArgs): Fault[] {
  const faults: Fault[] = [];
  if (args.name !== undefined && !NAME.test(args.name)) {
    faults.push({
      path: "name",
      problem: `"${args.name}" is not a federation's name`,
      remedy: "Use at most 40 lower case letters, digits and -, a letter first and no - at the end",
    });
  }
  for (const role of ["system", "dns"] as const) {
    const namespace = args.namespaces?.[role];
    if (namespace === undefined) continue;
    faults.push(...namespaceFaults(`namespaces.${role}`, namespace));
    if (/^(default$|kube-)/.test(namespace)) {
      faults.push({ path: `namespaces.${role}`, problem: `"${namespace}" belongs to Kubernetes` });
    }
  }
  const { system, dns } = args.namespaces ?? {};
  if (system !== undefined && system === dns) {
    faults.push({ path: "namespaces", problem: `system and dns are both "${dns}"`, remedy: "Give each its own" });
  }
  return faults;
}

function lifetimeFaults(lifetimes: NonNullable<FederationArgs["certificates"]>): Fault[] {
  const { validityHours = 8760, earlyRenewalHours = 720 } = lifetimes;
  const faults = (["validityHours", "earlyRenewalHours", "authorityValidityHours"] as const).flatMap((field) =>
    positive(`certificates.${field}`, lifetimes[field]),
  );
  if (earlyRenewalHours >= validityHours) {
    faults.push({
      path: "certificates.earlyRenewalHours",
      problem: `"${earlyRenewalHours}" is not less than validityHours, "${validityHours}": every up would renew`,
    });
  }
  return faults;
}

function serviceFaults({ apiServer }: FederationArgs): Fault[] {
  const service = apiServer?.service ?? {};
  const faults: Fault[] = [];
  const { nodePort, type = "NodePort" } = service;
  if (nodePort !== undefined) {
    if (type !== "NodePort") {
      faults.push({ path: "apiServer.service.nodePort", problem: `"${nodePort}" has no meaning for type "${type}"` });
    } else if (!Number.isInteger(nodePort) || nodePort < NODE_PORTS.first || nodePort > NODE_PORTS.last) {
      faults.push({
        path: "apiServer.service.nodePort",
        problem: `"${nodePort}" is not a node port`,
        remedy: `Use one from ${NODE_PORTS.first} to ${NODE_PORTS.last}`,
      });
    }
  }
  const names: [string, string | undefined][] = [
    ["apiServer.service.advertiseAddress", service.advertiseAddress],
    ...(apiServer?.certificateNames ?? []).map((name, index): [string, string] => [
      `apiServer.certificateNames[${index}]`,
      name,
    ]),
  ];
  for (const [path, name] of names) {
    if (name !== undefined && !DNS_NAME_OR_ADDRESS.test(name)) {
      faults.push({
        path,
        problem: `"${name}" is neither an IP address nor a DNS name`,
        remedy: "Leave out scheme and port",
      });
    }
  }
  return faults;
}

function componentFaults(path: string, args: FederationArgs["apiServer"], owned: readonly string[]): Fault[] {
  if (!args) return [];
  const { logLevel } = args;
  const faults = flagFaults(`${path}.extraArgs`, [...owned, "v"], args.extraArgs ?? {});
  if (logLevel !== undefined && (!Number.isInteger(logLevel) || logLevel < 0 || logLevel > MAX_LOG_LEVEL)) {
    faults.push({
      path: `${path}.logLevel`,
      problem: `"${logLevel}" is not a whole number from 0 to ${MAX_LOG_LEVEL}`,
    });
  }
  return [...faults, ...positive(`${path}.replicas`, args.replicas)];
}

function positive(path: string, value: number | undefined): Fault[] {
  return value === undefined || (Number.isInteger(value) && value > 0)
    ? []
    : [{ path, problem: `"${value}" is not a whole number above 0` }];
}
