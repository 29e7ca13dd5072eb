import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Site } from "./site";

/** Creates a service account that no pod gets a token of by itself. */
export function createAccount(site: Site, role: string, account: string): k8s.core.v1.ServiceAccount {
  return new k8s.core.v1.ServiceAccount(
    site.nameOf(role),
    { metadata: site.metadata(account), automountServiceAccountToken: false },
    site.options(),
  );
}

/** Creates a service account and a token for it that does not expire. */
export function issueToken(site: Site, role: string, account: string): k8s.core.v1.Secret {
  const serviceAccount = createAccount(site, role, account);
  return new k8s.core.v1.Secret(
    site.nameOf(role),
    {
      type: "kubernetes.io/service-account-token",
      metadata: site.metadata(account, {
        annotations: { "kubernetes.io/service-account.name": serviceAccount.metadata.name },
      }),
    },
    site.options(),
  );
}

/** What a Secret has under a key. Secret. */
export function secretText(secret: k8s.core.v1.Secret, key: string): pulumi.Output<string> {
  return pulumi.secret(secret.data.apply((data) => Buffer.from(data?.[key] ?? "", "base64").toString()));
}
