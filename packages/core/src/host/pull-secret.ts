import { isRecord } from "@fedstack/constructs/faults";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Fault, refuse } from "../validation/errors";
import { PULL_SECRET } from "./images";
import type { Site } from "./site";

/** Makes the pull Secret of the site's namespace, if a login is given, before anything else there. */
export function withPullSecret(site: Site): Site {
  const { dockerConfig } = site.images;
  if (dockerConfig === undefined) return site;
  const login = pulumi.output(dockerConfig).apply((text) => {
    refuse(dockerConfigFaults(text));
    return text;
  });
  const secret = new k8s.core.v1.Secret(
    site.nameOf(`${site.namespace}-${PULL_SECRET}`),
    {
      metadata: site.metadata(PULL_SECRET),
      type: "kubernetes.io/dockerconfigjson",
      stringData: { ".dockerconfigjson": pulumi.secret(login) },
    },
    site.options(),
  );
  return site.after(secret);
}

/** What keeps a login from being one. It is not shown. */
export function dockerConfigFaults(text: unknown): Fault[] {
  if (typeof text === "string" && hasLogins(text)) return [];
  return [
    {
      path: "images.dockerConfig",
      problem: "has no logins to registries",
      remedy: 'use the text of a Docker config file, such as {"auths": {"registry.example.com": {"auth": "…"}}}',
    },
  ];
}

function hasLogins(text: string): boolean {
  try {
    const { auths } = JSON.parse(text) as { readonly auths?: unknown };
    return isRecord(auths) && Object.keys(auths).length > 0;
  } catch {
    return false;
  }
}
