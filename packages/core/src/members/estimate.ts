import * as pulumi from "@pulumi/pulumi";
import type { EstimatedMember } from "../host/estimated-member";
import { grantClusterRole } from "../host/rbac";
import { issueToken, secretText } from "../host/service-account-token";
import { MEMBERS_NAMESPACE } from "../karmada/names";
import { writeKubeconfig } from "../kubeconfig/kubeconfig";
import { kubeconfigCluster, type MemberEndpoint } from "./reach";
import type { Ends } from "./way";

/** What runs the estimators of members. */
export interface Estimators {
  readonly run: (member: EstimatedMember) => pulumi.Resource;
}

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
): pulumi.Resource {
  const { component, inMember } = member.release.addOns.estimators;
  const account = component.name;
  const token = issueToken(member, "estimator", account);
  const subject = { kind: "ServiceAccount", name: account, namespace: MEMBERS_NAMESPACE };
  const granted = grantClusterRole(member.clusterWide, "estimator", account, inMember!, subject);
  const kubeconfig = pulumi
    .all([endpoint, authorities])
    .apply(([way, bundle]) => kubeconfigOf(name, way, bundle, component.secrets.member!.path));
  return estimators.run({
    name,
    parent: federation.parent,
    client: { files: { kubeconfig, token: secretText(token, "token") }, restartOn: [pulumi.unsecret(kubeconfig)] },
    after: [granted],
  });
}

/** A kubeconfig without a secret: the token is in a file beside it, which is read again when it changes. */
function kubeconfigOf(name: string, endpoint: MemberEndpoint, authorities: string, folder: string): string {
  const cluster = kubeconfigCluster(endpoint, authorities);
  return writeKubeconfig({ name, cluster, user: { tokenFile: `${folder}/token` } });
}
