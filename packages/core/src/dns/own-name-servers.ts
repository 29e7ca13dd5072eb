import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Site } from "../host/site";
import type { CertificateArgs } from "../pki/certificate-args";
import type { CertificateExpiry } from "../pki/signer";
import type { DnsArgs, DnsRecordsArgs } from "./dns-args";
import { operatorRecords } from "./etcd-operator";
import type { ReadApi } from "./external-dns";
import { externalRecords } from "./external-records";
import { deployNameServers, nameServerAddresses, nameServerService } from "./name-servers";
import { ownRecords } from "./own-records";
import { deployPublisher } from "./publisher";
import type { PublishedMember } from "./record-template";
import type { Records } from "./records";

/** @internal */
export interface OwnNameServersInputs {
  readonly zone: string;
  readonly namespace: k8s.core.v1.Namespace;
  /** Addresses of the host's nodes. */
  readonly hostAddresses: pulumi.Input<readonly string[]>;
  readonly args: DnsArgs;
  readonly ttlSeconds: number;
  readonly certificates: CertificateArgs;
}

/** A zone's name servers on the host, the records that they read, and what writes these. */
export class OwnNameServers {
  public readonly addresses: pulumi.Output<string[]>;
  public readonly certificates: readonly CertificateExpiry[];
  private readonly servers: pulumi.Resource;
  /** By the member's name. */
  private readonly publishers = new Map<string, pulumi.Resource>();
  private readonly records: Records;

  /** @param site where they run, after the federated API's server */
  public constructor(
    site: Site,
    private readonly inputs: OwnNameServersInputs,
  ) {
    const { zone, args, hostAddresses } = inputs;
    this.records = this.createRecords(site, args.records ?? { kind: "operator" });
    this.certificates = this.records.certificates ?? [];
    this.servers = deployNameServers(site, zone, this.records, args);
    const service = args.service ?? {};
    this.addresses = nameServerAddresses(nameServerService(site, service), service, hostAddresses);
  }

  /**
   * Publishes a member.
   *
   * @param site where that runs, once it may read the federated API
   */
  public publish(site: Site, api: ReadApi, member: PublishedMember): void {
    const { zone, args, ttlSeconds } = this.inputs;
    const inputs = { zone, member, records: this.records, api, ttlSeconds, args: args.publisher ?? {} };
    this.publishers.set(member.name, deployPublisher(site.after(...this.records.ready), inputs));
  }

  /** What runs so far, in the order of the members' names. */
  public get workloads(): pulumi.Resource[] {
    const names = [...this.publishers.keys()].sort();
    return [this.servers, ...names.map((name) => this.publishers.get(name)!)];
  }

  private createRecords(site: Site, args: DnsRecordsArgs): Records {
    switch (args.kind) {
      case "operator":
        return operatorRecords(site, this.inputs.namespace, args);
      case "etcd":
        return ownRecords(site, this.inputs.certificates, args);
      case "external":
        return externalRecords(site, args);
    }
  }
}
