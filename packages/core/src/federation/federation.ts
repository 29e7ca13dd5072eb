import type { DiagramOptions } from "@fedstack/constructs/plan";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/cluster";
import type { Backups } from "../backup/backup-args";
import { agentFaults } from "../control-plane/agents";
import { ControlPlane } from "../control-plane/control-plane";
import { grantPerson, type PersonOptions, personFaults } from "../control-plane/people";
import { skippedBy } from "../control-plane/skipped";
import { taintLostMembers } from "../control-plane/eviction";
import { switchedOn } from "../control-plane/switched-on";
import type { Deployed, DeployOptions } from "../deploy/deployed";
import type { Manifests } from "../deploy/manifests";
import { FirstLook } from "../departures/first-look";
import { certificateReader } from "../dns/api-reader";
import { Dns } from "../dns/dns";
import { refuse } from "../validation/errors";
import { accepted } from "./accepted";
import { ExistingFederation, type ExistingFederationArgs } from "./existing-federation";
import { DEFAULT_TIMEOUT_SECONDS, FederatedProgram } from "./federated-program";
import type { FederationArgs } from "./federation-args";
import { recordHosting } from "./hosted-federations";
import { allAddresses } from "../host/addresses";
import { pinned } from "../host/images";
import { Site } from "../host/site";
import type { Release } from "../karmada/release";
import type { JoinOptions } from "../members/join-options";
import type { Membership } from "../members/membership";
import type { CertificateExpiry } from "../pki/signer";
import { givenCertificates } from "./given-certificates";
import { checkHost } from "./host-checks";
import { hostedStatus } from "./host-status";
import { publishedBy } from "./host-warnings";
import type { Layout } from "./layout";
import { Roster } from "./roster";
import { DEFAULT_DOMAIN } from "./validate-federation";

/**
 * Federation of Kubernetes clusters: Karmada's control plane and the DNS of its zone on a host, and the members that
 * join.
 *
 * Don't let a resource depend on the federation itself, because that would include its members. Depend on {@link
 * Federation.controlPlane} or on what {@link Federation.join} returns.
 *
 * Federated Services have names under `dnsZone`, such as `kairen.com.`, and `host` runs the control plane.
 *
 * @throws InvalidInputError with all faults of the arguments, before anything is created
 * @example
 * const federation = new Federation(Cluster.fromFile("f-cluster", "kubeconfig"), "kairen.com.");
 * federation.join(Cluster.fromFile("f-a-cluster", "kubeconfig", { context: "a-cluster-context" }));
 */
export class Federation extends pulumi.ComponentResource {
  /**
   * Finds a Karmada that somebody else has installed, such as with `karmadactl init`, its Helm chart or its operator, and
   * asks for its members, which the plan needs. Its minor release must be that of {@link KARMADA_VERSION}.
   * Nothing is installed. Of members that others have joined, only an annotation changes, while a placement moves away from them.
   *
   * @param name name of what this program deploys there, which is in the names of its resources and is its field manager:
   * no other program has it on this Karmada. At most 40 lowercase letters, digits and `-`.
   * @param karmada Karmada's API server, with an administrator's kubeconfig that is known before an `up`
   * @throws InvalidInputError if an argument is wrong, or the API server does not answer, does not serve Karmada's APIs,
   * runs a release that is not supported, or belongs to a federation of that name
   * @example
   * export = async () => {
   *   const karmada = Cluster.fromFile("karmada", "karmada-apiserver.config");
   *   const federation = await Federation.existing("shop", karmada);
   *   federation.deploy("web", chart);
   * };
   */
  public static existing(
    name: string,
    karmada: Cluster,
    args: ExistingFederationArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ): Promise<ExistingFederation> {
    return ExistingFederation.find(name, karmada, args, opts);
  }

  /** The control plane. Your resources can depend on it, or on a membership. */
  public readonly controlPlane: ControlPlane;
  /** Administrator's kubeconfig for the federated API. Secret. */
  public readonly kubeconfig: pulumi.Output<string>;
  /** Provider for your own resources in the federated API. */
  public readonly provider: Provider;
  /** URL of the federated API. */
  public readonly endpoint: pulumi.Output<string>;
  /** DNS of the federated Services. */
  public readonly dns: Dns;
  private readonly host: Cluster;
  private readonly layout: Layout;
  private readonly release: Release;
  /** The federated API, for what the program itself makes there. */
  private readonly api: Site;
  private readonly program: FederatedProgram;
  private readonly roster: Roster;
  private readonly people: string[] = [];

