import type { ImageName } from "../karmada/images";

/** Sources of container images. */
export interface ImageArgs {
  /**
   * Private registry that mirrors every image with its upstream repository, such as `registry.example.com/mirror`.
   *
   * @default - each image's own registry
   */
  readonly registry?: string | undefined;
  /**
   * Full references that replace single images, for example to pin a digest.
   *
   * @default - none
   */
  readonly overrides?: { readonly [name in ImageName]?: string } | undefined;
  /**
   * Names of the image pull Secrets. They must exist in the federation's namespaces.
   *
   * @default - none
   */
  readonly pullSecrets?: readonly string[] | undefined;
}
