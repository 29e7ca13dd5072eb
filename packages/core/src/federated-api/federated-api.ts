import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { type ApiAccess, base64 } from "../host/api-access";
import { user } from "../host/rbac";
import type { Site } from "../host/site";
import type { Definition } from "../karmada/definitions";
import type { Grant } from "../karmada/grants";
import { CLUSTERS_API_SERVICE } from "../karmada/apis";
import { MEMBERS_NAMESPACE, SYSTEM_LABEL } from "../karmada/names";
import type { Release } from "../karmada/release";
import type { Trust } from "../pki/trust";
import { renameStoredModes } from "./renamed-modes";
import { LIBRARY_USERS } from "./users";
import { mutatingWebhooks, validatingWebhooks, type WebhookClient } from "./webhooks";

/** Keeps Karmada from making its namespaces in the members too. */
const SYSTEM_LABELS = { ...SYSTEM_LABEL, "namespace.karmada.io/skip-auto-propagation": "true" };

/** Lets a federation's users reach the members through the control plane, each with what he may do there. */
const CLUSTER_PROXY: Grant = {
  role: "fedstack:cluster-proxy",
  rules: [{ apiGroups: ["cluster.karmada.io"], resources: ["clusters/proxy"], verbs: ["*"] }],
};

/**
 * Objects that Karmada needs in the federated API. None of them is deleted individually on destroy: they disappear with
 * the database.
 */
export class FederatedApi {
  private readonly caBundle: pulumi.Output<string>;
  private readonly release: Release;

  /**
   * @param api the federated API
   * @param host the control plane's namespace on the host
   */
  public constructor(
    private readonly api: Site,
    private readonly host: Site,
    trust: Trust,
  ) {
    this.caBundle = trust.bundle.apply(base64);
    this.release = api.release;
  }

  /** Creates the namespaces for Karmada's components and members. */
  public createNamespaces(): k8s.core.v1.Namespace[] {
    return [this.host.namespace, MEMBERS_NAMESPACE].map(
      (name) =>
        new k8s.core.v1.Namespace(
          this.api.nameOf(`api-${name}`),
          { metadata: this.api.metadata(name, { labels: SYSTEM_LABELS }) },
          this.api.options(),
        ),
    );
  }

  /**
   * Creates the definitions of Karmada's kinds.
   *
   * @param access how the program itself asks the federated API
   */
  public createDefinitions(definitions: readonly Definition[], access: ApiAccess): pulumi.Resource[] {
    const beforeUpdate = renameStoredModes(this.api.nameOf("renamed-modes"), access, this.release);
    return definitions.map(
      ({ name, spec }) =>
        new k8s.apiextensions.v1.CustomResourceDefinition(
          this.api.nameOf(name),
          {
            metadata: this.api.metadata(name),
            spec: {
              ...spec!,
              ...(this.release.definitions.converted.includes(name) && { conversion: this.conversion() }),
            },
          },
          this.api.options({ hooks: { beforeUpdate } }),
        ),
    );
  }

  /** Creates the roles of the components and of users. */
  public createRoles(): pulumi.Resource[] {
    const components = Object.values(this.release.components);
    const { name, user: aggregated } = this.release.components.aggregatedApiServer;
    const reader = new k8s.rbac.v1.RoleBinding(
      this.api.nameOf("authentication-reader"),
      {
        metadata: this.api.metadata(`fedstack:${name}`, { namespace: "kube-system" }),
        roleRef: {
          apiGroup: "rbac.authorization.k8s.io",
          kind: "Role",
          name: "extension-apiserver-authentication-reader",
        },
        subjects: [user(aggregated!)],
      },
      this.api.options(),
    );
    return [
      reader,
      ...components.flatMap((one) => (one.grants ?? []).flatMap((grant) => this.grant(one.user!, grant))),
      ...this.grant(LIBRARY_USERS.administrator, CLUSTER_PROXY),
      ...this.createAggregatedRoles(),
    ];
  }

