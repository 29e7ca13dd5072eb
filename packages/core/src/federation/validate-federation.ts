import { isIP } from "node:net";
import { quoted } from "@fedstack/constructs/faults";
import { normalizeZone } from "@fedstack/constructs/names";
import { serviceRangeFaults } from "../control-plane/service-range";
import { oidcFaults, tokenFaults } from "../control-plane/validate-authentication";
import { auditFaults } from "../control-plane/audit";
import { outputTextFaults } from "../deploy/plain-data";
import { delegationFaults } from "../dns/delegations";
import { domainFaults } from "../dns/upstreams";
import { dnsFaults } from "../dns/validate-dns";
import type { ComponentArgs } from "../host/component";
import { imageFaults } from "../host/validate-images";
import { podFaults } from "../host/validate-pods";
import { isHost } from "../kube/hosts";
import { quotedUrl } from "../validation/quoted-url";
import { shapeFaults } from "../validation/shape";
import { FEDERATION_ARGS } from "./args-shape";
import { type Layout, layoutFaults, layoutOf } from "./layout";
import { flagFaults } from "../host/flags";
import type { Component } from "../karmada/component";
import type { Release } from "../karmada/release";
import { issuerFaults } from "../pki/issuer";
import { type CertificateArgs, DEFAULT_LIFETIMES } from "../pki/certificate-args";
import {
  balancerClassFaults,
  etcdSizeFaults,
  namespaceFaults,
  nodePortFaults,
  storageFaults,
  wholeNumber,
} from "../validation/checks";
import type { Fault } from "../validation/errors";
import type { FederationArgs } from "./federation-args";

const NAME = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;
const HIGHEST_PORT = 65535;
/** A hundred years: X.509 has no years beyond 9999. */
const LONGEST_HOURS = 876_000;
const MOST_AUTHORITIES = 1000;
const MAX_LOG_LEVEL = 10;
/** Conflicts with no other. */
const UNKNOWN_LAYOUT = layoutOf("", { name: "" });
/** Keys are never removed, so that their number is limited to what an API server reads quickly. */
const MOST_KEYS = 100;

/** A federation's arguments as they resolve, and everything that is wrong with them. */
export interface FederationChecks {
  readonly layout: Layout;
  readonly faults: readonly Fault[];
}

/** Checks the zone and the arguments of a federation, each and together. Pure. */
export function checkFederation(release: Release, dnsZone: string, args: FederationArgs = {}): FederationChecks {
  const shape = [...zoneShapeFaults(dnsZone), ...shapeFaults("", args, FEDERATION_ARGS)];
  const unusable = shape.length > 0 ? shape : outputsAsText(args);
  if (unusable.length > 0) return { layout: UNKNOWN_LAYOUT, faults: unusable };
  const zone = normalizeZone(dnsZone);
  const layout = layoutOf(zone.name, args);
  const { clusterDomain = "cluster.local" } = args;
  return {
    layout,
    faults: [
      ...zone.faults,
      ...federationFaults(release, args),
      ...imageFaults(args.images ?? {}),
      ...oidcFaults(args.apiServer?.oidc ?? []),
      ...tokenFaults(args.apiServer?.tokens ?? []),
      ...auditFaults(args.apiServer?.auditRules),
      ...wholeNumber("apiServer.encryption.key", args.apiServer?.encryption?.key, 1, MOST_KEYS),
      ...layoutFaults(layout, args),
      ...clusterDomainFaults(clusterDomain),
      ...(zone.name ? domainFaults(zone.name, clusterDomain) : []),
      ...delegationFaults(zone.name, args.dns?.delegations),
      ...dnsFaults(release, args.dns, clusterDomain),
    ],
  };
}

function zoneShapeFaults(dnsZone: unknown): Fault[] {
  if (typeof dnsZone === "string") return [];
  const problem = `${quoted(dnsZone)} is not text`;
  return [{ path: "dnsZone", problem, remedy: 'use the name of a DNS zone, such as "kairen.com"' }];
}

function outputsAsText(args: FederationArgs): Fault[] {
  return Object.entries(args).flatMap(([path, value]) => outputTextFaults(path, value));
}

/** Every fault of a federation's single arguments but those of its zone and DNS. */
function federationFaults({ components }: Release, args: FederationArgs): Fault[] {
  const { apiServer, etcd, ...controllers } = components;
  const names = Object.keys(controllers) as (keyof typeof controllers)[];
  return [
    ...nameFaults(args),
    ...certificateFaults(args.certificates ?? {}),
    ...priorityClassFaults(args.priorityClassName),
    ...podFaults("pods", args.pods),
    ...podFaults("etcd.pods", args.etcd?.pods),
    ...positive("timeoutSeconds", args.timeoutSeconds),
    ...serviceFaults(args),
    ...balancerClassFaults("apiServer.service", args.apiServer?.service ?? {}),
    ...serviceRangeFaults("apiServer.serviceRange", args.apiServer?.serviceRange),
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
      problem: `${quoted(args.name)} is not a valid name of a federation`,
      remedy: 'use at most 40 lowercase letters, digits and inner "-", starting with a letter',
    });
  }
  for (const role of ["system", "dns"] as const) {
    faults.push(...namespaceFaults(`namespaces.${role}`, args.namespaces?.[role]));
  }
  return faults;
}

