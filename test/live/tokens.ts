import { kubectl, type LabCluster } from "./lab";
import type { Stack } from "./stack";

type KubectlTarget = Parameters<typeof kubectl>[0];

/** The federated API, as kubectl takes it. */
export async function federatedApi(stack: Stack): Promise<{ readonly file: string }> {
  const { federatedKubeconfig } = await stack.outputs<{ federatedKubeconfig: string }>();
  return stack.keep("federation.conf", federatedKubeconfig);
}

/** A kubeconfig for a cluster, with the token that the federation has for a member. */
export async function withTokenOf(
  stack: Stack,
  member: LabCluster,
  cluster: KubectlTarget,
): Promise<{ readonly file: string }> {
  const account = `karmada-${member}-cluster`;
  const token = await kubectl(
    await federatedApi(stack),
    ...["-n", "karmada-cluster", "get", "secret", `${member}-cluster`],
    ...["-o", "go-template={{.data.token | base64decode}}"],
  );
  const { clusters } = JSON.parse(await kubectl(cluster, "config", "view", "--raw", "-o", "json")) as {
    readonly clusters: readonly [{ readonly cluster: object }];
  };
  return stack.keep(
    `${account}.json`,
    JSON.stringify({
      clusters: [{ name: "cluster", cluster: clusters[0].cluster }],
      users: [{ name: account, user: { token } }],
      contexts: [{ name: "cluster", context: { cluster: "cluster", user: account } }],
      "current-context": "cluster",
    }),
  );
}

/** What kubectl prints, even if it fails. */
export function printed(target: KubectlTarget, ...args: string[]): Promise<string> {
  return kubectl(target, ...args).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr);
}
