import {
  checked,
  fault,
  type Fields,
  isRecord,
  PATTERN,
  quoted,
  required,
  SKIPPED_API,
  STRING,
} from "@fedstack/constructs/faults";
import type { DiagramOptions, Member } from "@fedstack/constructs/plan";
import * as k8s from "@pulumi/kubernetes";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { DISRUPTION_BUDGET } from "../departures/disruption-budget";
import type { Deployed, DeployOptions } from "../deploy/deployed";
import type { Manifests } from "../deploy/manifests";
import type { Dns } from "../dns/dns";
import { Site } from "../host/site";
import { RELEASE } from "../karmada";
import { MEMBERS_NAMESPACE } from "../karmada/names";
import { Cluster } from "../clusters/cluster";
import { checkKubernetes } from "../clusters/kubernetes-range";
import type { JoinOptions } from "../members/join-options";
import type { Membership } from "../members/membership";
import { clusterFaults } from "../clusters/validate-cluster";
import { whole } from "../validation/checks";
import { type Fault, refuse } from "../validation/errors";
import { shapeFaults } from "../validation/shape";
import { type ExistingKarmada, findKarmada } from "./existing-karmada";
import { type ExistingDnsOptions, runExistingDns } from "./existing-dns";
import { DEFAULT_TIMEOUT_SECONDS, FederatedProgram } from "./federated-program";
import type { FederationArgs } from "./federation-args";
import { givenCertificates } from "./given-certificates";
import { joinPath } from "./membership-faults";
import { Roster } from "./roster";
import { DEFAULT_DOMAIN, FEDERATION_NAME, LEAVING } from "./validate-federation";

/** Arguments of `Federation.existing(name, karmada, args)`. */
export interface ExistingFederationArgs extends Pick<FederationArgs, "leaving" | "disruptionBudget"> {
  /**
   * Seconds to wait until what is deployed runs on the members.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * Namespaces in which that Karmada propagates nothing, beside its own, as regular expressions: what its controller
   * manager's flag `--skipped-propagating-namespaces` says. An object in one of them is refused.
   *
   * @default ["kube-.*"]
   */
  readonly skippedNamespaces?: readonly string[] | undefined;
  /**
   * APIs of which that Karmada propagates nothing by policies: what its controller manager's flag
   * `--skipped-propagating-apis` says, such as `example.com`, `example.com/v1` or `v1/Secret,ConfigMap`. An object of one
   * of them that a policy selects is refused.
   *
   * @default - none
   */
  readonly skippedApis?: readonly string[] | undefined;
}

const NAME = required(FEDERATION_NAME, "use one that no other program has on this Karmada");
const FIELDS: Fields<ExistingFederationArgs> = {
  leaving: LEAVING,
  disruptionBudget: DISRUPTION_BUDGET,
  timeoutSeconds: whole(1),
  skippedNamespaces: [checked(STRING, patternFaults)],
  skippedApis: [SKIPPED_API],
};

/**
 * A program's share of a Karmada that somebody else has installed: the members that it joins, and what it deploys. The
 * program changes neither the control plane nor the members that others have joined, and `destroy` takes away only what
 * the program has made.
 *
 * Made by {@link Federation.existing}.
 */
export class ExistingFederation extends pulumi.ComponentResource {
  /** @internal */
  public static async find(
    name: string,
    karmada: Cluster,
    args: ExistingFederationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ): Promise<ExistingFederation> {
    refuse(existingFaults(name, karmada, args));
    checkKubernetes(karmada, "member", RELEASE);
    return new ExistingFederation(name, karmada, await findKarmada(name, karmada, RELEASE), args, opts);
  }

  private readonly program: FederatedProgram;
  private readonly roster: Roster;
  private readonly api: Site;
  private readonly systemNamespace: string;
  private readonly server: string;
  private readonly timeoutSeconds: number;
  private dns?: Dns;
  private dnsArgs: ExistingDnsOptions = {};
  private membersNamespace?: pulumi.Resource;

  private constructor(
    private readonly name: string,
    private readonly karmada: Cluster,
    { release, server, access, look, others, systemNamespace }: ExistingKarmada,
    { leaving = {}, disruptionBudget, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, ...skipped }: ExistingFederationArgs,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    super("fedstack:index:ExistingFederation", name, {}, opts);
    this.systemNamespace = systemNamespace;
    this.server = server;
    this.timeoutSeconds = timeoutSeconds;
    const settings = { federation: name, release, images: {}, pods: {}, clusterDomain: DEFAULT_DOMAIN };
    this.api = Site.of(settings, karmada, this, timeoutSeconds);
    this.program = new FederatedProgram({
      federation: this,
      name,
      api: this.api,
      access,
      look,
      systemNamespace,
      // That Karmada's installer decides it.
      evicts: true,
      skipped,
      leaving,
      disruptionBudget,
      forgetSeconds: () => this.dns?.forgetSeconds ?? 0,
      members: () => this.roster.all,
      dropped: () => this.roster.dropped,
      expiries: () => ({ renewed: this.dns?.certificates, given: givenCertificates(this.dnsArgs) }),
      timeoutSeconds,
    });
    const { departures, calls } = this.program;
    this.roster = new Roster({
      federation: this,
      name,
      release,
      host: karmada,
      others,
      api: () => this.apiWithMembers,
      access,
      dns: () => this.dns,
      departures,
      deployed: () => calls.deployed,
      timeoutSeconds,
    });
    // The engine deletes nothing before all outputs are there.
    this.registerOutputs({ departed: departures.done });
  }

  /** Provider for your own resources in the federated API. */
  public get provider(): Provider {
    return this.karmada.provider;
  }

