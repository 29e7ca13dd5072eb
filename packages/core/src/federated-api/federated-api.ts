import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { ownedMetadata } from "../kube/labels";
import type { Definition } from "../karmada/definitions";
import { USERS } from "../control-plane/pki";
import { AGGREGATED_ROLES, COMPONENT_GRANTS, type Grant } from "../karmada/rbac";
import { base64 } from "../host/secrets";
import { COMPONENTS, type Topology } from "../host/topology";
import { mutatingWebhooks, validatingWebhooks } from "../karmada/webhooks";

/** Namespace of the federated API that holds the members' credentials. */
export const MEMBERS_NAMESPACE = "karmada-cluster";
/** Keeps Karmada from making these namespaces in the members too. */
const SYSTEM_LABELS = { "karmada.io/system": "true", "namespace.karmada.io/skip-auto-propagation": "true" };

/** Kinds whose stored and served versions differ, so that the webhook converts between them. */
const CONVERTED = ["resourcebindings.work.karmada.io", "clusterresourcebindings.work.karmada.io"];

/**
 * What Karmada needs inside the federated API. None of it is deleted on its own when the federation goes: it dies with
 * the database.
 */
export class FederatedApi {
  private readonly caBundle: pulumi.Output<string>;

  public constructor(
    private readonly topology: Topology,
    authority: pulumi.Output<string>,
    private readonly opts: pulumi.CustomResourceOptions,
  ) {
    this.caBundle = authority.apply(base64);
  }

  /** The namespaces that Karmada's components and members live in. */
  public createNamespaces(): k8s.core.v1.Namespace[] {
    return [this.topology.namespace, MEMBERS_NAMESPACE].map(
      (name) =>
        new k8s.core.v1.Namespace(
          this.logicalName(`api-${name}`),
          { metadata: this.metadata(name, { labels: SYSTEM_LABELS }) },
          this.opts,
        ),
    );
  }

  /** Karmada's kinds. */
  public createDefinitions(definitions: readonly Definition[]): pulumi.Resource[] {
    return definitions.map(
      ({ name, spec }) =>
        new k8s.apiextensions.v1.CustomResourceDefinition(
          this.logicalName(name),
          {
            metadata: this.metadata(name),
            spec: { ...spec!, ...(CONVERTED.includes(name) && { conversion: this.conversion() }) },
          },
          this.opts,
        ),
    );
  }

  /** The rights of the components and of the kinds' users. */
  public createRoles(): pulumi.Resource[] {
    const reader = new k8s.rbac.v1.RoleBinding(
      this.logicalName("authentication-reader"),
      {
        metadata: this.metadata(`fedstack:${COMPONENTS.aggregatedApiServer}`, { namespace: "kube-system" }),
        roleRef: {
          apiGroup: "rbac.authorization.k8s.io",
          kind: "Role",
          name: "extension-apiserver-authentication-reader",
        },
        subjects: [user(USERS.aggregatedApiServer)],
      },
      this.opts,
    );
    return [reader, ...COMPONENT_GRANTS.flatMap((grant) => this.grant(grant)), ...this.createAggregatedRoles()];
  }

  /** Gives a user of the federated API a role for the whole of it. */
  private grant({ role, user: name, rules }: Grant): pulumi.Resource[] {
    const own = rules && [
      new k8s.rbac.v1.ClusterRole(this.logicalName(role), { metadata: this.metadata(role), rules }, this.opts),
    ];
    const binding = new k8s.rbac.v1.ClusterRoleBinding(
      this.logicalName(`${role}-to-${name}`),
      {
        metadata: this.metadata(own ? role : `${name}:${role}`),
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects: [user(name)],
      },
      this.opts,
    );
    return [...(own ?? []), binding];
  }

  /** Registers the aggregated API, and is done when it answers. */
  public registerAggregatedApi(namespace: pulumi.Resource, server: pulumi.Resource): k8s.apiregistration.v1.APIService {
    const name = COMPONENTS.aggregatedApiServer;
    const service = new k8s.core.v1.Service(
      this.logicalName(`api-${name}`),
      {
        metadata: this.metadata(name, {
          namespace: this.topology.namespace,
          annotations: { "pulumi.com/skipAwait": "true" },
        }),
        spec: { type: "ExternalName", externalName: this.topology.hostOf(name) },
      },
      pulumi.mergeOptions(this.opts, { dependsOn: [namespace] }),
    );
    return new k8s.apiregistration.v1.APIService(
      this.logicalName("v1alpha1.cluster.karmada.io"),
      {
        metadata: this.metadata("v1alpha1.cluster.karmada.io", {
          labels: { app: name, apiserver: "true" },
          annotations: { "pulumi.com/waitFor": "condition=Available" },
        }),
        spec: {
          group: "cluster.karmada.io",
          version: "v1alpha1",
          groupPriorityMinimum: 2000,
          versionPriority: 10,
          service: { name, namespace: this.topology.namespace },
          caBundle: this.caBundle,
        },
      },
      pulumi.mergeOptions(this.opts, { dependsOn: [service, server] }),
    );
  }

  /** Has writes checked by Karmada's webhook, once it is ready. */
  public registerWebhooks(dependsOn: pulumi.Resource[]): pulumi.Resource[] {
    const opts = pulumi.mergeOptions(this.opts, { dependsOn });
    return [
      new k8s.admissionregistration.v1.MutatingWebhookConfiguration(
        this.logicalName("mutating"),
        { metadata: this.metadata("mutating-config"), webhooks: mutatingWebhooks(this.topology, this.caBundle) },
        opts,
      ),
      new k8s.admissionregistration.v1.ValidatingWebhookConfiguration(
        this.logicalName("validating"),
        { metadata: this.metadata("validating-config"), webhooks: validatingWebhooks(this.topology, this.caBundle) },
        opts,
      ),
    ];
  }

  private createAggregatedRoles(): pulumi.Resource[] {
    return AGGREGATED_ROLES.map(
      ({ to, rules }) =>
        new k8s.rbac.v1.ClusterRole(
          this.logicalName(`karmada-${to}`),
          {
            metadata: this.metadata(`karmada-${to}`, {
              labels: { [`rbac.authorization.k8s.io/aggregate-to-${to}`]: "true" },
            }),
            rules,
          },
          this.opts,
        ),
    );
  }

  private conversion(): inputs.apiextensions.v1.CustomResourceConversion {
    return {
      strategy: "Webhook",
      webhook: {
        clientConfig: { url: this.topology.webhookUrl("convert"), caBundle: this.caBundle },
        conversionReviewVersions: ["v1"],
      },
    };
  }

  private logicalName(role: string): string {
    return `${this.topology.name}-${role}`;
  }

  private metadata(
    name: string,
    more: Omit<inputs.meta.v1.ObjectMeta, "labels" | "annotations"> & {
      readonly labels?: Record<string, string>;
      readonly annotations?: Record<string, string>;
    } = {},
  ): inputs.meta.v1.ObjectMeta {
    return ownedMetadata(this.topology.name, { name, ...more });
  }
}

function user(name: string): inputs.rbac.v1.Subject {
  return { kind: "User", apiGroup: "rbac.authorization.k8s.io", name };
}
