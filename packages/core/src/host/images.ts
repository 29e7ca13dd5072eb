import type * as pulumi from "@pulumi/pulumi";
import { packagedDigests } from "../karmada/image-digests";
import type { ImageName } from "../karmada/images";
import type { Release } from "../karmada/release";

/** Name of the pull Secret that the library makes in each of a federation's namespaces. */
export const PULL_SECRET = "registry-login";

/** Sources of container images. */
export interface ImageArgs {
  /**
   * Private registry that mirrors every image with its upstream repository, such as `registry.example.com/mirror`.
   *
   * @default - each image's own registry
   */
  readonly registry?: string | undefined;
  /**
   * Digests that pin images as one set, `sha256:…`, each by the image's name in `IMAGES`. They take the place of
   * the package's as a whole; `{}` pulls images by their tags. They also hold in a registry that mirrors the images
   * unchanged, for all platforms. A reference in `overrides` is used as it is.
   *
   * @default - those that the package was released with; a package that you build yourself has none
   */
  readonly digests?: { readonly [name in ImageName]?: string } | undefined;
  /**
   * Full references that replace single images, for example to pin a digest.
   *
   * @default - none
   */
  readonly overrides?: { readonly [name in ImageName]?: string } | undefined;
  /**
   * Logins to registries: the text of a Docker config file, `{"auths": …}`. The library makes a Secret of it in each of
   * the federation's namespaces, with which every pod pulls its image.
   *
   * @default - none
   */
  readonly dockerConfig?: pulumi.Input<string> | undefined;
  /**
   * Names of pull Secrets that something else makes in the federation's namespaces, such as an operator that copies them
   * to every namespace.
   *
   * @default - none
   */
  readonly pullSecrets?: readonly string[] | undefined;
}

/** Sources of a release's images, pinned by the package's digests unless others are given. */
export function pinned(
  { images }: Release,
  args: ImageArgs = {},
  packaged: ImageArgs["digests"] = packagedDigests(images),
): ImageArgs {
  return { ...args, digests: args.digests ?? packaged };
}
