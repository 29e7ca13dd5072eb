import * as k8s from "@pulumi/kubernetes";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { BackupArgs, Backups } from "../backup/backup-args";
import { backUp } from "../backup/backup";
import { storeOf } from "../backup/store";
import { backupTraffic } from "../backup/traffic";
import { admissionGate } from "../federated-api/admission-gate";
import { answeringGate } from "../federated-api/answering-gate";
import { encryptionGate } from "../federated-api/encryption-gate";
import { FederatedApi } from "../federated-api/federated-api";
import { allAddresses } from "../host/addresses";
import { type CertificateAccess, clientKubeconfig } from "../host/api-access";
import type { SecretContents } from "../host/component";
import { deployEtcd } from "../etcd/etcd";
import { etcdAnnotations, etcdLayout, keepEtcdLayout } from "../etcd/etcd-guard";
import { EtcdMembers } from "../etcd/etcd-members";
import { externalEtcd, externalLayout } from "../etcd/external-etcd";
import { createNamespace, RESTRICTED } from "../host/namespaces";
import { restrictTraffic, trafficOf } from "../host/network-policies";
import { createPriorityClass } from "../host/priority";
import { servePrometheus } from "../host/prometheus";
import { withPullSecret } from "../host/pull-secret";
import type { Site } from "../host/site";
import type { Definition } from "../karmada/definitions";
import { type CertificateArgs, DEFAULT_LIFETIMES } from "../pki/certificate-args";
import type { CertificateExpiry, KeyPair } from "../pki/signer";
import {
  advertisedAddresses,
  advertisedEndpoint,
  apiServerService,
  deployApiServer,
  internalEndpoint,
} from "./api-server";
import type { ControlPlaneArgs } from "./control-plane-args";
import { argsOf } from "./controllers";
import { keepSteps, recordSteps, type Steps } from "./completed-steps";
import { KEY_RULE, keySteps, storedEncryption } from "./encryption";
import { Estimators } from "./estimators";
import { KMS_RULE, kmsSteps } from "./kms";
import { MemberClients } from "./member-clients";
import { PERSON_HOURS, type PersonOptions } from "./people";
import { ControlPlanePki } from "./pki";
import { AUTHORITY_RULE, authoritySteps } from "./rotation-guard";
import { runControllers } from "./run-controllers";

/** @internal */
export interface ControlPlaneInputs {
  /** The host, as the federation sees it. */
  readonly site: Site;
  /** Namespace of the control plane, on the host and in the federated API. */
  readonly namespace: string;
  /** Existing priority class of pods; without one, the control plane makes one. */
  readonly priorityClassName?: string | undefined;
  /** Address of the host's nodes. */
  readonly hostAddress: pulumi.Input<string>;
  readonly components: ControlPlaneArgs;
  readonly certificates: CertificateArgs;
  /** Backups of etcd. Absent: none. */
  readonly backup?: BackupArgs | undefined;
  readonly definitions: readonly Definition[];
  /** Seconds to wait until the federated API accepts policies. */
  readonly timeoutSeconds: number;
}

/**
 * Control plane of a federation on its host: the federated API and its controllers. Your resources can depend on it.
 */
export class ControlPlane extends pulumi.ComponentResource {
  /** URL of the federated API. */
  public readonly endpoint: pulumi.Output<string>;
  /** Administrator's kubeconfig for the federated API. Resolves once the API accepts policies. Secret. */
  public readonly kubeconfig: pulumi.Output<string>;
  /**
   * Provider for the federated API. Resources that use it are created after the whole control plane, and deleted before
   * it.
   */
  public readonly provider: Provider;
  /**
   * The federated API as its users see it.
   *
   * @internal
   */
  public readonly api: Site;
  /**
   * Backups of etcd.
   *
   * @internal
   */
  public readonly backups: Backups | undefined;
  /** @internal */
  public readonly access: CertificateAccess;
  /**
   * How DNS reaches the federated API from pods of the host.
   *
   * @internal
   */
  public readonly dnsAccess: CertificateAccess;
  /**
   * Priority class of the federation's pods on the host.
   *
   * @internal
   */
  public readonly priorityClassName: pulumi.Input<string>;
  /**
   * What runs the estimators of members, if the federation has them.
   *
   * @internal
   */
  public readonly estimators: Estimators | undefined;
  /**
   * Validity of the authorities, in hours.
   *
   * @internal
   */
  public readonly authorityHours: number;
  /** @internal */
  public readonly memberClients: MemberClients;
  /** @internal */
  public readonly server: pulumi.Resource;
  private readonly steps: Steps;
  private readonly namespaceVersion: pulumi.Output<string>;
  private readonly inNamespace: Site;
  private readonly pki: ControlPlanePki;
  private readonly kubeconfigOf: (client: KeyPair) => pulumi.Output<string>;