function certificateFaults(certificates: CertificateArgs): Fault[] {
  const authority = wholeNumber("certificates.authority", certificates.authority, 1, MOST_AUTHORITIES);
  return [
    ...lifetimeFaults(certificates),
    ...issuerFaults(certificates.issuer),
    ...(authority.length > 0 ? authority : rotationFaults(certificates)),
  ];
}

function rotationFaults({ authority = 1, rotation }: CertificateArgs): Fault[] {
  if (rotation === undefined || authority > 1) return [];
  return [
    {
      path: "certificates.rotation",
      problem: `${quoted(rotation)} needs authorities to rotate to, but authority is ${quoted(authority)}`,
      remedy: "set certificates.authority to 2",
    },
  ];
}

function lifetimeFaults(lifetimes: CertificateArgs): Fault[] {
  const resolved = { ...DEFAULT_LIFETIMES, ...lifetimes };
  const { validityHours, earlyRenewalHours, authorityValidityHours } = resolved;
  const faults = (["validityHours", "earlyRenewalHours", "authorityValidityHours"] as const).flatMap((field) =>
    wholeNumber(`certificates.${field}`, lifetimes[field], 1, LONGEST_HOURS),
  );
  if (faults.length > 0) return faults;
  if (earlyRenewalHours >= Math.min(validityHours, authorityValidityHours)) {
    const shorter = validityHours <= authorityValidityHours ? "validityHours" : "authorityValidityHours";
    faults.push({
      path: "certificates.earlyRenewalHours",
      problem: `${quoted(earlyRenewalHours)} is not less than ${shorter}, ${quoted(resolved[shorter])}: every up would renew`,
      remedy: "use a shorter early renewal or longer-lived certificates",
    });
  }
  if (authorityValidityHours < validityHours) {
    faults.push({
      path: "certificates.authorityValidityHours",
      problem: `${quoted(authorityValidityHours)} is less than validityHours, ${quoted(validityHours)}: certificates would outlive their authority`,
      remedy: "let authorities live longer than the certificates that they sign",
    });
  }
  return faults;
}

function priorityClassFaults(name: string | undefined): Fault[] {
  if (name === undefined || isName(name)) return [];
  const problem = `${quoted(name)} is not a valid name of a priority class`;
  return [
    { path: "priorityClassName", problem, remedy: "use the name of one that exists on the host, or leave it out" },
  ];
}

function isName(name: string): boolean {
  return isHost(name) && name === name.toLowerCase() && isIP(name) === 0;
}

function clusterDomainFaults(domain: string): Fault[] {
  return isName(domain)
    ? []
    : [
        {
          path: "clusterDomain",
          problem: `${quoted(domain)} is not a DNS domain`,
          remedy: 'use e.g. "cluster.local"',
        },
      ];
}

function serviceFaults({ apiServer }: FederationArgs): Fault[] {
  const service = apiServer?.service ?? {};
  const faults = [
    ...nodePortFaults("apiServer.service", service),
    ...wholeNumber("apiServer.service.advertisePort", service.advertisePort, 1, HIGHEST_PORT),
  ];
  const { advertiseAddress } = service;
  if (advertiseAddress !== undefined && !isHost(advertiseAddress)) {
    faults.push({
      path: "apiServer.service.advertiseAddress",
      problem: `${quotedUrl(advertiseAddress)} is neither an IP address nor a DNS name`,
      remedy: "write the host by itself; its port goes into advertisePort",
    });
  }
  apiServer?.certificateNames?.forEach((name, index) => {
    if (!isHost(name, "wildcard")) {
      faults.push({
        path: `apiServer.certificateNames[${index}]`,
        problem: `${quotedUrl(name)} is neither an IP address nor a DNS name`,
        remedy: "leave out the scheme and the port",
      });
    }
  });
  return faults;
}

function componentFaults(path: string, args: ComponentArgs | undefined, { flags }: Component): Fault[] {
  if (!args) return [];
  return [
    ...flagFaults(`${path}.extraArgs`, Object.keys(flags), args.extraArgs ?? {}),
    ...wholeNumber(`${path}.logLevel`, args.logLevel, 0, MAX_LOG_LEVEL),
    ...podFaults(`${path}.pods`, args.pods),
    ...positive(`${path}.replicas`, args.replicas),
  ];
}

function positive(path: string, value: number | undefined): Fault[] {
  return wholeNumber(path, value, 1);
}
