import type { ImageName } from "../karmada/images";

/** Where container images come from. */
export interface ImageArgs {
  /**
   * Private registry that mirrors every image under its upstream repository, e.g. `registry.example.com/mirror`.
   *
   * @default - each image's own registry
   */
  readonly registry?: string | undefined;
  /**
   * Full references that replace single images, e.g. pinned by digest.
   *
   * @default - none
   */
  readonly overrides?: { readonly [name in ImageName]?: string } | undefined;
  /**
   * Names of the Secrets to pull with. They must exist in the federation's namespaces.
   *
   * @default - none
   */
  readonly pullSecrets?: readonly string[] | undefined;
}
