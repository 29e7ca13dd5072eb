import * as pulumi from "@pulumi/pulumi";
import { deleteVolumes, type EtcdPlace, startEmpty } from "./etcd-data";
import {
  type Etcdctl,
  type Goal,
  known,
  type KnownMember,
  type Limits,
  listMembers,
  reach,
  shrunk,
  voting,
  without,
} from "./etcd-growth";
import type { EtcdMembers } from "./etcd-members";
import { seeEtcd, type SeenEtcd } from "./seen-etcd";

/** An etcd on the host, whose members the program leads to what it wants. */
export class LedEtcd {
  public constructor(
    private readonly place: EtcdPlace & Limits,
    private readonly members: EtcdMembers,
    private readonly etcdctl: Etcdctl,
  ) {}

  /**
   * Looks at it, and says what it finds lost.
   *
   * @returns undefined if it does not run yet; without lost members that only a backup can bring back
   * @throws Error whose message is a clause without a period
   */
  public async see(): Promise<SeenEtcd | undefined> {
    const { kubeconfig, namespace, path } = this.place;
    const seen = await seeEtcd(kubeconfig, namespace, this.members, () =>
      listMembers(this.members.peers, this.etcdctl),
    );
    if (seen === undefined || seen.lost.length === 0) return seen;
    const problem = `${path}: lost the data of ${seen.lost.join(", ")}`;
    if (seen.lost.length * 2 >= this.members.replicas) {
      void pulumi.log.warn(`${problem}, and has no majority without it; restore a backup of all members.`);
      return { ...seen, lost: [] };
    }
    void pulumi.log.info(`${problem}. The up puts it back, with an empty volume and the data of the other members.`);
    return seen;
  }

  /**
   * Prepares it for the pods that it is to have: new members are known, without data of an earlier attempt, those that
   * are too many are gone, and those that have lost their data start again.
   */
  public async prepare({ replicas, lost }: SeenEtcd): Promise<void> {
    const { name, peers, replicas: wanted } = this.members;
    if (replicas < wanted) {
      const found = await this.to(known);
      const isNew = (peerUrl: string): boolean => found.some((one) => one.peerUrl === peerUrl && !one.started);
      const joining = peers.filter(({ peerUrl }) => isNew(peerUrl));
      await deleteVolumes(
        this.place,
        joining.map((member) => member.name),
      );
    } else if (replicas > wanted) {
      await this.to(shrunk);
      const left = Array.from({ length: replicas - wanted }, (_, index) => `${name}-${wanted + index}`);
      await deleteVolumes(this.place, left);
    } else if (lost.length > 0) {
      await this.to(without(lost));
      await startEmpty(this.place, lost);
      await this.to(known);
    }
  }

  /** Resolves once all members vote. */
  public async vote(): Promise<void> {
    await this.to(voting);
  }

  private to(goal: Goal): Promise<readonly KnownMember[]> {
    return reach(goal, this.members.peers, this.etcdctl, this.place);
  }
}
