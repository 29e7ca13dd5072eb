import * as pulumi from "@pulumi/pulumi";
import type { ApiReader } from "../dns/api-reader";
import { issueToken, secretText } from "../host/service-account-token";
import type { Site } from "../host/site";
import { writeKubeconfig } from "../kubeconfig/kubeconfig";
import { kubeconfigCluster, type MemberEndpoint, serverAuthorities } from "../clusters/reach";

/** Ports of API servers behind their Services: Karmada's by default, and those of Kubernetes' installers. */
const BEHIND_SERVICES: readonly number[] = [5443, 443, 6443];

/**
 * Reads the federated API of a control plane that somebody else has installed, with the token of a service account there.
 *
 * @param api the federated API, and the namespace for the account there
 * @param endpoint the way there from pods of the host
 * @param server URL of it
 */
export function tokenReader(api: Site, endpoint: pulumi.Output<MemberEndpoint>, server: string): ApiReader {
  const name = `fedstack-${api.federation}-dns`;
  const secret = issueToken(api, "dns-token", name);
  const kubeconfig = pulumi
    .all([endpoint, serverAuthorities(secretText(secret, "ca.crt"), endpoint), secretText(secret, "token")])
    .apply(([way, authorities, token]) =>
      writeKubeconfig({ name: api.federation, cluster: kubeconfigCluster(way, authorities), user: { token } }),
    );
  const ports = new Set([Number(new URL(server).port || 443), ...BEHIND_SERVICES]);
  return {
    kubeconfig: pulumi.secret(kubeconfig),
    // Of the token, only which one it is is public.
    restartOn: pulumi.jsonStringify([secret.metadata.uid, endpoint]),
    subject: { kind: "ServiceAccount", name, namespace: api.namespace },
    role: `fedstack:dns:${api.federation}`,
    // Where the server is a pod of the same host, some networks match its address with no block.
    connections: { to: "anyone", ports: [...ports].map((port) => ({ port })) },
  };
}
