import * as pulumi from "@pulumi/pulumi";
import type { Site } from "../host/site";
import { getJson } from "../kubeconfig/get-json";
import { signIn } from "../kubeconfig/sign-in";
import { type KeptFiles, LATER } from "./kept-secret";
import { type MemberEndpoint, serverAuthorities } from "../clusters/reach";

/**
 * The authorities of a member's server: the one that the member tells, and the one that the way there names. Those that an
 * earlier `up` has kept, if the member does not answer.
 */
export function toldAuthorities(
  member: Site,
  endpoint: pulumi.Output<MemberEndpoint>,
  kept: pulumi.Output<KeptFiles>,
): pulumi.Output<string> {
  if (!pulumi.runtime.getEngine()) return pulumi.output("");
  const own = member.kubeconfig!.apply(ownAuthority);
  const told = serverAuthorities(
    own.apply((authority = "") => authority),
    endpoint,
  );
  return pulumi
    .all([own, told, kept])
    .apply(([authority, bundle, files]) => (authority === undefined ? (files?.["caBundle"] ?? LATER) : bundle));
}

/** The parts of a ConfigMap that matter, as far as a cluster answers with them. */
interface SeenConfigMap {
  readonly data?: { readonly "ca.crt"?: string } | undefined;
}

/** The authority that a cluster gives to its pods, in PEM; undefined if it does not tell. */
export async function ownAuthority(kubeconfig: string): Promise<string | undefined> {
  try {
    const path = "/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt";
    const { data } = await getJson<SeenConfigMap>(await signIn(kubeconfig), path);
    return typeof data?.["ca.crt"] === "string" ? data["ca.crt"] : undefined;
  } catch {
    return undefined;
  }
}
