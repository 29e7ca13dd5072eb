import type { Manifest, ObjectRef } from "@fedstack/constructs/kinds";
import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Member, MemberTaint } from "@fedstack/constructs/plan";
import type { Cluster } from "./cluster";
import type { MemberEndpoint } from "./reach";
import { registrationGate } from "../federated-api/registration-gate";
import { taintGate } from "../federated-api/taint-gate";
import type { ApiAccess } from "../host/api-access";
import { createNamespace } from "../host/namespaces";
import type { Files } from "../host/secrets";
import type { Site } from "../host/site";
import { RELEASE } from "../karmada";
import { IMPERSONATOR, MEMBERS_NAMESPACE, SYSTEM_LABEL } from "../karmada/names";
import { CLAIM_ANNOTATION, fieldManager } from "../kube/labels";
import { Trust } from "../pki/trust";
import type { AccessOptions, MemberAccess } from "./access";
import { keepAccessInUse } from "./access-in-use";
import { accessRefusal } from "./access-refusal";
import { grantAccess } from "./access-grants";

/** Options of `federation.join`. */
export interface JoinOptions {
  /**
   * What the control plane may do in the member, and with it anyone who holds the federation's credentials.
   *
   * @default "everything"
   */
  readonly access?: MemberAccess | undefined;
  /**
   * Whether a restricted {@link access} includes Secrets. The control plane can then read every Secret of the member, in
   * system namespaces too, because Karmada watches the Secrets of all namespaces at once.
   *
   * @default false
   */
  readonly secrets?: boolean | undefined;
  /**
   * Further rights of the control plane in the member, e.g. for custom resources when {@link access} is restricted.
   *
   * @default - none
   */
  readonly accessRules?: readonly inputs.rbac.v1.PolicyRule[] | undefined;
  /**
   * Whether the host may be a member of its own federation.
   *
   * @default false
   */
  readonly allowHost?: boolean | undefined;
  /**
   * Maintenance of the member, which stays in the federation.
   *
   * - `"cordon"`: nothing new is scheduled there, except what tolerates the taint `fedstack.dev/maintenance`.
   * - `"drain"`: what runs there also moves to other members. What cannot move is refused.
   *
   * Without it, the member is used again; what has moved comes back when it is scheduled again.
   *
   * @default - none
   */
  readonly maintenance?: "cordon" | "drain" | undefined;
  /**
   * Seconds to wait until the member is Ready.
   *
   * @default - the federation's timeoutSeconds
   */
  readonly timeoutSeconds?: number | undefined;
}

/** @internal */
export interface MembershipArgs {
  /** The federated API, as the federation sees it. */
  readonly api: Site;
  /** How the program itself asks the federated API. */
  readonly apiAccess: ApiAccess;
  readonly cluster: Cluster;
  /** The way from the host's pods to the cluster. */
  readonly endpoint: pulumi.Output<MemberEndpoint>;
  /** What the cluster is claimed as. */
  readonly claim: pulumi.Output<Claim>;
  /** Passes if the cluster may join. */
  readonly admitted: pulumi.Output<pulumi.Resource[]>;
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
      further: options.accessRules ?? [],
    };

    const named = args.api.under(this).named(cluster.name);
    const seconds = options.timeoutSeconds ?? args.timeoutSeconds;
    const federation = named.within(seconds);
    const member = named.on(cluster).within(seconds);
    const claim = claimCluster(member, args);
    this.clusterId = cluster.identity.uid;

    const namespace = createNamespace(member.after(claim), "namespace", MEMBERS_NAMESPACE, { labels: SYSTEM_LABEL });
    const inMember = member.in(MEMBERS_NAMESPACE, namespace);
    const manager = `karmada-${cluster.name}`;
    const token = issueToken(inMember, "token", manager);
    const granted = grantAccess(member.after(namespace), manager, this.access, {
      beforeUpdate: keepAccessInUse(member.nameOf("access-in-use"), args.apiAccess, cluster.name, this.access),
    });

    const inFederation = federation.in(MEMBERS_NAMESPACE);
    const secret = (role: string, secretName: string, stringData: Files): k8s.core.v1.Secret =>
      new k8s.core.v1.Secret(
        inFederation.nameOf(role),
        { metadata: inFederation.metadata(secretName), stringData },
        inFederation.options(),
      );
    const credentials = secret("credentials", cluster.name, {
      caBundle: new Trust(
        decoded(token, "ca.crt"),
        args.endpoint.apply(({ certificateAuthority = "" }) => certificateAuthority),
      ).bundle,
      token: decoded(token, "token"),
    });
    // Without it, Karmada neither lets users of the federated API through to the member nor sends it any role.
    const impersonation =
      this.access.access === "everything"
        ? secret("impersonation", `${cluster.name}-impersonator`, {
            token: decoded(issueToken(inMember, "impersonator", IMPERSONATOR), "token"),
          })
        : undefined;

    const object = {
      apiVersion: RELEASE.versions.apis.clusters,
      kind: "Cluster",
      metadata: federation.metadata(cluster.name, {
        labels: cluster.labels,
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      }),
      spec: {
        syncMode: "Push",
        id: this.clusterId,
        apiEndpoint: args.endpoint.apiEndpoint,
        insecureSkipTLSVerification: args.endpoint.insecureSkipTLSVerification,
        proxyURL: args.endpoint.proxyURL,
        provider: cluster.cloudProvider,
        region: cluster.region,
        zones: cluster.zones.length > 0 ? cluster.zones : undefined,
        secretRef: { namespace: MEMBERS_NAMESPACE, name: credentials.metadata.name },
        impersonatorSecretRef: impersonation && {
          namespace: MEMBERS_NAMESPACE,
          name: impersonation.metadata.name,
        },
      },
    };
    const registered = new k8s.apiextensions.CustomResource(
      federation.nameOf(),
      object,
      federation.after(...granted, namespace).options(),
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
      beforeMember: credentials,
    });
    this.registerOutputs({ clusterId: this.clusterId });
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

/** Creates a service account and a token for it that does not expire. */
function issueToken(site: Site, role: string, account: string): k8s.core.v1.Secret {
  const name = site.nameOf(role);
  const serviceAccount = new k8s.core.v1.ServiceAccount(
    name,
    { metadata: site.metadata(account), automountServiceAccountToken: false },
    site.options(),
  );
  return new k8s.core.v1.Secret(
    name,
    {
      type: "kubernetes.io/service-account-token",
      metadata: site.metadata(account, {
        annotations: { "kubernetes.io/service-account.name": serviceAccount.metadata.name },
      }),
    },
    site.options(),
  );
}

function decoded(secret: k8s.core.v1.Secret, key: string): pulumi.Output<string> {
  return pulumi.secret(secret.data.apply((data) => Buffer.from(data?.[key] ?? "", "base64").toString()));
}
