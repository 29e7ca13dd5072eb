import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { LIBRARY_USERS } from "../federated-api/users";
import { type CertificateAccess, clientKubeconfig } from "../host/api-access";
import type { Connections } from "../host/network-policies";
import { user } from "../host/rbac";
import type { Release } from "../karmada/release";

/** How publishers, which run on the host, read the federated API. */
export interface ApiReader {
  /** Secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** What of it replaces their pods when it changes. */
  readonly restartOn: pulumi.Input<string>;
  /** Who they are there. */
  readonly subject: inputs.rbac.v1.Subject;
  /** Name of their role there. */
  readonly role: string;
  /** Where their connections lead. */
  readonly connections: Connections;
}

/**
 * Reads the federated API of a control plane on the same host with a certificate.
 *
 * @param systemNamespace namespace of the control plane
 */
export function certificateReader(
  federation: string,
  access: CertificateAccess,
  systemNamespace: string,
  release: Release,
): ApiReader {
  return {
    kubeconfig: clientKubeconfig(federation, access),
    restartOn: pulumi.concat(access.trust.bundle, access.client.certificate),
    subject: user(LIBRARY_USERS.dns),
    role: LIBRARY_USERS.dns,
    connections: toServer(systemNamespace, release),
  };
}

/** Where connections to a federated API on the same host lead. */
export function toServer(systemNamespace: string, { components: { apiServer } }: Release): Connections {
  return {
    to: [{ namespace: systemNamespace, component: apiServer.name }],
    ports: [{ port: apiServer.health.port }],
  };
}
