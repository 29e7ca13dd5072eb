/** UID of a namespace. */
export const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Prints a cluster's identity. */
export const UID_OF = "kubectl get namespace kube-system -o jsonpath={.metadata.uid}";
