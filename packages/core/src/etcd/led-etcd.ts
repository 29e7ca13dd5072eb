import * as pulumi from "@pulumi/pulumi";
import { getJson } from "../kubeconfig/get-json";
import { signIn } from "../kubeconfig/sign-in";
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
import { expectGrowth, growVolumes, type WantedVolumes } from "./etcd-volumes";
import { podOf } from "./lost-members";
import { seeEtcd, type SeenEtcd, STATE } from "./seen-etcd";

/** An etcd on the host, whose members the program leads to what it wants. */
export class LedEtcd {
  /** @param size of each member's volume; undefined if it has none */
  public constructor(
    private readonly place: EtcdPlace & Limits,
    private readonly members: EtcdMembers,
    private readonly etcdctl: Etcdctl,
    private readonly size: string | undefined,
  ) {}

  /**
   * Looks at it, and says what it finds lost and which volumes grow.
   *
   * @returns undefined if nothing runs it, but it has data; without lost members that only a backup can bring back
   * @throws RunError if it cannot shrink or its volumes cannot grow, and otherwise an Error whose message is a clause without a period
   */
  public async see(): Promise<SeenEtcd | undefined> {
    const { kubeconfig, namespace, path } = this.place;
    const listed = (): Promise<readonly KnownMember[]> => listMembers(this.members.peers, this.etcdctl);
    const seen = await seeEtcd(kubeconfig, namespace, this.members, listed, this.size);
    if (seen === undefined) return undefined;
    const refused = shrinkRefusal(seen, this.members, path);
    if (refused !== undefined) throw new pulumi.RunError(refused);
    if (seen.grows) await expectGrowth(this.place, this.volumes!, seen.size);
    if (seen.replicas !== this.members.replicas || seen.lost.length === 0) return { ...seen, lost: [] };
    const problem = `${path}: lost the data of ${seen.lost.join(", ")}`;
    if (!hasMajorityWithout(seen)) {
      void pulumi.log.warn(`${problem}, and has no majority without it; restore a backup of all members.`);
      return { ...seen, lost: [] };
    }
    void pulumi.log.info(`${problem}. The up puts it back, with an empty volume and the data of the other members.`);
    return seen;
  }

  /**
   * Prepares it for the pods that it is to have: volumes have grown, new members are known, without data of an earlier attempt, those that
   * are too many are gone, and those that have lost their data start again.
   */
  public async prepare({ replicas, lost, grows }: SeenEtcd): Promise<void> {
    const { name, peers, replicas: wanted } = this.members;
    if (grows) await this.grow();
    if (replicas === 0 || (replicas === wanted && lost.length === 0)) return;
    await this.expectConfig(lost.length > 0);
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
    } else {
      await this.to(without(lost));
      await startEmpty(this.place, lost);
      await this.to(known);
    }
  }

  /** Resolves once all members vote. New ones have got volumes of the size that the first ones had. */
  public async vote(): Promise<void> {
    await this.to(voting);
    await this.grow();
  }

  private async grow(): Promise<void> {
    if (this.volumes) await growVolumes(this.place, this.volumes, this.place.timeoutSeconds);
  }

  private get volumes(): WantedVolumes | undefined {
    return this.size === undefined ? undefined : { name: this.members.name, size: this.size };
  }

  /** Members that start without data must not find what an earlier run has told them. */
  private async expectConfig(joins: boolean): Promise<void> {
    const { kubeconfig, namespace, path } = this.place;
    const api = await signIn(kubeconfig);
    const config = `/api/v1/namespaces/${namespace}/configmaps/${this.members.name}`;
    const { data } = await getJson<{ readonly data: Readonly<Record<string, string>> }>(api, config);
    if (data["INITIAL_CLUSTER"] === this.members.initialCluster && (!joins || data[STATE] === "existing")) return;
    throw new pulumi.RunError(
      `${path}: its ConfigMap ${this.members.name} is not as this run wants it; run "pulumi up" without --target`,
    );
  }

  private to(goal: Goal): Promise<readonly KnownMember[]> {
    return reach(goal, this.members.peers, this.etcdctl, this.place);
  }
}

/** Why an etcd cannot shrink, if it is to: a member that votes, or one that is to stay, does not run. */
function shrinkRefusal(seen: SeenEtcd, { name, replicas }: EtcdMembers, path: string): string | undefined {
  if (seen.replicas <= replicas) return undefined;
  const stays = (pod: string): boolean => Number(pod.slice(name.length + 1)) < replicas;
  const follows = (pod: string): boolean => seen.known?.find((one) => podOf(one) === pod)?.learner === true;
  const missing = seen.unready.filter((pod) => stays(pod) || !follows(pod));
  if (missing.length === 0) return undefined;
  return (
    `${path}.replicas: cannot change from ${seen.replicas} to ${replicas} while ${missing.join(", ")} is not ready; ` +
    `set ${seen.replicas} again, run "pulumi up" until all members are ready, and then change it`
  );
}

/** Whether most of the members that vote have their data. */
function hasMajorityWithout({ replicas, lost, known: all }: SeenEtcd): boolean {
  const voters = all?.filter(({ learner }) => !learner).map(podOf);
  const lostVoters = voters ? lost.filter((pod) => voters.includes(pod)) : lost;
  return lostVoters.length * 2 < (voters?.length ?? replicas);
}
