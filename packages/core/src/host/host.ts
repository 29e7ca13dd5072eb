import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { type ImageName, imageReference } from "../karmada/versions";
import { ownedMetadata } from "../kube/labels";

/** Where container images come from. */
export interface ImageArgs {
  /**
   * Private registry that mirrors every image under its upstream repository, e.g. `registry.example.com/mirror`.
   *
   * @default - each image's own registry
   */
  readonly registry?: string;
  /**
   * Full references that replace single images, e.g. pinned by digest.
   *
   * @default - none
   */
  readonly overrides?: { readonly [name in ImageName]?: string };
  /**
   * Names of the Secrets to pull with. They must exist in the federation's namespaces.
   *
   * @default - none
   */
  readonly pullSecrets?: readonly string[];
}

/**
 * What every component on the host shares: the federation's name, its images, and how its resources are registered.
 *
 * @internal
 */
export class Host {
  public constructor(
    public readonly federation: string,
    public readonly images: ImageArgs,
    /** Seconds to wait for one component to be ready. */
    public readonly timeoutSeconds: number,
    private readonly provider: k8s.Provider,
    private readonly parent: pulumi.Resource,
  ) {}

  /** The same host for the children of another component. */
  public under(parent: pulumi.Resource): Host {
    return new Host(this.federation, this.images, this.timeoutSeconds, this.provider, parent);
  }

  /** Logical name of a resource. */
  public nameOf(role: string): string {
    return `${this.federation}-${role}`;
  }

  /** Reference of an image. */
  public image(name: ImageName): string {
    return this.images.overrides?.[name] ?? imageReference(name, this.images.registry);
  }

  /** Metadata of an object of the federation in a namespace of the host. */
  public metadata(
    name: string,
    namespace?: pulumi.Input<string>,
    more: {
      readonly labels?: Record<string, string>;
      readonly annotations?: Record<string, pulumi.Input<string>>;
    } = {},
  ): inputs.meta.v1.ObjectMeta {
    return ownedMetadata(this.federation, { name, namespace, ...more });
  }

  /** Options of a resource on the host. */
  public options(more: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    const timeout = `${this.timeoutSeconds}s`;
    return pulumi.mergeOptions(
      { parent: this.parent, provider: this.provider, customTimeouts: { create: timeout, update: timeout } },
      more,
    );
  }
}
