import { quoted } from "@fedstack/constructs/faults";
import type { DiagramOptions } from "@fedstack/constructs/plan";
import * as k8s from "@pulumi/kubernetes";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { fieldManager } from "../kube/labels";
import type { Cluster } from "../members/cluster";
import { ControlPlane } from "../control-plane/control-plane";
import { grantPerson, type PersonArgs, personFaults } from "../control-plane/people";
import { readDefinitions } from "../karmada/definitions";
import { evicting, taintLostMembers } from "../control-plane/eviction";
import { AppliedObjects } from "../deploy/applied-objects";
import { callFaults } from "../deploy/call-faults";
import { Deployed, type DeployOptions } from "../deploy/deployed";
import { type Manifest, type Manifests, resourceNameOf } from "../deploy/manifests";
import { lateJoinFaults } from "../deploy/late-joins";
import { Departures } from "../departures/departures";
import type { Program } from "../departures/planned-departure";
import { Dns } from "../dns/dns";
import { refuse } from "../validation/errors";
import { admission } from "./admission";
import { federationDiagram } from "./diagram";
import type { FederationArgs } from "./federation-args";
import { highlyAvailable } from "./high-availability";
import { hostingFaults, recordHosting } from "./hosted-federations";
import { Site } from "../host/site";
import { RELEASE } from "../karmada";
import { hostVersionFaults } from "../members/identity-faults";
import { claimOf, type JoinOptions, Membership } from "../members/membership";
import { clusterFaults } from "../members/validate-cluster";
import { joinOptionsFaults } from "../members/validate-join";
import type { CertificateExpiry } from "../pki/signer";
import { hostWarnings } from "./host-warnings";
import { membershipFaults } from "./membership-faults";
import { checkFederation } from "./validate-federation";

