import type * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { IpFamily } from "../karmada/component";
import { type ImageName, imageReference } from "../karmada/images";
import type { Release } from "../karmada/release";
import { ownedMetadata } from "../kube/labels";
import { serviceNames } from "./addresses";
import { type ImageArgs, PULL_SECRET } from "./images";
import type { MetricsArgs } from "./metrics";
import type { PodArgs } from "./pod-args";

/** What holds for one federation wherever its resources are. */
export interface FederationSettings {
  /** Name of the federation: in the names and labels of all that it owns. */
  readonly federation: string;
  readonly release: Release;
  readonly images: ImageArgs;
  /** Options of all pods. */
  readonly pods: PodArgs;
  /** Who may read metrics of pods. */
  readonly metrics?: MetricsArgs | undefined;
  /** Domain of the host's DNS. */
  readonly clusterDomain: string;
  /** IP family of the addresses by which pods are known. */
  readonly ipFamily?: IpFamily | undefined;
  /** Whether the federation goes on with what a program has left whose state is lost. */
  readonly adopts?: boolean | undefined;
}

/** How one cluster, or the federated API, is reached. */
export interface Reached {
  readonly provider: k8s.Provider;
  /**
   * Goes on with what an interrupted run left.
   *
   * @default - `provider`
   */
  readonly adoptingProvider?: k8s.Provider | undefined;
  /**
   * Refuses what exists already.
   *
   * @default - the program itself makes namespaces, and refuses those that exist
   */
  readonly strictProvider?: k8s.Provider | undefined;
  /** What comes before the first object that is made there. */
  readonly writesAllowed?: pulumi.Output<pulumi.Resource>[] | undefined;
  /** For what the program itself does there. Secret. */
  readonly kubeconfig?: pulumi.Output<string> | undefined;
  /** What tells it from every other cluster. */
  readonly identity?: { readonly uid: pulumi.Output<string> } | undefined;
  /**
   * Whether everything in it is the federation's: what others have changed of an object is set back.
   *
   * @default false
   */
  readonly isOwn?: boolean | undefined;
}

/** Labels and annotations beyond those of every object, and whatever else metadata may hold. */
export type MoreMetadata = Omit<inputs.meta.v1.ObjectMeta, "labels" | "annotations"> & {
  readonly labels?: Record<string, string> | undefined;
  readonly annotations?: Record<string, pulumi.Input<string>> | undefined;
};

interface Place {
  readonly cluster: Reached;
  readonly parent: pulumi.Resource;
  readonly prefix: string;
  readonly namespace?: string;
  /** Whether everything in the namespace is the federation's. */
  readonly isOwn?: boolean;
  readonly priorityClassName?: pulumi.Input<string>;
  readonly dependsOn?: readonly pulumi.Resource[];
  readonly deletedWith?: pulumi.Resource;
  readonly timeoutSeconds?: number;
  readonly customTimeouts?: pulumi.CustomTimeouts;
}

/**
 * Where resources of a federation are made: in which cluster and namespace, under which names and labels, as whose
 * children, after and together with what, and how long each may take. Every method that gives a site leaves the one that
 * it is called on as it was.
 */
export class Site {
  /** A federation's host or its federated API, for the federation's own children. */
  public static of(
    settings: FederationSettings,
    cluster: Reached,
    parent: pulumi.Resource,
    timeoutSeconds: number,
  ): Site {
    const timeout = `${timeoutSeconds}s`;
    const customTimeouts = { create: timeout, update: timeout };
    return new Site(settings, { cluster, parent, prefix: settings.federation, timeoutSeconds, customTimeouts });
  }

  private constructor(
    private readonly settings: FederationSettings,
    private readonly place: Place,
  ) {}

  public get federation(): string {
    return this.settings.federation;
  }

  public get release(): Release {
    return this.settings.release;
  }

  public get clusterDomain(): string {
    return this.settings.clusterDomain;
  }

  public get ipFamily(): IpFamily | undefined {
    return this.settings.ipFamily;
  }

  /** Whether what exists here already is taken over from a program whose state is lost. */
  public get adopts(): boolean {
    return (this.settings.adopts ?? false) && this.place.cluster.adoptingProvider !== undefined;
  }

  /** Where images come from. */
  public get images(): ImageArgs {
    return this.settings.images;
  }

  /** Options of all pods. */
  public get pods(): PodArgs {
    return this.settings.pods;
  }

  /** Who may read metrics of pods. */
  public get metrics(): MetricsArgs | undefined {
    return this.settings.metrics;
  }

  /** Secrets to pull images with, as pods and accounts list them. */
  public get pullSecrets(): { readonly name: string }[] | undefined {
    const { dockerConfig, pullSecrets } = this.images;
    const names = [...(dockerConfig === undefined ? [] : [PULL_SECRET]), ...(pullSecrets ?? [])];
    return names.length > 0 ? names.map((name) => ({ name })) : undefined;
  }

  /** Kubeconfig of the cluster. Secret. */
  public get kubeconfig(): pulumi.Output<string> | undefined {
    return this.place.cluster.kubeconfig;
  }

