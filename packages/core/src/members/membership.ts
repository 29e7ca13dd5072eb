import type { Manifest, ObjectRef } from "@fedstack/constructs/kinds";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Member, MemberTaint } from "@fedstack/constructs/plan";
import type { Cluster } from "../clusters/cluster";
import { registrationGate } from "../federated-api/registration-gate";
import { taintGate } from "../federated-api/taint-gate";
import { type ApiAccess, signedIn } from "../host/api-access";
import { createNamespace, RESTRICTED } from "../host/namespaces";
import type { Site } from "../host/site";
import { rulesInMembers } from "../karmada/add-ons";
import { APIS } from "../karmada/apis";
import { MEMBERS_NAMESPACE, SYSTEM_LABEL } from "../karmada/names";
import { asking } from "../kubeconfig/ask";
import { CLAIM_ANNOTATION, fieldManager } from "../kube/labels";
import type { AccessOptions } from "../access/access";
import { keepAccessInUse } from "../access/access-in-use";
import { grantAccess } from "../access/access-grants";
import { accessRefusal } from "../access/access-refusal";
import type { JoinOptions } from "./join-options";
import { keptIn } from "./kept-secret";
import type { MemberToken } from "./member-token";
import { keepMode } from "./mode";
import type { Ends, Way } from "./way";

/** @internal */
export interface MembershipArgs {
  /** The federated API, as the federation sees it. */
  readonly api: Site;
  /** How the program itself asks the federated API. */
  readonly apiAccess: ApiAccess;
  readonly cluster: Cluster;
  /** Makes the way between the federated API and the cluster. */
  readonly way: (ends: Ends) => Way;
  /** Has the control plane take a token that has replaced another one, if the program runs it. */
  readonly takeToken?: ((issued: string) => Promise<void>) | undefined;
  /** What the cluster is claimed as. */
  readonly claim: pulumi.Output<Claim>;
  /** Passes if the cluster may join. */
  readonly admitted: pulumi.Output<pulumi.Resource>[];
  readonly options: JoinOptions;
  readonly timeoutSeconds: number;
}

/** A member of a federation. Complete when the member is Ready. Destroying it leaves nothing in the cluster. */
export class Membership extends pulumi.ComponentResource implements Member {
  /** Name of the member. */
  public readonly name: string;
  /** Labels of the member. */
  public readonly labels: { readonly [key: string]: string };
  /** Taints that the program sets on the member. */
  public readonly taints: readonly MemberTaint[];
  /** Maintenance of the member. */
  public readonly maintenance: "cordon" | "drain" | undefined;
  /** @internal Resolves once the member has its taints, and none that the program no longer sets. */
  public readonly tainted: pulumi.Output<void>;
  /** @internal Resolves once the member has joined: a new one when it is Ready. */
  public readonly ready: pulumi.Output<unknown>;
  /** Cloud provider of the member. */
  public readonly cloudProvider: string | undefined;
  /** Region of the member. */
  public readonly region: string | undefined;
  /** Zones of the member. */
  public readonly zones: readonly string[];
  /** Identity of the cluster: the UID of its namespace `kube-system`. */
  public readonly clusterId: pulumi.Output<string>;
  /**
   * When the control plane's token for the member expires, in RFC 3339. Undefined if it does not, or if the member has
   * none, because it joins in pull mode.
   */
  public readonly tokenExpires: pulumi.Output<string> | undefined;
  /** @internal When that token was issued, in RFC 3339. */
  public readonly tokenIssued: pulumi.Output<string> | undefined;
  private readonly access: AccessOptions;

