import * as pulumi from "@pulumi/pulumi";
import { writeKubeconfig } from "../kubeconfig/kubeconfig";
import type { KeyPair } from "../pki/signer";
import type { Trust } from "../pki/trust";

/** How a client reaches the federated API. */
export interface ApiAccess {
  /** URL of the federated API, as the client reaches it. */
  readonly endpoint: pulumi.Input<string>;
  /** The authorities that the API's certificate may come from. */
  readonly trust: Trust;
  /** What the client signs in with. */
  readonly client: KeyPair;
}

/** A kubeconfig for the federated API. Secret. */
export function clientKubeconfig(federation: string, { endpoint, trust, client }: ApiAccess): pulumi.Output<string> {
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
