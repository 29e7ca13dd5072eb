import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretContents } from "../host/component";
import { runDeployment } from "../host/deployment";
import { commandOf } from "../host/flags";
import { restrictTraffic } from "../host/network-policies";
import { withPullSecret } from "../host/pull-secret";
import { fileSecret } from "../host/secrets";
import type { Site } from "../host/site";
import { componentLabels } from "../kube/labels";
import type { AgentArgs } from "./join-options";

/**
 * Runs the agent of a member. There is one pod, since two would do the same.
 *
 * @param inMember the namespace for it in the member
 */
export function runAgent(
  inMember: Site,
  member: string,
  { files, restartOn }: SecretContents,
  { resources, pods }: AgentArgs,
): pulumi.Resource[] {
  const { name, image, program, flags, requests, client } = inMember.release.agent;
  const site = withPullSecret(inMember);
  restrictTraffic(site, [{ component: name, opens: [{ to: "outside" }] }]);
  const account = new k8s.core.v1.ServiceAccount(
    site.nameOf(name),
    { metadata: site.metadata(name), automountServiceAccountToken: false },
    site.options(),
  );
  const secret = fileSecret(site, `${name}-client`, files);
  const deployment = runDeployment(site, name, {
    labels: componentLabels(name),
    // It is ready only with a Cluster, which is made after it: the wait for a Ready Cluster is the wait for it.
    annotations: { "pulumi.com/skipAwait": "true" },
    replicas: 1,
    oneAtATime: true,
    restartOn,
    pod: {
      name,
      image,
      command: commandOf(program, flags(member)),
      resources: resources ?? { requests },
      restarts: true,
      secrets: [{ secret: secret.metadata.name, path: client }],
      serviceAccountName: account.metadata.name,
      apiToken: true,
      pods,
    },
  });
  return [deployment];
}
