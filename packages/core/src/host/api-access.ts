import * as pulumi from "@pulumi/pulumi";
import { writeKubeconfig } from "../kubeconfig/kubeconfig";
import type { SignedIn } from "../kubeconfig/sign-in";
import type { KeyPair } from "../pki/signer";
import type { Trust } from "../pki/trust";

/** How a client reaches the federated API. */
export type ApiAccess = CertificateAccess | SignedIn;

/** How a client that has a certificate reaches the federated API. */
export interface CertificateAccess {
  /** URL of the federated API, as the client reaches it. */
  readonly endpoint: pulumi.Input<string>;
  /** The authorities that the API's certificate may come from. */
  readonly trust: Trust;
  /** What the client signs in with. */
  readonly client: KeyPair;
}

/**
 * How the program itself calls the federated API.
 *
 * @param after resources that must exist before
 */
export function signedIn(access: ApiAccess, after?: pulumi.Input<unknown>): pulumi.Output<SignedIn> {
  if ("server" in access) return pulumi.all([after]).apply(() => access);
  const { endpoint, trust, client } = access;
  return pulumi
    .all([endpoint, trust.serverBundle, client.certificate, client.key, after])
    .apply(([server, ca, cert, key]) => ({ server, options: { ca, cert, key } }));
}

/** A kubeconfig for the federated API. Secret. */
export function clientKubeconfig(
  federation: string,
  { endpoint, trust, client }: CertificateAccess,
): pulumi.Output<string> {
  const text = pulumi
    .all([endpoint, trust.serverBundle, client.certificate, client.key])
    .apply(([server, bundle, certificate, key]) =>
      writeKubeconfig({
        name: federation,
        cluster: { server, "certificate-authority-data": base64(bundle) },
        user: { "client-certificate-data": base64(certificate), "client-key-data": base64(key) },
      }),
    );
  return pulumi.secret(text);
}

/** Base64, for Kubernetes' binary fields. */
export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
