import type { EtcdNames } from "../karmada/component";
import { ETCD_PORTS } from "../kube/etcd-ports";
import type { WantedMember } from "./etcd-growth";
import type { Site } from "../host/site";

/** The members of one etcd, and the names by which they and their clients find each other. */
export class EtcdMembers implements EtcdNames {
  public constructor(
    private readonly site: Site,
    public readonly name: string,
    public readonly replicas: number,
  ) {}

  public get serviceHost(): string {
    return this.site.hostOf(this.name);
  }

  public get clientUrls(): string[] {
    return this.members.map((member) => `https://${member}.${this.serviceHost}:${ETCD_PORTS.client}`);
  }

  /** The members, by the URLs at which they find each other. */
  public get peers(): WantedMember[] {
    return this.members.map((name) => ({ name, peerUrl: `https://${name}.${this.serviceHost}:${ETCD_PORTS.peer}` }));
  }

  /** How a member finds the others when it starts for the first time. */
  public get initialCluster(): string {
    return this.peers.map(({ name, peerUrl }) => `${name}=${peerUrl}`).join(",");
  }

  /** Names in the certificates of the members, however many there are. */
  public get certificateNames(): { readonly dnsNames: string[]; readonly ipAddresses: string[] } {
    const dnsNames = ["localhost", ...this.site.serviceNames(this.name), `*.${this.serviceHost}`];
    return { dnsNames, ipAddresses: ["127.0.0.1"] };
  }

  private get members(): string[] {
    return Array.from({ length: this.replicas }, (_, index) => `${this.name}-${index}`);
  }
}