  /**
   * The members, by the order of their names: those that others have joined, and those that the program joins.
   */
  public get members(): readonly Member[] {
    return this.roster.all;
  }

  /**
   * Joins a cluster, as {@link Federation.join} does. Karmada's pods have to reach its API server.
   *
   * @throws InvalidInputError if a member has the name already, the access cannot be granted, or the plan of an earlier
   * {@link ExistingFederation.deploy} would be another one with this member
   */
  public join(
    cluster: Cluster,
    options: Omit<JoinOptions, "allowHost" | "mode" | "agent" | "tokenExpirationSeconds"> = {},
    opts?: pulumi.ComponentResourceOptions,
  ): Membership {
    if (cluster instanceof Cluster && cluster.isSameServer(this.karmada)) refuse([apiServerFault(joinPath(cluster))]);
    return this.roster.join(cluster, options, opts);
  }

  /**
   * Drops a member that the program has joined and whose cluster no longer exists, as {@link Federation.drop} does.
   *
   * @param name name of the member
   * @param opts options that the {@link Cluster} had, such as its parent
   * @throws InvalidInputError if others have joined the member, the program joins it, still has its Cluster, or drops it twice
   * or too late
   */
  public drop(name: string, opts?: pulumi.ComponentResourceOptions): void {
    this.roster.drop(name, opts);
  }

  /**
   * Applies the objects of a cdk8s chart, or of anything else with `toJson()`, as {@link Federation.deploy} does.
   *
   * @throws InvalidInputError with all faults of the call: another one has its name or applies one of its objects, an
   * object cannot be applied, lands nowhere or lacks what it needs, or a scheduling policy refuses it
   */
  public deploy(
    name: string,
    manifests: Manifests,
    options: DeployOptions = {},
    opts?: pulumi.ComponentResourceOptions,
  ): Deployed {
    return this.program.calls.deploy(name, manifests, options, opts);
  }

  /**
   * Draws the members, and what the calls of {@link ExistingFederation.deploy} so far place on them, as a Mermaid
   * flowchart, with the names in the zone of {@link ExistingFederation.runDns}. Call it last.
   *
   * @param options what it was before a change
   */
  public diagram(options?: Pick<DiagramOptions, "before">): string {
    const { dns } = this;
    return this.program.diagram(dns && ((service, namespace) => dns.nameOf(service, namespace)), options);
  }

  /**
   * Tells on one screen what somebody on call wants to know: the members with their versions and states, and what does
   * not run as it should; with {@link ExistingFederation.runDns}, also which certificates expire within 30 days. A preview tells it as it is now, and an `up` as it is at its end.
   */
  public status(): pulumi.Output<string> {
    return this.program.status({ title: `${this.name} on ${this.karmada.name}` });
  }

  /**
   * Runs DNS for the names of federated Services on a cluster, as a federation of its own has it: those of every Service
   * in that Karmada that has the type LoadBalancer, on all of its members. What publishes them signs in to the federated
   * API with the token of a service account, which lists where objects are placed and does not expire.
   *
   * @param host where it runs, whose pods reach the federated API
   * @param dnsZone zone of the names, such as `kairen.com.`
   * @throws InvalidInputError with all faults of the call, or if the program runs DNS already
   * @example
   * const dns = federation.runDns(Cluster.fromFile("f-cluster", "~/.kube/config"), "kairen.com.");
   * export const nameServers = dns.nameServers;
   */
  public runDns(host: Cluster, dnsZone: string, args: ExistingDnsOptions = {}): Dns {
    const { name, karmada, api, server, systemNamespace, timeoutSeconds } = this;
    if (this.dns) refuse([fault("runDns()", `runs for ${quoted(this.dns.zone)} already`, "call it once")]);
    const inputs = { federation: this, name, karmada, api, server, systemNamespace, timeoutSeconds };
    this.dns = runExistingDns(host, dnsZone, args, inputs);
    this.dnsArgs = args;
    this.roster.all.forEach((member) => this.dns!.publishMember(member));
    return this.dns;
  }

  /**
   * The federated API with the namespace of members' credentials, which stays: others may have theirs there. Nothing but
   * its name is applied, so that it does not matter who else applies it.
   */
  private get apiWithMembers(): Site {
    this.membersNamespace ??= new k8s.core.v1.Namespace(
      this.api.nameOf(`api-${MEMBERS_NAMESPACE}`),
      { metadata: { name: MEMBERS_NAMESPACE } },
      this.api.options({ retainOnDelete: true }),
    );
    return this.api.after(this.membersNamespace);
  }
}

function patternFaults(path: string, pattern: string): Fault[] {
  return PATTERN.is(pattern)
    ? []
    : [fault(path, `${quoted(pattern)} is not a regular expression`, 'use one such as "kube-.*"')];
}

function apiServerFault(path: string): Fault {
  return { path, problem: "is the API server of the Karmada, which runs no pods", remedy: "join the cluster itself" };
}

/**
 * Every fault of what is given to find a Karmada.
 *
 * @param args untyped, because programs in JavaScript pass anything
 */
export function existingFaults(name: unknown, karmada: unknown, args: unknown): Fault[] {
  const { dns, ...others } = isRecord(args) ? args : { dns: undefined };
  const faults = [
    ...shapeFaults("name", name, NAME),
    ...clusterFaults("karmada", karmada),
    ...shapeFaults("", isRecord(args) ? others : args, FIELDS),
  ];
  if (dns === undefined) return faults;
  const problem = "is not an argument here, because DNS needs a cluster to run on";
  return [...faults, fault("dns", problem, "call runDns(host, dnsZone) of what this returns")];
}