  /** UID of the cluster's namespace kube-system. */
  public get clusterId(): pulumi.Output<string> {
    const { identity } = this.place.cluster;
    if (identity === undefined) throw new Error("this site is not in a cluster with an identity");
    return identity.uid;
  }

  /** How long anything may take on the host. */
  public get timeoutSeconds(): number | undefined {
    return this.place.timeoutSeconds;
  }

  /** Priority class of pods. */
  public get priorityClassName(): pulumi.Input<string> | undefined {
    return this.place.priorityClassName;
  }

  /** The namespace of the site. */
  public get namespace(): string {
    if (this.place.namespace === undefined) throw new Error("this site is not in a namespace");
    return this.place.namespace;
  }

  /** The parent of what is made here. */
  public get parent(): pulumi.Resource {
    return this.place.parent;
  }

  /** Logical name of a resource; without a role, that of the one for which the site is named. */
  public nameOf(role?: string): string {
    return role === undefined ? this.place.prefix : `${this.place.prefix}-${role}`;
  }

  /** Metadata of an object that the federation owns. */
  public metadata(name: string, more: MoreMetadata = {}): inputs.meta.v1.ObjectMeta {
    const { cluster, namespace, isOwn = cluster.isOwn } = this.place;
    return ownedMetadata(this.federation, { name, namespace, ...more }, isOwn);
  }

  /** Options of a resource. */
  public options(more: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    const { cluster, parent, dependsOn = [], deletedWith, customTimeouts } = this.place;
    const options = {
      parent,
      provider: cluster.adoptingProvider ?? cluster.provider,
      dependsOn: [...dependsOn],
      deletedWith,
      customTimeouts,
    };
    return pulumi.mergeOptions(options, more);
  }

  /** Reference of an image. */
  public image(name: ImageName): string {
    const { digests, overrides, registry } = this.settings.images;
    const digest = digests?.[name];
    const reference = imageReference(this.release.images[name], registry);
    return overrides?.[name] ?? (digest === undefined ? reference : `${reference}@${digest}`);
  }

  /** Every name by which pods of the host may ask for a Service of the namespace. The last is the full one. */
  public serviceNames(service: string): string[] {
    return serviceNames(service, this.namespace, this.clusterDomain);
  }

  /** The full name of a Service of the namespace. */
  public hostOf(service: string): string {
    return this.serviceNames(service).at(-1)!;
  }

  /** For the children of another component. */
  public under(parent: pulumi.Resource): Site {
    return this.with({ parent });
  }

  /** For resources whose logical names begin with this one's and another part. */
  public named(part: string): Site {
    return this.with({ prefix: this.nameOf(part) });
  }

  /** In a namespace. With its resource: after it and gone with it, and everything there is the federation's. */
  public in(namespace: string, resource?: pulumi.Resource): Site {
    const inside = this.with({ namespace });
    return resource ? inside.after(resource).goneWith(resource).with({ isOwn: true }) : inside;
  }

  /** For pods of a priority class. */
  public ofPriority(priorityClassName: pulumi.Input<string>): Site {
    return this.with({ priorityClassName });
  }

  /** After other resources. */
  public after(...resources: readonly pulumi.Resource[]): Site {
    return this.with({ dependsOn: [...(this.place.dependsOn ?? []), ...resources] });
  }

  /** For what need not be deleted itself when a resource is. */
  public goneWith(deletedWith: pulumi.Resource): Site {
    return this.with({ deletedWith });
  }

  /** For what takes at most so long to be made, changed or deleted. */
  public within(seconds: number): Site {
    const timeout = `${seconds}s`;
    return this.with({ customTimeouts: { create: timeout, update: timeout, delete: timeout } });
  }

  /** Where namespaces that exist already are refused, even by a federation that adopts. */
  public get strict(): Site {
    const { strictProvider, adoptingProvider, writesAllowed, kubeconfig } = this.place.cluster;
    const provider = strictProvider ?? adoptingProvider ?? this.place.cluster.provider;
    return this.with({ cluster: { provider, strictProvider, writesAllowed, kubeconfig } });
  }

  /** Whether the provider refuses what exists already by itself. */
  public get refusesExisting(): boolean {
    const { strictProvider, adoptingProvider } = this.place.cluster;
    return strictProvider !== undefined && adoptingProvider === undefined;
  }

  /** What comes before the first object that is made in the cluster. */
  public get writesAllowed(): pulumi.Output<pulumi.Resource>[] {
    return this.place.cluster.writesAllowed ?? [];
  }

  /** The cluster as a whole, of which the site's namespace is a part. What is made there still comes after it. */
  public get clusterWide(): Site {
    return this.with({ namespace: undefined, deletedWith: undefined, isOwn: undefined });
  }

  /** Another cluster, where the options of the host's pods do not count. */
  public on(cluster: Reached): Site {
    const { parent, prefix } = this.place;
    return new Site({ ...this.settings, pods: {} }, { cluster, parent, prefix });
  }

  private with(change: Partial<Place>): Site {
    return new Site(this.settings, { ...this.place, ...change });
  }
}
