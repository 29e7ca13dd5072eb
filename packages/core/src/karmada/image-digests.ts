import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ContainerImage, type ImageName, imageReference } from "./images";

/** Only in published packages: it is written from the registries when a version is released. */
const PACKAGED = join(__dirname, "..", "..", "image-digests.json");

/**
 * Digests with which the package pins images, by the images' names. An image of another version than the package was
 * released with has none.
 *
 * @param file digests by the references of images
 */
export function packagedDigests(
  images: Readonly<Record<ImageName, ContainerImage>>,
  file: string = PACKAGED,
): { readonly [name in ImageName]?: string } {
  if (!existsSync(file)) return {};
  const digests = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string>>;
  const named = Object.entries(images).map(([name, image]) => [name, digests[imageReference(image)]] as const);
  return Object.fromEntries(named.filter(([, digest]) => digest !== undefined));
}
