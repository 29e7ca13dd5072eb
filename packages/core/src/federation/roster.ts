import { quoted } from "@fedstack/constructs/faults";
import type { Member } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Departures } from "../departures/departures";
import type { Deployed } from "../deploy/deployed";
import { lateJoinFaults } from "../deploy/late-joins";
import type { Dns } from "../dns/dns";
import type { ApiAccess } from "../host/api-access";
import type { Site } from "../host/site";
import type { Release } from "../karmada/release";
import type { Cluster } from "../clusters/cluster";
import { replaceByDropped } from "../clusters/dropped-cluster";
import type { Estimators } from "../members/estimate";
import { programOf } from "../clusters/handles";
import { recordCreation } from "../clusters/healthy-first";
import type { JoinOptions } from "../members/join-options";
import { claimOf, Membership, type MembershipArgs } from "../members/membership";
import { type Agents, wayTo } from "../members/ways";
import { refuse } from "../validation/errors";
import { admission, type OthersMember } from "./admission";
import { dropFaults, joinPath, membershipFaults } from "./membership-faults";

/** What members join. */
interface RosterArgs {
  /** The resource that every member belongs to. */
  readonly federation: pulumi.Resource;
  readonly name: string;
  readonly release: Release;
  /** The host, or the API server of a control plane whose host others run. */
  readonly host: Cluster;
  /** Members that others have joined, by the order of their names. */
  readonly others?: readonly OthersMember[] | undefined;
  /** The federated API, once a member joins. */
  readonly api: () => Site;
  /** How gates reach the federated API. */
  readonly access: ApiAccess;
  /** What publishes the members so far, if anything does. */
  readonly dns: () => Dns | undefined;
  /** What members in pull mode need; undefined if nobody issues their certificates. */
  readonly agents?: Agents | undefined;
  /** What tells the room in members in push mode, if anything does. */
  readonly estimators?: Estimators | undefined;
  /** Has the control plane take tokens that were issued at a time, if the program runs it. */
  readonly takeToken?: MembershipArgs["takeToken"];
  readonly departures: Departures;
  /** The calls of `deploy` so far. */
  readonly deployed: () => readonly Deployed[];
  readonly timeoutSeconds: number;
}

/** The members of a federation, as the program joins and drops them. */
export class Roster {
  private readonly joined: Membership[] = [];
  private readonly clusters: Cluster[] = [];
  private readonly droppedNames: string[] = [];

  public constructor(private readonly args: RosterArgs) {}

  /** The members that the program joins, by the order of their names. */
  public get members(): readonly Membership[] {
    return [...this.joined];
  }

  /** All members, by the order of their names. */
  public get all(): readonly Member[] {
    return [...(this.args.others ?? []), ...this.joined].sort(byName);
  }

  /** Names of the members whose clusters no longer exist. */
  public get dropped(): readonly string[] {
    return [...this.droppedNames];
  }

  /**
   * Joins a cluster.
   *
   * @throws InvalidInputError if it cannot join, or joins too late
   */
  public join(cluster: Cluster, options: JoinOptions, opts?: pulumi.ComponentResourceOptions): Membership {
    const {
      federation,
      name,
      release,
      host,
      others = [],
      access,
      agents,
      estimators,
      departures,
      deployed,
      timeoutSeconds,
    } = this.args;
    const path = joinPath(cluster);
    const dns = this.args.dns();
    const joining = { federation: name, release, host };
    const known = { ...joining, members: this.all, dropped: this.droppedNames, isIssuing: agents !== undefined };
    refuse(membershipFaults(cluster, options, known));
    refuse([
      ...departures.lateJoinFaults(path, cluster.name),
      ...(dns?.lateJoinFaults(path) ?? []),
      ...lateJoinFaults(path, deployed(), [...this.all, cluster]),
    ]);
    const api = this.args.api();
    const claim = host.identity.uid.apply((hostId) => claimOf(name, cluster.name, hostId));
    const way = wayTo(path, cluster, options, { host, agents, estimators });
    const membership = new Membership(
      api.nameOf(cluster.name),
      {
        api,
        apiAccess: access,
        cluster,
        way: way.make,
        takeToken: this.args.takeToken,
        claim,
        admitted: admission({
          ...joining,
          path,
          cluster,
          way,
          claim,
          options,
          earlier: [...this.clusters],
          others,
        }),
        options,
        timeoutSeconds,
      },
      pulumi.mergeOptions({ parent: federation }, opts),
    );
    this.joined.push(membership);
    this.joined.sort(byName);
    this.clusters.push(cluster);
    dns?.publishMember(membership);
    membership.ready.apply(recordCreation(programOf(host), [host.name, cluster.name], timeoutSeconds));
    return membership;
  }

  /**
   * Drops a member whose cluster no longer exists.
   *
   * @throws InvalidInputError if the program still uses the member, or drops it twice or too late
   */
  public drop(name: string, opts?: pulumi.ComponentResourceOptions): void {
    const { host, others = [], departures } = this.args;
    refuse([
      ...dropFaults(name, { host, members: this.joined, others, dropped: this.droppedNames }, opts?.parent),
      ...departures.lateDropFaults(`drop(${quoted(name)})`),
    ]);
    this.droppedNames.push(name);
    replaceByDropped(
      name,
      departures.done.apply((): pulumi.Resource[] => []),
      opts,
    );
  }
}

function byName(a: Member, b: Member): number {
  return a.name < b.name ? -1 : 1;
}