  /** @internal */
  public constructor(name: string, inputs: ControlPlaneInputs, opts: pulumi.ComponentResourceOptions) {
    super("fedstack:index:ControlPlane", name, {}, opts);
    const { components, certificates } = inputs;
    this.authorityHours = certificates.authorityValidityHours ?? DEFAULT_LIFETIMES.authorityValidityHours;
    const outer = inputs.site.under(this);
    const { federation, release } = outer;
    const apiServer = components.apiServer ?? {};
    const exposure = apiServer.service ?? {};
    const encryption = apiServer.encryption ?? {};
    const { external, ...ownEtcd } = components.etcd ?? {};
    const layout = external ? externalLayout(external) : etcdLayout(ownEtcd);
    this.steps = { ...keySteps(encryption), ...kmsSteps(encryption.kms), ...authoritySteps(certificates) };

    const namespace = createNamespace(
      outer.strict,
      "namespace",
      inputs.namespace,
      {
        labels: RESTRICTED,
        annotations: { ...etcdAnnotations(layout), ...this.steps },
      },
      {
        hooks: {
          beforeUpdate: [
            ...keepEtcdLayout(outer.nameOf("namespace"), "etcd"),
            ...[KEY_RULE, KMS_RULE, AUTHORITY_RULE].flatMap((rule) => keepSteps(outer, inputs.namespace, rule)),
          ],
        },
      },
    );
    const made =
      inputs.priorityClassName === undefined ? [createPriorityClass(outer.after(namespace), inputs.namespace)] : [];
    this.priorityClassName = made[0]?.metadata.name ?? inputs.priorityClassName!;
    this.inNamespace = outer.in(inputs.namespace, namespace);
    this.namespaceVersion = namespace.metadata.resourceVersion;
    const site = withPullSecret(this.inNamespace.after(...made).ofPriority(this.priorityClassName));
    const service = apiServerService(site, exposure);
    const reached = advertisedAddresses(site, exposure, service, inputs.hostAddress);
    this.endpoint = advertisedEndpoint(site, exposure, service, reached);

    const members = new EtcdMembers(site, release.components.etcd.name, ownEtcd.replicas ?? 1);
    const addresses = allAddresses(reached, apiServer.certificateNames);
    const pki = new ControlPlanePki(
      site,
      external?.tls ?? members,
      addresses,
      certificates,
      inputs.backup !== undefined,
    );
    this.pki = pki;

    const { etcd: ofEtcd, ...others } = trafficOf(release.components);
    const store = inputs.backup && storeOf(site, inputs.backup.to);
    const rules = store ? backupTraffic(ofEtcd, store) : [ofEtcd];
    servePrometheus(site, pki.metrics && { trust: pki.trust, pair: pki.metrics });
    restrictTraffic(site, [...(external ? [] : rules), ...Object.values(others)]);
    const names = external ? externalEtcd(external) : members;
    const { clusterDomain, ipFamily } = site;
    const context = { namespace: site.namespace, clusterDomain, ipFamily, etcd: names };
    const etcd = pki.etcd && deployEtcd(site, members, pki.etcd, "etcd", ownEtcd);
    const stored = storedEncryption(site, encryption);
    const afterEtcd = etcd ? site.after(etcd.complete) : site;
    if (pki.backup && inputs.backup && store) {
      const client = { trust: pki.etcdTrust, pair: pki.backup };
      this.backups = backUp(afterEtcd, members, client, inputs.backup, store);
    }
    this.server = deployApiServer(afterEtcd, pki, apiServer, stored, context);

    const outside = (client: KeyPair): CertificateAccess => ({ endpoint: this.endpoint, trust: pki.trust, client });
    const answering = answeringGate(outside(pki.provisioner), inputs.timeoutSeconds, this.server.urn);
    const provisioner = new k8s.Provider(
      site.nameOf("provisioner"),
      {
        kubeconfig: pulumi
          .all([clientKubeconfig(federation, outside(pki.provisioner)), answering])
          .apply(([kubeconfig]) => kubeconfig),
        clusterIdentifier: federation,
        upsertExistingObjects: true,
      },
      { parent: this, dependsOn: [...(etcd ? [etcd.ready] : []), this.server] },
    );
    const api = new FederatedApi(outer.on({ provider: provisioner, isOwn: true }).goneWith(namespace), site, pki.trust);
    const namespaces = api.createNamespaces();
    const roles = api.createRoles(namespaces[0]!);
    const definitions = api.createDefinitions(inputs.definitions, outside(pki.provisioner));

    const { webhooks, ready } = runControllers(site, api, pki, components, context, { namespaces, roles, definitions });
    if (release.components.estimators) {
      this.estimators = new Estimators(site, pki, argsOf(components, "estimators"), context);
    }
    this.memberClients = new MemberClients(site);

    const registered = pulumi.all(webhooks.map(({ urn }) => urn));
    const endpoint = pulumi.all([this.endpoint, registered]).apply(([url]) => url);
    this.access = { ...outside(pki.provisioner), endpoint };
    this.dnsAccess = { ...outside(pki.dns), endpoint: internalEndpoint(site) };
    const accepting = admissionGate(this.access, federation, inputs.timeoutSeconds);
    const encrypted = encryptionGate(outside(pki.provisioner), {
      stores: stored.stores,
      always: encryption.kms?.encrypts === false,
      namespace: inputs.namespace,
      timeoutSeconds: inputs.timeoutSeconds,
      after: pulumi.all([this.server.urn, ...namespaces.map(({ urn }) => urn)]),
    });
    this.kubeconfigOf = (client) =>
      pulumi
        .all([clientKubeconfig(federation, outside(client)), accepting, encrypted])
        .apply(([kubeconfig]) => kubeconfig);
    this.kubeconfig = this.kubeconfigOf(pki.administrator);
    this.provider = new k8s.Provider(
      site.nameOf("api"),
      {
        kubeconfig: this.kubeconfigOf(pki.provisioner),
        clusterIdentifier: federation,
        upsertExistingObjects: true,
        enableConfigMapMutable: true,
        enableSecretMutable: true,
      },
      { parent: this, dependsOn: [...ready] },
    );
    this.api = outer.on({ provider: this.provider, isOwn: true }).goneWith(namespace);
    this.registerOutputs({ endpoint: this.endpoint });
  }

  /** When each certificate expires. */
  public get certificates(): readonly CertificateExpiry[] {
    return this.pki.expiries;
  }

  /**
   * Records that the steps of this `up` are done.
   *
   * @param parent what the record belongs to: nobody who waits for the control plane waits for it
   * @internal
   */
  public recordSteps(parent: pulumi.Resource, after: pulumi.Output<pulumi.Resource[]>): void {
    recordSteps(this.inNamespace.under(parent), this.steps, this.namespaceVersion, after);
  }

  /** @internal */
  public kubeconfigFor({ user, groups = [], ...person }: PersonOptions): pulumi.Output<string> {
    const hours = person.hours ?? Math.min(PERSON_HOURS, this.authorityHours);
    return this.kubeconfigOf(this.pki.personPair(user, groups[0], hours));
  }

  /**
   * Kubeconfig of the agent of a member in pull mode.
   *
   * @internal
   */
  public agentContents(member: string): SecretContents {
    const client = this.pki.agentPair(member);
    const { trust } = this.pki;
    return {
      files: { kubeconfig: this.kubeconfigOf(client) },
      restartOn: [this.endpoint, trust.serverBundle, client.certificate],
    };
  }
}