  public constructor(
    host: Cluster,
    dnsZone: string,
    given: FederationArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { release, layout, args, definitions } = accepted(host, dnsZone, given);
    const { name, zone, namespaces } = layout;
    super("fedstack:index:Federation", name, {}, opts);
    recordHosting(host, layout, args);
    const { pods = {}, clusterDomain = DEFAULT_DOMAIN, ipFamily, adopt: adopts, metrics } = args;
    checkHost(host, release, layout, { ipFamily, metrics, backup: args.backup, published: publishedBy(args) }, this);
    this.host = host;
    this.layout = layout;
    this.release = release;
    const timeoutSeconds = args.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;

    const images = pinned(release, args.images);
    const settings = { federation: name, release, images, pods, clusterDomain, ipFamily, adopts, metrics };
    const onHost = Site.of(settings, host, this, timeoutSeconds);
    const hostAddress = args.apiServer?.service?.advertiseAddress ?? host.address;
    this.controlPlane = new ControlPlane(
      onHost.nameOf("control-plane"),
      {
        site: onHost,
        priorityClassName: args.priorityClassName,
        namespace: namespaces.system,
        hostAddress,
        components: switchedOn(release, args),
        certificates: args.certificates ?? {},
        backup: args.backup,
        definitions,
        timeoutSeconds,
      },
      { parent: this },
    );
    const site = onHost.ofPriority(this.controlPlane.priorityClassName);
    this.api = site.on({ provider: this.controlPlane.provider, isOwn: true });
    this.kubeconfig = this.controlPlane.kubeconfig;
    this.provider = this.controlPlane.provider;
    this.endpoint = this.controlPlane.endpoint;
    const evicts = args.evictFromLostMembers ?? false;
    if (evicts) taintLostMembers(this.controlPlane.api);
    this.dns = new Dns(
      site.nameOf("dns"),
      {
        site,
        namespace: namespaces.dns,
        zone,
        hostAddresses: allAddresses([hostAddress], args.apiServer?.service?.moreAddresses),
        api: this.controlPlane.api,
        reader: certificateReader(name, this.controlPlane.dnsAccess, namespaces.system, release),
        server: this.controlPlane.server,
        args: args.dns ?? {},
        certificates: args.certificates ?? {},
      },
      { parent: this },
    );
    this.program = new FederatedProgram({
      federation: this,
      name,
      api: this.api,
      access: this.controlPlane.access,
      look: new FirstLook(),
      systemNamespace: namespaces.system,
      evicts,
      skipped: skippedBy(args),
      leaving: args.leaving ?? {},
      disruptionBudget: args.disruptionBudget,
      forgetSeconds: () => this.dns.forgetSeconds,
      members: () => this.members,
      dropped: () => this.roster.dropped,
      expiries: () => ({ renewed: this.certificates, given: givenCertificates(args) }),
      timeoutSeconds,
    });
    const { departures, calls } = this.program;
    const working = departures.done.apply((): pulumi.Resource[] => [this.provider, ...this.dns.workloads]);
    this.controlPlane.recordSteps(this, working);
    this.roster = new Roster({
      federation: this,
      name,
      release,
      host,
      api: () => this.api,
      access: this.controlPlane.access,
      dns: () => this.dns,
      agents: {
        client: (member) => this.controlPlane.agentContents(member),
        faults: (path) => agentFaults(path, args.apiServer?.service ?? {}, hostAddress),
      },
      estimators: this.controlPlane.estimators,
      takeToken: (issued) => this.controlPlane.memberClients.take(issued),
      departures,
      deployed: () => calls.deployed,
      timeoutSeconds,
    });
    // The engine deletes nothing before all outputs are there.
    this.registerOutputs({ endpoint: this.endpoint, zone, departed: departures.done });
  }

