import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import { API_GROUPS, SKIP_NAMESPACE } from "@fedstack/constructs/kinds";
import type * as pulumi from "@pulumi/pulumi";
import { type ApiAccess, base64 } from "../host/api-access";
import { grantRole, user } from "../host/rbac";
import type { Site } from "../host/site";
import type { ServedApi } from "../karmada/add-on";
import { versionAndGroup } from "../karmada/apis";
import type { Component } from "../karmada/component";
import type { Definition } from "../karmada/definitions";
import type { Grant } from "../karmada/grants";
import { aggregatedRole, MEMBERS_NAMESPACE, SYSTEM_LABEL, WEBHOOK_CONFIGURATIONS } from "../karmada/names";
import type { Release } from "../karmada/release";
import type { Trust } from "../pki/trust";
import { renameStoredModes } from "./renamed-modes";
import { LIBRARY_USERS } from "./users";
import { mutatingWebhooks, validatingWebhooks, type WebhookClient } from "./webhooks";

/** Keeps Karmada from making its namespaces in the members too. */
const SYSTEM_LABELS = { ...SYSTEM_LABEL, [SKIP_NAMESPACE]: "true" };

/** Lets a federation's users reach the members through the control plane, each with what he may do there. */
const CLUSTER_PROXY: Grant = {
  role: "fedstack:cluster-proxy",
  rules: [{ apiGroups: [API_GROUPS.cluster], resources: ["clusters/proxy"], verbs: ["*"] }],
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

  /**
   * Creates the roles of the components and of users.
   *
   * @param namespace the namespace of the control plane
   */
  public createRoles(namespace: pulumi.Resource): pulumi.Resource[] {
    const components = Object.values(this.release.components);
    return [
      ...components.flatMap(({ grants = [], ...one }) =>
        grants.flatMap(({ authenticationReader }) =>
          authenticationReader === undefined ? [] : [this.letReadAuthentication(one, authenticationReader)],
        ),
      ),
      ...components.flatMap(({ grants = [], user: who }) =>
        grants.flatMap((grant) =>
          grant.ownNamespace ? [this.grantInside(namespace, who!, grant)] : this.grant(who!, grant),
        ),
      ),
      ...this.grant(LIBRARY_USERS.administrator, CLUSTER_PROXY),
      ...this.createAggregatedRoles(),
    ];
  }

  /** Lets a server read how the API server tells who calls. */
  private letReadAuthentication(
    { name, user: who }: Pick<Component, "name" | "user">,
    binding: string,
  ): pulumi.Resource {
    return new k8s.rbac.v1.RoleBinding(
      this.api.nameOf(binding),
      {
        metadata: this.api.metadata(`fedstack:${name}`, { namespace: "kube-system" }),
        roleRef: {
          apiGroup: "rbac.authorization.k8s.io",
          kind: "Role",
          name: "extension-apiserver-authentication-reader",
        },
        subjects: [user(who!)],
      },
      this.api.options(),
    );
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

  /** Binds a user of the federated API to a role in the namespace of the control plane. */
  private grantInside(namespace: pulumi.Resource, name: string, { role, rules = [] }: Grant): pulumi.Resource {
    return grantRole(this.api.in(this.host.namespace).after(namespace), role, role, rules, user(name));
  }

  /** Registers the aggregated API. Complete when it responds. */
  public registerAggregatedApi(namespace: pulumi.Resource, server: pulumi.Resource): k8s.apiregistration.v1.APIService {
    const { components, versions } = this.release;
    const api = { apiVersion: versions.apis.clusters, groupPriorityMinimum: 2000, versionPriority: 10 };
    return this.registerApis(namespace, server, components.aggregatedApiServer, [api])[0]!;
  }

  /**
   * Registers APIs that a component serves. Complete when it responds.
   *
   * @param namespace the namespace of the control plane
   * @param server what runs the component
   */
  public registerApis(
    namespace: pulumi.Resource,
    server: pulumi.Resource,
    { name }: Component,
    apis: readonly ServedApi[],
  ): k8s.apiregistration.v1.APIService[] {
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
    return apis.map(({ apiVersion, ...priorities }) => {
      const [group, version] = apiVersion.split("/") as [string, string];
      const registered = versionAndGroup(apiVersion);
      return new k8s.apiregistration.v1.APIService(
        this.api.nameOf(registered),
        {
          metadata: this.api.metadata(registered, {
            labels: { app: name, apiserver: "true" },
            annotations: { "pulumi.com/waitFor": "condition=Available" },
          }),
          spec: {
            group,
            version,
            ...priorities,
            service: { name, namespace: this.host.namespace },
            caBundle: this.caBundle,
          },
        },
        this.api.after(service, server).within(this.host.timeoutSeconds!).options(),
      );
    });
  }

  /** Registers Karmada's webhook, once it is ready. */
  public registerWebhooks(webhook: pulumi.Resource): pulumi.Resource[] {
    const { webhooks } = this.release;
    const opts = this.api.after(webhook).options();
    return [
      new k8s.admissionregistration.v1.MutatingWebhookConfiguration(
        this.api.nameOf("mutating"),
        {
          metadata: this.api.metadata(WEBHOOK_CONFIGURATIONS.mutating),
          webhooks: mutatingWebhooks(webhooks, this.webhookClient),
        },
        opts,
      ),
      new k8s.admissionregistration.v1.ValidatingWebhookConfiguration(
        this.api.nameOf("validating"),
        {
          metadata: this.api.metadata(WEBHOOK_CONFIGURATIONS.validating),
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
          this.api.nameOf(aggregatedRole(to)),
          {
            metadata: this.api.metadata(aggregatedRole(to), {
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
