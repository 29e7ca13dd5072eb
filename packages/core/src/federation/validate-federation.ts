import type { ComponentArgs } from "../host/component";
import { flagFaults } from "../host/flags";
import type { Component } from "../karmada/component";
import type { Release } from "../karmada/release";
import { DEFAULT_LIFETIMES } from "../pki/lifetimes";
import { etcdSizeFaults, namespaceFaults, NODE_PORTS, storageFaults } from "../validation/checks";
import type { Fault } from "../validation/errors";
import type { FederationArgs } from "./federation-args";

const NAME = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;
const DNS_NAME_OR_ADDRESS = /^(\*\.)?[A-Za-z0-9]([-A-Za-z0-9.:]{0,251}[A-Za-z0-9])?$/;
const MAX_LOG_LEVEL = 10;

/** Faults of a federation's arguments, except its zone and DNS. Pure. */
export function federationFaults({ components }: Release, args: FederationArgs): Fault[] {
  const { apiServer, etcd, ...controllers } = components;
  const names = Object.keys(controllers) as (keyof typeof controllers)[];
  return [
    ...nameFaults(args),
    ...lifetimeFaults(args.certificates ?? {}),
    ...positive("timeoutSeconds", args.timeoutSeconds),
    ...serviceFaults(args),
    ...componentFaults("apiServer", args.apiServer, apiServer),
    ...flagFaults("etcd.extraArgs", Object.keys(etcd.flags), args.etcd?.extraArgs ?? {}),
    ...etcdSizeFaults("etcd.replicas", args.etcd?.replicas),
    ...storageFaults("etcd.storage", args.etcd?.storage),
    ...names.flatMap((name) => componentFaults(name, args[name], controllers[name])),
  ];
}

function nameFaults(args: FederationArgs): Fault[] {
  const faults: Fault[] = [];
  if (args.name !== undefined && !NAME.test(args.name)) {
    faults.push({
      path: "name",
      problem: `"${args.name}" is not a valid name of a federation`,
      remedy: 'use at most 40 lowercase letters, digits and inner "-", starting with a letter',
    });
  }
  for (const role of ["system", "dns"] as const) {
    const namespace = args.namespaces?.[role];
    if (namespace === undefined) continue;
    faults.push(...namespaceFaults(`namespaces.${role}`, namespace));
    if (/^(default$|kube-)/.test(namespace)) {
      faults.push({ path: `namespaces.${role}`, problem: `"${namespace}" is a namespace of Kubernetes` });
    }
  }
  const { system, dns } = args.namespaces ?? {};
  if (system !== undefined && system === dns) {
    faults.push({
      path: "namespaces",
      problem: `system and dns are both "${dns}"`,
      remedy: "use different namespaces",
    });
  }
  return faults;
}

function lifetimeFaults(lifetimes: NonNullable<FederationArgs["certificates"]>): Fault[] {
  const { validityHours, earlyRenewalHours } = { ...DEFAULT_LIFETIMES, ...lifetimes };
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
      faults.push({ path: "apiServer.service.nodePort", problem: `"${nodePort}" has no effect with type "${type}"` });
    } else if (!Number.isInteger(nodePort) || nodePort < NODE_PORTS.first || nodePort > NODE_PORTS.last) {
      faults.push({
        path: "apiServer.service.nodePort",
        problem: `"${nodePort}" is not a node port`,
        remedy: `use one from ${NODE_PORTS.first} to ${NODE_PORTS.last}`,
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
        remedy: "leave out the scheme and the port",
      });
    }
  }
  return faults;
}

function componentFaults(path: string, args: ComponentArgs | undefined, { flags }: Component): Fault[] {
  if (!args) return [];
  const { logLevel } = args;
  const faults = flagFaults(`${path}.extraArgs`, Object.keys(flags), args.extraArgs ?? {});
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
