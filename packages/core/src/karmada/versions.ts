import { RELEASE_1_18 } from "./1.18/release";

/** Version of the Karmada release that images, definitions and flags belong to. */
export const KARMADA_VERSION = RELEASE_1_18.karmada;
/** Version of the Kubernetes release whose API server and controller manager serve the federated API. */
export const KUBERNETES_VERSION = RELEASE_1_18.kubernetes;
/** Every image that a federation runs. */
export const IMAGES = RELEASE_1_18.images;
