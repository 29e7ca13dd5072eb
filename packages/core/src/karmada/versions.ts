import { RELEASE } from ".";
import type { ContainerImage, ImageName } from "./images";

/** Karmada release of the images, definitions and flags. */
export const KARMADA_VERSION = RELEASE.karmada;
/** Kubernetes release of the API server and controller manager for the federated API. */
export const KUBERNETES_VERSION = RELEASE.kubernetes;
/** All images that a federation runs. */
export const IMAGES: Readonly<Record<ImageName, ContainerImage>> = structuredClone(RELEASE.images);
