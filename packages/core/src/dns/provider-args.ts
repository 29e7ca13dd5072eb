import type * as pulumi from "@pulumi/pulumi";
import type { ComponentPodArgs } from "../host/pod-args";
import type { DnsArgs, DnsPublisherArgs } from "./dns-args";

/**
 * DNS for the names of federated Services, by name servers that exist already.
 *
 * A provider keeps one CNAME record for each name. If load balancers report host names, the name leads to the first in
 * alphabetical order; if one member reports an IP address, the name has no host name at all. A Service whose name is longer
 * than 57 characters gets no records.
 *
 * TXT records contain the owner of the others: the federation's name, its zone and the identity of its host. Two
 * federations do not delete each other's records, but a name that both would write belongs to the first one, so give each
 * federation a zone or a name of its own. Records stay in the zone when the federation moves to another host, goes back
 * to its own name servers or stops using DNS.
 */
export interface ProviderDnsArgs {
  /** Who answers for the zone, which has to exist there. */
  readonly provider: DnsProviderArgs;
  /**
   * How many seconds resolvers may cache an answer, 1 to 3600, where the provider allows that.
   *
   * @default 60
   */
  readonly ttlSeconds?: number | undefined;
  /**
   * Options of what writes the records: one external-dns for all members.
   *
   * @default - it compares all records once a minute
   */
  readonly publisher?: DnsPublisherArgs | undefined;
}

/**
 * A provider of DNS that external-dns supports, such as Route 53.
 *
 * @see https://kubernetes-sigs.github.io/external-dns/latest/
 */
export interface DnsProviderArgs {
  /**
   * Its name for external-dns, such as `"aws"`, `"google"`, `"azure"` or `"rfc2136"`. The provider has to support TXT
   * records, and names of several labels in one zone: `"pihole"` and `"aws-sd"` are refused.
   */
  readonly name: string;
  /**
   * Flags of external-dns, by name without dashes, such as `{ "aws-zone-type": "public" }`; a list for a flag that can
   * be repeated. `"true"` and `"false"` set a flag that takes no value: `{ "aws-prefer-cname": "true" }` becomes
   * `--aws-prefer-cname`, and `"false"` becomes `--no-aws-prefer-cname`. Flags that the library sets, and those with a
   * secret, are refused.
   *
   * @default - none
   */
  readonly extraArgs?: { readonly [flag: string]: string | readonly string[] } | undefined;
  /**
   * How external-dns signs in.
   *
   * @default - none: by {@link serviceAccountAnnotations}
   */
  readonly credentials?: DnsCredentialsArgs | undefined;
  /**
   * Annotations of external-dns's service account, by which some clouds give it an identity, such as
   * `eks.amazonaws.com/role-arn`. Instance metadata stays out of reach.
   *
   * @default - none
   */
  readonly serviceAccountAnnotations?: { readonly [annotation: string]: pulumi.Input<string> } | undefined;
  /**
   * TCP ports of the provider's API, at least one, for the NetworkPolicy. `rfc2136` needs 53.
   *
   * @default [443]
   */
  readonly ports?: readonly number[] | undefined;
  /**
   * Options of external-dns's pod, such as environment variables that are not secret.
   *
   * @default - the federation's
   */
  readonly pods?: ComponentPodArgs | undefined;
}

/** How external-dns signs in to a provider. It is in a Secret, and secret in the state. */
export interface DnsCredentialsArgs {
  /**
   * Environment variables, such as `AWS_SECRET_ACCESS_KEY`. `EXTERNAL_DNS_PDNS_API_KEY` takes the place of the flag
   * `--pdns-api-key`, and so on.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: pulumi.Input<string> } | undefined;
  /**
   * Files in the folder `/etc/dns-provider`, such as `{ "azure.json": … }`.
   *
   * @default - none
   */
  readonly files?: { readonly [name: string]: pulumi.Input<string> } | undefined;
}

/** Who answers for a zone: name servers of the federation's own, a provider, or nobody. */
export type ZoneArgs = DnsArgs | ProviderDnsArgs | false;

/** The arguments of the federation's own name servers, if it has some. */
export function ownNameServers(args: ZoneArgs = {}): DnsArgs | undefined {
  return args === false || isProvided(args) ? undefined : args;
}

/** The arguments of a provider's name servers, if there is one. */
export function providedNameServers(args: ZoneArgs = {}): ProviderDnsArgs | undefined {
  return args !== false && isProvided(args) ? args : undefined;
}

function isProvided(args: DnsArgs | ProviderDnsArgs): args is ProviderDnsArgs {
  return (args as Partial<ProviderDnsArgs>).provider !== undefined;
}