  /** Binds a user of the federated API to a cluster role. */
  private grant(name: string, { role, rules }: Grant): pulumi.Resource[] {
    const own = rules && [
      new k8s.rbac.v1.ClusterRole(
        this.api.nameOf(role),
        { metadata: this.api.metadata(role), rules },
        this.api.options(),
      ),
    ];
    const binding = new k8s.rbac.v1.ClusterRoleBinding(
      this.api.nameOf(`${role}-to-${name}`),
      {
        metadata: this.api.metadata(own ? role : `${name}:${role}`),
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects: [user(name)],
      },
      this.api.options(),
    );
    return [...(own ?? []), binding];
  }

  /** Registers the aggregated API. Complete when it responds. */
  public registerAggregatedApi(namespace: pulumi.Resource, server: pulumi.Resource): k8s.apiregistration.v1.APIService {
    const { components, versions } = this.release;
    const { name } = components.aggregatedApiServer;
    const [group, version] = versions.apis.clusters.split("/") as [string, string];
    const service = new k8s.core.v1.Service(
      this.api.nameOf(`api-${name}`),
      {
        metadata: this.api.metadata(name, {
          namespace: this.host.namespace,
          annotations: { "pulumi.com/skipAwait": "true" },
        }),
        spec: { type: "ExternalName", externalName: this.host.hostOf(name) },
      },
      this.api.after(namespace).options(),
    );
    return new k8s.apiregistration.v1.APIService(
      this.api.nameOf(CLUSTERS_API_SERVICE),
      {
        metadata: this.api.metadata(CLUSTERS_API_SERVICE, {
          labels: { app: name, apiserver: "true" },
          annotations: { "pulumi.com/waitFor": "condition=Available" },
        }),
        spec: {
          group,
          version,
          groupPriorityMinimum: 2000,
          versionPriority: 10,
          service: { name, namespace: this.host.namespace },
          caBundle: this.caBundle,
        },
      },
      this.api.after(service, server).within(this.host.timeoutSeconds!).options(),
    );
  }

  /** Registers Karmada's webhook, once it is ready. */
  public registerWebhooks(webhook: pulumi.Resource): pulumi.Resource[] {
    const { webhooks } = this.release;
    const opts = this.api.after(webhook).options();
    return [
      new k8s.admissionregistration.v1.MutatingWebhookConfiguration(
        this.api.nameOf("mutating"),
        { metadata: this.api.metadata("mutating-config"), webhooks: mutatingWebhooks(webhooks, this.webhookClient) },
        opts,
      ),
      new k8s.admissionregistration.v1.ValidatingWebhookConfiguration(
        this.api.nameOf("validating"),
        {
          metadata: this.api.metadata("validating-config"),
          webhooks: validatingWebhooks(webhooks, this.webhookClient),
        },
        opts,
      ),
    ];
  }

  private createAggregatedRoles(): pulumi.Resource[] {
    return this.release.aggregatedRoles.map(
      ({ to, rules }) =>
        new k8s.rbac.v1.ClusterRole(
          this.api.nameOf(`karmada-${to}`),
          {
            metadata: this.api.metadata(`karmada-${to}`, {
              labels: { [`rbac.authorization.k8s.io/aggregate-to-${to}`]: "true" },
            }),
            rules,
          },
          this.api.options(),
        ),
    );
  }

  private conversion(): inputs.apiextensions.v1.CustomResourceConversion {
    const { url, caBundle } = this.webhookClient;
    return {
      strategy: "Webhook",
      webhook: {
        clientConfig: { url: `${url}convert`, caBundle },
        conversionReviewVersions: ["v1"],
      },
    };
  }

  /** The host in the URL is the name in the webhook's certificate that Karmada expects. */
  private get webhookClient(): WebhookClient {
    const { name } = this.release.components.webhook;
    return { url: `https://${name}.${this.host.namespace}.svc:443/`, caBundle: this.caBundle };
  }
}
