import { RELEASE_1_18 } from "./1.18/release";
import type { ContainerImage, ImageName } from "./images";

/** Karmada release of the images, definitions and flags. */
export const KARMADA_VERSION = RELEASE_1_18.karmada;
/** Kubernetes release of the API server and controller manager for the federated API. */
export const KUBERNETES_VERSION = RELEASE_1_18.kubernetes;
/** Minor releases of Kubernetes that the Karmada release is tested with, for the host and the members. */
export const KUBERNETES_RANGE = RELEASE_1_18.kubernetesRange;
/** All images that a federation runs. */
export const IMAGES: Readonly<Record<ImageName, ContainerImage>> = structuredClone(RELEASE_1_18.images);
