import { also, fault, type Fields, isAt, isRecord, quoted, within } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import { hostReader } from "../control-plane/validate-api-server";
import { Dns } from "../dns/dns";
import type { DnsArgs } from "../dns/dns-args";
import type { ProviderDnsArgs } from "../dns/provider-args";
import { allAddresses } from "../host/addresses";
import { pinned } from "../host/images";
import { Site } from "../host/site";
import { Cluster } from "../clusters/cluster";
import { clusterFaults } from "../clusters/validate-cluster";
import { type Fault, refuse } from "../validation/errors";
import { shapeFaults } from "../validation/shape";
import type { FederationArgs } from "./federation-args";
import { checkHost } from "./host-checks";
import { publishedNameServers } from "./host-warnings";
import { hostingFaults, recordHosting } from "./hosted-federations";
import { tokenReader } from "./token-reader";
import { checkFederation, DEFAULT_DOMAIN, type FederationChecks } from "./validate-federation";

/** Arguments of {@link ExistingFederation.runDns}. */
export interface ExistingDnsOptions extends Pick<
  FederationArgs,
  "certificates" | "clusterDomain" | "images" | "ipFamily" | "metrics" | "pods" | "priorityClassName"
> {
  /**
   * Name servers on the host, or those of a provider.
   *
   * @default - name servers on the host
   */
  readonly dns?: DnsArgs | ProviderDnsArgs | undefined;
  /**
   * Address or DNS name of the host's nodes, at which a node port of the name servers is found.
   *
   * @default - the address of the host's API server
   */
  readonly advertiseAddress?: string | undefined;
  /**
   * More of them, such as those of other nodes.
   *
   * @default - none
   */
  readonly moreAddresses?: readonly string[] | undefined;
}

/** What a program has whose Karmada somebody else has installed. */
interface ExistingDnsInputs {
  readonly federation: pulumi.Resource;
  readonly name: string;
  readonly karmada: Cluster;
  /** The federated API. */
  readonly api: Site;
  /** URL of the federated API. */
  readonly server: string;
  /** Namespace of the control plane, in the federated API too. */
  readonly systemNamespace: string;
  readonly timeoutSeconds: number;
}

/** Arguments that {@link checkFederation} knows, too. */
const SHARED: readonly string[] = [
  "certificates",
  "clusterDomain",
  "dns",
  "images",
  "ipFamily",
  "metrics",
  "pods",
  "priorityClassName",
] satisfies (keyof ExistingDnsOptions)[];
const ADDRESS = hostReader("write the host by itself; its port is that of the Service");
const OWN: Fields<Pick<ExistingDnsOptions, "advertiseAddress" | "moreAddresses">> = {
  advertiseAddress: ADDRESS,
  moreAddresses: [ADDRESS],
};

/**
 * Runs DNS for a zone on a host.
 *
 * @throws InvalidInputError with all faults of the call
 */
export function runExistingDns(
  host: Cluster,
  dnsZone: string,
  given: ExistingDnsOptions,
  inputs: ExistingDnsInputs,
): Dns {
  const { federation, name, karmada, server, systemNamespace, timeoutSeconds } = inputs;
  const { layout, args, faults } = checkDns(host, dnsZone, given, inputs);
  refuse(within(CALL, faults));
  const endpoint = karmada.endpointAsMember(`${CALL}: cluster ${quoted(karmada.name)}`);
  const { dns = {}, pods = {}, clusterDomain = DEFAULT_DOMAIN, ipFamily, metrics, priorityClassName } = args;
  const { advertiseAddress, moreAddresses } = given;
  recordHosting(host, layout, args);
  const what = advertiseAddress === undefined ? publishedNameServers(dns) : [];
  const published = { what, addressOption: "advertiseAddress", services: "dns.service" };
  const { release } = inputs.api;
  checkHost(host, release, layout, { ipFamily, metrics, published }, federation);

  const images = pinned(release, args.images);
  const settings = { federation: name, release, images, pods, clusterDomain, ipFamily, metrics };
  const onHost = Site.of(settings, host, federation, timeoutSeconds);
  return new Dns(
    onHost.nameOf("dns"),
    {
      site: priorityClassName === undefined ? onHost : onHost.ofPriority(priorityClassName),
      namespace: layout.namespaces.dns,
      zone: layout.zone,
      hostAddresses: allAddresses([advertiseAddress ?? host.address], moreAddresses),
      api: inputs.api,
      reader: tokenReader(inputs.api.in(systemNamespace), endpoint, karmada.options.apiEndpoint ?? server),
      args: dns,
      certificates: args.certificates ?? {},
    },
    { parent: federation },
  );
}

const CALL = "runDns()";

function checkDns(
  host: unknown,
  dnsZone: string,
  given: unknown,
  { name, karmada, api }: Pick<ExistingDnsInputs, "name" | "karmada" | "api">,
): FederationChecks {
  const { advertiseAddress, moreAddresses, ...others }: Readonly<Record<string, unknown>> = isRecord(given)
    ? given
    : {};
  const {
    layout,
    args,
    faults: ofArgs,
  } = checkFederation(api.release, dnsZone, isRecord(given) ? { ...others, name } : (given as FederationArgs));
  const faults = [
    ...clusterFaults("host", host),
    ...also(withoutStrangers(ofArgs), [
      ...strangers(others),
      ...shapeFaults("", { advertiseAddress, moreAddresses }, OWN),
    ]),
  ];
  if (!(host instanceof Cluster) || faults.length > 0) return { layout, args, faults };
  return {
    layout,
    args,
    faults: host.isSameServer(karmada)
      ? [
          fault(
            "host",
            "is the API server of the Karmada, which runs no pods",
            "use the cluster on which DNS is to run",
          ),
        ]
      : hostingFaults(host, layout, args),
  };
}

/** Nobody mends a part of what has no effect. */
function withoutStrangers(faults: readonly Fault[]): Fault[] {
  return faults.filter(({ path }) => !/[.[]/.test(path) || SHARED.some((key) => isAt(path, key)));
}

/** Arguments that only a federation has that installs its control plane. */
function strangers(args: Readonly<Record<string, unknown>>): Fault[] {
  const more = Object.keys(args).filter((key) => !SHARED.includes(key));
  return [
    ...more.map((path) => fault(path, "has no effect without a control plane of the program's own", "leave it out")),
    ...(args["dns"] === false ? [fault("dns", "is false, so there is nothing to run", "leave out the call")] : []),
  ];
}