  /** Where backups are and how they are restored. Undefined without the argument `backup`. */
  public get backups(): Backups | undefined {
    return this.controlPlane.backups;
  }

  /** The federation's certificates, and when they expire. */
  public get certificates(): readonly CertificateExpiry[] {
    return [...this.controlPlane.certificates, ...this.dns.certificates];
  }

  /** The members, by the order of their names. The list grows with every {@link Federation.join}. */
  public get members(): readonly Membership[] {
    return this.roster.members;
  }

  /**
   * Joins a cluster. Complete when the member is Ready. A cluster belongs to one federation under one name: a second
   * join fails with an error that names the first.
   *
   * @throws InvalidInputError if a member has the name already, the access cannot be granted, the host joins without
   * `allowHost`, or the plan of an earlier {@link Federation.deploy} would be another one with this member
   */
  public join(cluster: Cluster, options: JoinOptions = {}, opts?: pulumi.ComponentResourceOptions): Membership {
    return this.roster.join(cluster, options, opts);
  }

  /**
   * Drops a member whose cluster no longer exists, without asking the cluster. Call it in place of the `join`, and remove
   * the {@link Cluster} too. What the member ran runs on the other members, and its addresses leave the zone. Remove the
   * call after the `up`, before a cluster of that name joins. A member that responds is refused.
   *
   * Run this `up` with the environment variable `PULUMI_K8S_DELETE_UNREACHABLE=true` if the cluster came from {@link
   * Cluster.fromProvider}.
   *
   * @param name name of the member
   * @param opts options that the {@link Cluster} had, such as its parent
   * @throws InvalidInputError if the program joins the member, still has its Cluster, or drops it twice or too late
   * @example
   * federation.drop("f-b-cluster");
   */
  public drop(name: string, opts?: pulumi.ComponentResourceOptions): void {
    this.roster.drop(name, opts);
  }

  /**
   * Applies the objects of a cdk8s chart, or of anything else with `toJson()`, to the federated API: policies before
   * workloads. Done when the members run them. The preview says on which members the replicas will land; a member that
   * would change that cannot join afterward. What somebody else has applied to the federated API is refused during the
   * `up`, unless it is `shared`. You can rename calls and move objects between them: no object is deleted or recreated.
   *
   * @throws InvalidInputError with all faults of the call: another one has its name or applies one of its objects, an
   * object cannot be applied, lands nowhere or lacks what it needs, or a scheduling policy or a member's access
   * refuses it
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
   * Draws the federation as a Mermaid flowchart: the members, and what the calls of {@link Federation.deploy} so far
   * place on them, under which names in the zone. Call it last.
   *
   * @param options what it was before a change
   * @example
   * export const diagram = federation.diagram(); // pulumi stack output diagram
   */
  public diagram(options?: Pick<DiagramOptions, "before">): string {
    return this.program.diagram((service, namespace) => this.dns.nameOf(service, namespace), options);
  }

  /**
   * Tells on one screen what somebody on call wants to know: the release that runs, the members with their versions and
   * states, what does not run as it should, there and on the host, and which certificates expire within 30 days: in a
   * preview as it is now, and in an `up` at its end. What the program calls after its first pause is not in it.
   *
   * @example
   * export const status = federation.status(); // pulumi preview; pulumi stack output status
   */
  public status(): pulumi.Output<string> {
    return this.program.status(hostedStatus(this.host, this.release, this.layout));
  }

  /**
   * Returns a kubeconfig for one person, with the rights that they need in the federated API. Secret. Call it after the
   * `deploy` of the namespaces that it names: others have to exist already.
   *
   * @throws InvalidInputError if a name or namespace is not valid, or the user has a kubeconfig already
   * @example
   * export const jane = federation.kubeconfigFor({ user: "jane", views: "all", edits: ["shop"], hours: 72 });
   */
  public kubeconfigFor(person: PersonOptions): pulumi.Output<string> {
    refuse(personFaults(person, this.people, this.layout.namespaces.system, this.controlPlane.authorityHours));
    this.people.push(person.user);
    grantPerson(this.api, person, (namespace) => this.program.calls.knownNamespace(namespace));
    return this.controlPlane.kubeconfigFor(person);
  }
}
