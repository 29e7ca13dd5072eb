import type { Versions } from "@fedstack/constructs/kinds";
import type { Agent } from "./agent";
import type { AddOn, ComponentFlags } from "./add-on";
import type { AddOnName, Components } from "./component";
import type { AggregatedRole } from "./grants";
import type { ContainerImage, ImageName } from "./images";
import type { WebhookRule } from "./webhook-rule";

/** Everything that one release of Karmada decides. The next release is another value of this type. */
export interface Release {
  /** Versions that the constructs and the plan follow, and API versions. */
  readonly versions: Versions;
  /** Version of Karmada. */
  readonly karmada: string;
  /** Kubernetes release of the API server and controller manager for the federated API. */
  readonly kubernetes: string;
  /** Oldest and newest minor release of Kubernetes 1 that it is tested with, for the host and the members. */
  readonly kubernetesRange: { readonly oldest: number; readonly oldestHost: number; readonly newest: number };
  readonly images: Readonly<Record<ImageName, ContainerImage>>;
  readonly components: Components;
  /** What a federation has only if its arguments ask for it. */
  readonly addOns: Readonly<Record<AddOnName, AddOn>>;
  /** What a member in pull mode runs. */
  readonly agent: Agent;
  readonly definitions: Definitions;
  /** Purge modes of a failover that its definitions no longer take, and what each is called now. */
  readonly renamedPurgeModes: { readonly [name: string]: string };
  readonly webhooks: Webhooks;
  /** Roles that add Karmada's kinds to Kubernetes' own roles. */
  readonly aggregatedRoles: readonly AggregatedRole[];
  /** Flags that make Karmada evict from tainted members, and let a policy set that taint. */
  readonly eviction: ComponentFlags;
  /** The only cluster domain that etcd-operator works with. */
  readonly etcdOperatorDomain: string;
}

/** Creates the definitions of Karmada's kinds. */
export interface Definitions {
  /** Names of their custom resource definitions. */
  readonly names: readonly string[];
  /** Those whose stored and served versions differ, so that the webhook converts between them. */
  readonly converted: readonly string[];
}

/** What Karmada's webhook is asked. */
export interface Webhooks {
  /** What it completes. */
  readonly mutating: readonly WebhookRule[];
  /** What it checks. */
  readonly validating: readonly WebhookRule[];
  /** Label of an object of any kind that it keeps from being deleted. */
  readonly deletionProtected: string;
}
