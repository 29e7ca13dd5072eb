import { RELEASE_1_18 } from "./1.18/release";

/** Version of the Karmada release that images, definitions and flags belong to. */
export const KARMADA_VERSION = RELEASE_1_18.karmada;
/** Version of the Kubernetes release whose API server and controller manager serve the federated API. */
export const KUBERNETES_VERSION = RELEASE_1_18.kubernetes;
/**
 * Minor releases of Kubernetes that the Karmada release is tested with, for the host and the members.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/README.md#kubernetes-compatibility
 */
export const KUBERNETES_RANGE = { oldest: 26, newest: 35 };
/** Every image that a federation runs. */
export const IMAGES = RELEASE_1_18.images;