const DEFAULT_TIMEOUT_SECONDS = 600;

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
  private readonly name: string;
  /** The federated API, for what the program itself makes there. */
  private readonly api: Site;
  private readonly systemNamespace: string;
  private readonly timeoutSeconds: number;
  private readonly evicts: boolean;
  private readonly departures: Departures;
  private readonly joined: Membership[] = [];
  private readonly deployed: Deployed[] = [];
  private readonly clusters: Cluster[] = [];
  private readonly people: string[] = [];
  private readonly applied = new AppliedObjects((namespace, parent, allowed) =>
    this.createNamespace(namespace, parent, allowed),
  );

  public constructor(
    host: Cluster,
    dnsZone: string,
    args: FederationArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { layout, faults } = checkFederation(RELEASE, dnsZone, args);
    const hostFaults = clusterFaults("host", host);
    refuse([...hostFaults, ...faults, ...(hostFaults.length > 0 ? [] : hostingFaults(host, layout, args))]);
    if (args.highlyAvailable) args = highlyAvailable(args);
    const { name, zone, namespaces } = layout;
    const definitions = readDefinitions(RELEASE.definitions.names, args.definitionsDirectory);
    super("fedstack:index:Federation", name, {}, opts);
    recordHosting(host, layout);
    pulumi.all([host.address, host.identity.observed]).apply(([address, seen]) => {
      refuse(hostVersionFaults(host.name, seen));
      const version = "reason" in seen ? undefined : seen.version;
      const warnings = hostWarnings({ name: host.name, address, version }, args);
      warnings.forEach((warning) => void pulumi.log.warn(warning, this));
    });
    this.host = host;
    this.name = name;
    this.systemNamespace = layout.namespaces.system;
    this.timeoutSeconds = args.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;

    const clusterDomain = args.clusterDomain ?? "cluster.local";
    const settings = {
      federation: name,
      release: RELEASE,
      images: args.images ?? {},
      pods: args.pods ?? {},
      clusterDomain,
    };
    const onHost = Site.onHost(settings, host, this, this.timeoutSeconds);
    const hostAddress = args.apiServer?.service?.advertiseAddress ?? host.address;
    this.controlPlane = new ControlPlane(
      onHost.nameOf("control-plane"),
      {
        site: onHost,
        priorityClassName: args.priorityClassName,
        namespace: namespaces.system,
        hostAddress,
        components: args.evictFromLostMembers ? evicting(RELEASE, args) : args,
        certificates: args.certificates ?? {},
        definitions,
        timeoutSeconds: this.timeoutSeconds,
      },
      { parent: this },
    );
    const site = onHost.ofPriority(this.controlPlane.priorityClassName);
    this.api = site.on(this.controlPlane);
    this.kubeconfig = this.controlPlane.kubeconfig;
    this.provider = this.controlPlane.provider;
    this.endpoint = this.controlPlane.endpoint;
    this.evicts = args.evictFromLostMembers ?? false;
    if (this.evicts) taintLostMembers(this.controlPlane.api);
    this.dns = new Dns(
      site.nameOf("dns"),
      {
        site,
        namespace: namespaces.dns,
        systemNamespace: namespaces.system,
        zone,
        hostAddress,
        api: this.controlPlane.api,
        access: this.controlPlane.dnsAccess,
        server: this.controlPlane.server,
        args: args.dns ?? {},
        certificates: args.certificates ?? {},
      },
      { parent: this },
    );
    this.departures = new Departures({
      access: this.controlPlane.access,
      federation: name,
      timeoutSeconds: this.timeoutSeconds,
      leaving: args.leaving ?? {},
      forgetSeconds: this.dns.forgetSeconds,
      program: () => this.program,
    });
    // The engine deletes nothing before all outputs are there.
    this.registerOutputs({ endpoint: this.endpoint, zone, departed: this.departures.done });
  }

  /** The federation's certificates, and when they expire. */
  public get certificates(): readonly CertificateExpiry[] {
    return [...this.controlPlane.certificates, ...this.dns.certificates];
  }

  /** The members, by the order of their names. The list grows with every {@link Federation.join}. */
  public get members(): readonly Membership[] {
    return [...this.joined];
  }

  /**
   * Joins a cluster. Complete when the member is Ready. A cluster belongs to one federation under one name: a second
   * join fails with an error that names the first.
   *
   * @throws InvalidInputError if a member has the name already, the access cannot be granted, the host joins without
   * `allowHost`, or the plan of an earlier {@link Federation.deploy} would be another one with this member
   */
  public join(cluster: Cluster, options: JoinOptions = {}, opts?: pulumi.ComponentResourceOptions): Membership {
    refuse(clusterFaults("join()", cluster));
    const path = `join(${quoted(cluster.name)})`;
    refuse(joinOptionsFaults(path, options));
    const joining = { federation: this.name, host: this.host };
    refuse(membershipFaults(path, cluster, { ...joining, members: this.joined, options }));
    refuse(this.departures.lateJoinFaults(path, cluster.name));
    refuse(lateJoinFaults(path, this.deployed, [...this.joined, cluster]));
    const claim = this.host.identity.uid.apply((hostId) => claimOf(this.name, cluster.name, hostId));
    const membership = new Membership(
      this.api.nameOf(cluster.name),
      {
        api: this.api,
        apiAccess: this.controlPlane.access,
        cluster,
        endpoint: cluster.endpointAsMember(path),
        claim,
        admitted: admission({ ...joining, path, cluster, claim, options, earlier: [...this.clusters] }),
        options,
        timeoutSeconds: this.timeoutSeconds,
      },
      pulumi.mergeOptions({ parent: this }, opts),
    );
    this.joined.push(membership);
    this.joined.sort((a, b) => (a.name < b.name ? -1 : 1));
    this.clusters.push(cluster);
    this.dns.publishMember(membership);
    return membership;
  }

  /**
   * Applies the objects of a cdk8s chart, or of anything else with `toJson()`, to the federated API: policies before
   * workloads. Done when the members run them. The preview says on which members the replicas will land; a member that
   * would change that cannot join afterwards. What somebody else has applied to the federated API is refused during the
   * `up`, unless it is `shared`. You can rename calls and move objects between them: no object is deleted or recreated.
   *
   * @throws InvalidInputError if an earlier call has the same name, if an object cannot be applied, if another call
   * applies it, or if a scheduling policy among the objects refuses it
   */
  public deploy(
    name: string,
    manifests: Manifests,
    options: DeployOptions = {},
    opts?: pulumi.ComponentResourceOptions,
  ): Deployed {
    const earlier = this.deployed.map(({ path }) => path);
    refuse(callFaults(name, manifests, options, earlier));
    refuse(this.departures.lateDeployFaults(`deploy(${quoted(name)})`));
    const deployed = new Deployed(
      `${this.name}-${name}`,
      {
        api: this.api,
        access: this.controlPlane.access,
        systemNamespace: this.systemNamespace,
        path: `deploy(${quoted(name)})`,
        manifests,
        members: [...this.members],
        timeoutSeconds: this.timeoutSeconds,
        applied: this.applied,
        evicts: this.evicts,
        openFor: (path, plan) => this.departures.openFor(path, plan),
        options,
      },
      pulumi.mergeOptions({ parent: this }, opts),
    );
    this.deployed.push(deployed);
    return deployed;
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
    const { plans, objects } = this.program;
    const nameOf = (service: string, namespace?: string): string => this.dns.nameOf(service, namespace);
    return federationDiagram(plans, objects, this.members, nameOf, options);
  }

  /**
   * Returns a kubeconfig for one person, with the rights that they need in the federated API. Secret. Call it after the
   * `deploy` of the namespaces that it names: others have to exist already.
   *
   * @throws InvalidInputError if a name or namespace is not valid, or the user has a kubeconfig already
   * @example
   * export const jane = federation.kubeconfigFor({ user: "jane", views: "all", edits: ["shop"], hours: 72 });
   */
  public kubeconfigFor(person: PersonArgs): pulumi.Output<string> {
    refuse(personFaults(person, this.people, this.systemNamespace));
    this.people.push(person.user);
    grantPerson(this.api, person, (namespace) => this.applied.knownNamespace(namespace));
    return this.controlPlane.kubeconfigFor(person);
  }

  /** What the program has done so far. */
  private get program(): Program {
    return {
      members: this.members,
      drained: this.members.filter(({ maintenance }) => maintenance === "drain").map(({ name }) => name),
      plans: this.deployed.map(({ plan }) => plan),
      deleting: this.deployed.filter(({ leaving }) => leaving === "delete").map(({ plan }) => plan),
      objects: this.applied.objects,
      manager: fieldManager(this.name),
    };
  }

  private createNamespace(
    namespace: Manifest,
    parent: pulumi.Resource,
    allowed: pulumi.Output<void> | undefined,
  ): pulumi.CustomResource {
    const metadata = pulumi.output(allowed).apply(() => this.api.metadata(namespace.metadata.name));
    const name = resourceNameOf(this.api, namespace);
    return new k8s.core.v1.Namespace(name, { metadata }, this.api.under(parent).within(this.timeoutSeconds).options());
  }
}
