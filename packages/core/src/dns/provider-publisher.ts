import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { fileSecret } from "../host/secrets";
import type { Site } from "../host/site";
import { firstPause } from "../kube/first-pause";
import { type Fault } from "../validation/errors";
import { domainOf, type ReadApi, runExternalDns } from "./external-dns";
import type { ProviderDnsArgs } from "./provider-args";
import { type PublishedMember, sharedRecordTemplate } from "./record-template";
import { DNS_COMPONENTS } from "./records";

/** Where the files of a provider's credentials are. */
export const CREDENTIALS_FOLDER = "/etc/dns-provider";
export const PROVIDER_TTL_SECONDS = 60;
const DEFAULT_INTERVAL_SECONDS = 60;

/**
 * The external-dns that writes the records of all members to a provider, which has one record for each name. It knows
 * the members that join until the program's first pause.
 */
export class ProviderPublisher {
  public readonly deployment: k8s.apps.v1.Deployment;
  private readonly members: PublishedMember[] = [];
  /** Whether it is decided whom it knows. */
  private decided = false;

  public constructor(
    site: Site,
    zone: string,
    api: ReadApi,
    { provider, ttlSeconds, publisher = {} }: ProviderDnsArgs,
  ) {
    const { name, extraArgs = {}, credentials = {}, serviceAccountAnnotations, pods } = provider;
    const { env = {}, files = {} } = credentials;
    const secret = (role: string, data: typeof env): k8s.core.v1.Secret | undefined =>
      Object.keys(data).length > 0
        ? fileSecret(
            site,
            `provider-${role}`,
            Object.fromEntries(entriesOf(data).map(([key, value]) => [key, pulumi.secret(value)])),
          )
        : undefined;
    const variables = secret("environment", env);
    const folder = secret("files", files);
    const account =
      serviceAccountAnnotations &&
      new k8s.core.v1.ServiceAccount(
        site.nameOf(DNS_COMPONENTS.externalDns),
        { metadata: site.metadata(DNS_COMPONENTS.externalDns, { annotations: serviceAccountAnnotations }) },
        site.options(),
      );
    this.deployment = runExternalDns(site, api, {
      zone,
      template: this.template(site.federation, zone),
      flags: [
        `--provider=${name}`,
        "--registry=txt",
        pulumi.interpolate`--txt-owner-id=${ownerOf(site, zone)}`,
        ...Object.entries(extraArgs).flatMap(([flag, values]) => [values].flat().map((value) => flagOf(flag, value))),
      ],
      ttlSeconds: ttlSeconds ?? PROVIDER_TTL_SECONDS,
      intervalSeconds: publisher.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS,
      publisher,
      env:
        variables &&
        Object.keys(env).map((key) => ({
          name: key,
          valueFrom: { secretKeyRef: { name: variables.metadata.name, key } },
        })),
      secrets: folder ? [{ secret: folder.metadata.name, path: CREDENTIALS_FOLDER }] : [],
      // Of their content, only the number of its changes is public.
      restartOn: [variables, folder].flatMap((made) => (made ? [made.metadata.resourceVersion] : [])),
      pods,
      serviceAccountName: account?.metadata.name,
    });
  }

  /** What is wrong about a join now. */
  public lateJoinFaults(path: string): Fault[] {
    if (!this.decided) return [];
    const problem =
      "comes after the program has waited for something, when it is settled whose names dns.provider gets";
    return [{ path, problem, remedy: "join all members before the first await" }];
  }

  public publish(member: PublishedMember): void {
    this.members.push(member);
  }

  private template(federation: string, zone: string): pulumi.Output<string> {
    const complete = firstPause().then(() => {
      this.decided = true;
      const members = this.members.sort((a, b) => (a.name < b.name ? -1 : 1));
      const { template, faults } = sharedRecordTemplate(members, federation, zone);
      for (const { path, problem } of faults) void pulumi.log.warn(`Services get no names such as ${path}: ${problem}`);
      return template;
    });
    return pulumi.output(complete);
  }
}

/** How the provider's records name their owner. The identity of its host tells federations of one name apart. */
function ownerOf({ federation, clusterId }: Site, zone: string): pulumi.Output<string> {
  return clusterId.apply((hostId) => `${federation}/${domainOf(zone)}/${hostId.slice(0, 8)}`);
}

/** A flag of external-dns, whose boolean flags take no value. */
function flagOf(flag: string, value: string): string {
  if (value === "true") return `--${flag}`;
  return value === "false" ? `--no-${flag}` : `--${flag}=${value}`;
}

function entriesOf<T>(data: { readonly [key: string]: T }): [string, T][] {
  return Object.entries(data);
}
