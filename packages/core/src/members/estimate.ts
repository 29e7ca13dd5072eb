import * as pulumi from "@pulumi/pulumi";
import type { EstimatedMember } from "../host/estimated-member";
import { grantClusterRole } from "../host/rbac";
import type { SecretPlace } from "../host/secrets";
import { MEMBERS_NAMESPACE } from "../karmada/names";
import { writeKubeconfig } from "../kubeconfig/kubeconfig";
import type { MemberToken } from "./member-token";
import { kubeconfigCluster, type MemberEndpoint } from "../clusters/reach";
import type { Ends } from "./way";

/** What runs the estimators of members. */
export interface Estimators {
  readonly run: (member: EstimatedMember) => pulumi.Resource;
  /** What the estimator of a member signs in there with. */
  readonly clientOf: (member: string) => SecretPlace;
}

/**
 * Creates an account in a member, and a token for it.
 *
 * @param keptIn the Secret from which it is read: in the federated API, if only its name is given
 */
export type Issue = (role: string, account: string, keptIn: string | SecretPlace) => MemberToken;

/**
 * Has an estimator tell the room in a member. It has an account of its own there, which only reads.
 *
 * @param authorities those of the member's API server, in PEM
 */
export function estimate(
  { name, federation, member }: Ends,
  endpoint: pulumi.Output<MemberEndpoint>,
  authorities: pulumi.Output<string>,
  estimators: Estimators,
  issue: Issue,
): pulumi.Resource {
  const { component, inMember } = member.release.addOns.estimators;
  const account = component.name;
  const token = issue("estimator", account, estimators.clientOf(name));
  const subject = { kind: "ServiceAccount", name: account, namespace: MEMBERS_NAMESPACE };
  const granted = grantClusterRole(member.clusterWide, "estimator", account, inMember!, subject);
  const kubeconfig = pulumi
    .all([endpoint, authorities])
    .apply(([way, bundle]) => kubeconfigOf(name, way, bundle, component.secrets.member!.path));
  return estimators.run({
    name,
    parent: federation.parent,
    client: { files: { kubeconfig, token: token.text }, restartOn: [pulumi.unsecret(kubeconfig)] },
    after: [granted],
  });
}

/** A kubeconfig without a secret: the token is in a file beside it, which is read again when it changes. */
function kubeconfigOf(name: string, endpoint: MemberEndpoint, authorities: string, folder: string): string {
  const cluster = kubeconfigCluster(endpoint, authorities);
  return writeKubeconfig({ name, cluster, user: { tokenFile: `${folder}/token` } });
}