  /** @internal */
  public constructor(name: string, args: MembershipArgs, opts: pulumi.ComponentResourceOptions) {
    super("fedstack:index:Membership", name, {}, opts);
    const { cluster, options } = args;
    this.name = cluster.name;
    this.labels = cluster.labels;
    this.maintenance = options.maintenance;
    this.taints = options.maintenance ? [...cluster.taints, MAINTENANCE] : cluster.taints;
    this.cloudProvider = cluster.cloudProvider;
    this.region = cluster.region;
    this.zones = cluster.zones;
    this.access = {
      access: options.access ?? "everything",
      secrets: options.secrets ?? false,
      further: [...(options.accessRules ?? []), ...(options.mode === "pull" ? [] : rulesInMembers(args.api.release))],
    };

    const named = args.api.under(this).named(cluster.name);
    const seconds = options.timeoutSeconds ?? args.timeoutSeconds;
    const federation = named.within(seconds);
    const member = named.on(cluster).within(seconds);
    const claim = claimCluster(member, args);
    this.clusterId = cluster.identity.uid;

    const labels = options.mode === "pull" ? { ...SYSTEM_LABEL, ...RESTRICTED } : SYSTEM_LABEL;
    const namespace = createNamespace(member.after(claim), "namespace", MEMBERS_NAMESPACE, { labels });
    const hooks = {
      beforeUpdate: keepAccessInUse(member.nameOf("access-in-use"), args.apiAccess, cluster.name, this.access),
    };
    const asked = signedIn(args.apiAccess).apply((api) => asking(api));
    const way = args.way({
      name: cluster.name,
      federation,
      member: member.in(MEMBERS_NAMESPACE, namespace),
      access: this.access,
      kept: (secret) =>
        keptIn(
          typeof secret === "string" ? { ask: asked, namespace: MEMBERS_NAMESPACE, name: secret } : secret,
          seconds,
        ),
      grant: (account, role) => grantAccess(member.after(namespace), account, role, this.access, hooks),
    });

    const object = {
      apiVersion: APIS.clusters,
      kind: "Cluster",
      metadata: federation.metadata(cluster.name, {
        labels: cluster.labels,
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      }),
      spec: {
        id: this.clusterId,
        provider: cluster.cloudProvider,
        region: cluster.region,
        zones: cluster.zones.length > 0 ? cluster.zones : undefined,
        ...way.spec,
      },
    };
    const registered = new k8s.apiextensions.CustomResource(
      federation.nameOf(),
      object,
      federation
        .after(...way.first, namespace)
        .options({ hooks: { beforeUpdate: keepMode(federation.nameOf(), cluster.name) } }),
    );
    this.ready = pulumi.all([object, registered.id]).apply(([applied]) =>
      registrationGate(args.apiAccess, {
        member: cluster.name,
        cluster: applied,
        manager: fieldManager(federation.federation),
        timeoutSeconds: seconds,
      }),
    );
    this.tainted = taintGate(args.apiAccess, {
      member: cluster.name,
      taints: this.taints,
      timeoutSeconds: seconds,
      beforeMember: way.first[0]!,
    });
    this.tokenExpires = way.token?.expires;
    this.tokenIssued = way.token?.issued;
    const taken = way.token && takenToken(registered, way.token, args.takeToken);
    // The engine deletes the token before only when all outputs are there.
    this.registerOutputs({ clusterId: this.clusterId, taken });
  }

  /**
   * Says why an object cannot land here, as the end of a sentence about the access that the member grants.
   *
   * @internal
   */
  public refusal(object: ObjectRef, manifest: Manifest | undefined): string | undefined {
    return accessRefusal(this.access, object, manifest);
  }
}

/** Resolves once the control plane has taken the token of a member that had another one before. */
function takenToken(
  cluster: k8s.apiextensions.CustomResource,
  { issued }: MemberToken,
  take: MembershipArgs["takeToken"],
): pulumi.Output<void> {
  return pulumi.all([cluster.metadata, issued]).apply(async ([{ creationTimestamp }, time]) => {
    if (take && time > creationTimestamp && !pulumi.runtime.isDryRun()) await take(time);
  });
}

/** The members that the program itself joins. */
export function joinedAmong(members: readonly Member[]): readonly Membership[] {
  return members.filter((one) => one instanceof Membership);
}

/** Keeps new objects away from a member under maintenance. */
const MAINTENANCE: MemberTaint = { key: "fedstack.dev/maintenance", effect: "NoSchedule" };

/** What is written on a cluster that is a member. */
export interface Claim {
  /** The member, its federation and the identity of the host, for errors to name. */
  readonly text: string;
  /** The field manager that writes it: another claim conflicts with this one. */
  readonly manager: string;
}

/** The claim of a federation on a member. The identity of its host tells federations of one name apart. */
export function claimOf(federation: string, member: string, hostId: string): Claim {
  return {
    text: `${member} of federation ${federation} on host ${hostId}`,
    manager: `${fieldManager(federation)}/${member}/${hostId.slice(0, 8)}`,
  };
}

function claimCluster(member: Site, { claim, admitted }: MembershipArgs): k8s.core.v1.NamespacePatch {
  return new k8s.core.v1.NamespacePatch(
    member.nameOf("claim"),
    {
      metadata: {
        name: "kube-system",
        annotations: { [CLAIM_ANNOTATION]: claim.text, "pulumi.com/patchFieldManager": claim.manager },
      },
    },
    member.strict.options({ dependsOn: admitted }),
  );
}
