import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Host } from "./host";
import { writeKubeconfig } from "../kubeconfig/kubeconfig";
import type { KeyPair } from "../pki/certificate-authority";

/** Makes an Opaque Secret of the federation on the host. */
export function fileSecret(
  host: Host,
  namespace: string,
  name: string,
  files: Record<string, pulumi.Input<string>>,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Secret {
  return new k8s.core.v1.Secret(
    host.nameOf(name),
    { metadata: host.metadata(name, namespace), stringData: files },
    host.options(opts),
  );
}

/** A key pair as files, with the authority by which its peers are known. */
export function pairFiles(authority: pulumi.Input<string>, pair: KeyPair): Record<string, pulumi.Input<string>> {
  return { "ca.crt": authority, "tls.crt": pair.certificate, "tls.key": pair.key };
}

/** A kubeconfig for the federated API, which signs in with a client certificate. */
export function clientKubeconfig(
  federation: string,
  server: pulumi.Input<string>,
  authority: pulumi.Input<string>,
  pair: KeyPair,
): pulumi.Output<string> {
  const text = pulumi
    .all([server, authority, pair.certificate, pair.key])
    .apply(([address, authorityPem, certificatePem, keyPem]) =>
      writeKubeconfig({
        name: federation,
        cluster: { server: address, "certificate-authority-data": base64(authorityPem) },
        user: { "client-certificate-data": base64(certificatePem), "client-key-data": base64(keyPem) },
      }),
    );
  return pulumi.secret(text);
}

/** Base64, as Kubernetes' binary fields want it. */
export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
