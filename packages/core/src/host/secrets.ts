import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Ask } from "../kubeconfig/ask";
import type { KeyPair } from "../pki/signer";
import type { Trust } from "../pki/trust";
import type { Site } from "./site";

/** Files in a Secret, by their names. */
export type Files = Record<string, pulumi.Input<string>>;

/** A Secret that an earlier `up` may have made, and how its cluster is asked. */
export interface SecretPlace {
  readonly ask: pulumi.Output<Ask>;
  readonly namespace: string;
  readonly name: string;
}

/** Makes an Opaque Secret. */
export function fileSecret(site: Site, name: string, files: Files): k8s.core.v1.Secret {
  return new k8s.core.v1.Secret(
    site.nameOf(name),
    { metadata: site.metadata(name), stringData: files },
    site.options(),
  );
}

/** A key pair as files, with the authorities by which its peers are known. */
export function pairFiles(trust: Trust, pair: KeyPair): Files {
  return { "ca.crt": trust.bundle, "tls.crt": pair.certificate, "tls.key": pair.key };
}
