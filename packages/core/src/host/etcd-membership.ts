import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Component } from "../karmada/component";
import { keepVoters } from "./etcd-guard";
import { shrunk, known, reach, voting, type Etcdctl, type Goal } from "./etcd-growth";
import type { EtcdMembers } from "./etcd-members";
import { execute } from "./exec";
import { hasProxy } from "../kubeconfig/sign-in";
import { type Fault, refuse } from "../validation/errors";
import { runningMembers } from "./running-members";
import type { Site } from "./site";

/** How many members an etcd was founded with and has now. Those that were not founders join it while it runs. */
export interface EtcdMembership {
  /** Number of members, once new ones can start. */
  readonly replicas: pulumi.Output<number>;
  /** Tells a member that starts for the first time whom it finds. */
  readonly env: inputs.core.v1.EnvVar[];
  /** Complete once all members vote. For founders, that is at once. */
  readonly complete: pulumi.Resource;
}

/**
 * Has the members of an etcd find each other. Founders start together. Others join one that runs: etcd gets to know
 * them first, then they start, and once they have caught up they vote.
 *
 * @param path the etcd's arguments, as errors name them
 */
export function etcdMembership(site: Site, row: Component, members: EtcdMembers, path: string): EtcdMembership {
  const { name, replicas } = members;
  // The state remembers the number of the first `up`.
  const { output } = new pulumi.Stash(
    site.nameOf(`${name}-founders`),
    { input: replicas },
    // Without the namespace there is no etcd, and so nothing to remember.
    { parent: site.parent, dependsOn: site.options().dependsOn, ignoreChanges: ["input"] },
  );
  const founders = output as pulumi.Output<number>;
  const config = new k8s.core.v1.ConfigMap(
    site.nameOf(name),
    { metadata: site.metadata(name), data: founders.apply((first) => initialCluster(members, first)) },
    site.options(),
  );
  const lead = (
    goalOf: (first: number, kubeconfig: string) => Promise<Goal | undefined>,
    after: pulumi.Output<unknown>,
  ): pulumi.Output<number> =>
    pulumi.unsecret(
      pulumi.all([founders, site.kubeconfig, after]).apply(async ([first, kubeconfig]) => {
        if (kubeconfig === undefined || !pulumi.runtime.getEngine()) return replicas;
        if (replicas > first) refuse(growthFaults(path, kubeconfig));
        const goal = pulumi.runtime.isDryRun() ? undefined : await goalOf(first, kubeconfig);
        const limits = { path, timeoutSeconds: site.timeoutSeconds!, remedy: remedyOf(path, site, first, replicas) };
        if (goal) await reach(goal, members.peers, etcdctl(site, row, members, kubeconfig), limits);
        return replicas;
      }),
    );
  // An etcd of the wanted size may have no majority, and what repairs it must not wait for one.
  const joining = lead(async (first, kubeconfig) => {
    const running = await runningMembers(kubeconfig, site.namespace, name).catch((error: Error) => {
      if (replicas > first) throw new pulumi.RunError(`${path}.replicas: cannot see how many run: ${error.message}`);
      return undefined;
    });
    if (running === undefined || running === replicas) return undefined;
    return running < replicas ? known : shrunk;
  }, config.id);
  const complete = new pulumi.Stash(
    site.nameOf(`${name}-members`),
    { input: lead(async (first) => (replicas > first ? voting : undefined), joining) },
    { parent: site.parent, hooks: { beforeUpdate: keepVoters(site.nameOf(`${name}-members`), path) } },
  );
  return {
    replicas: joining,
    env: Object.keys(initialCluster(members, replicas)).map((key) => ({
      name: key,
      valueFrom: { configMapKeyRef: { name: config.metadata.name, key } },
    })),
    complete,
  };
}

/** What members read when they start for the first time. Without its data, a member does not found another etcd. */
function initialCluster(members: EtcdMembers, founders: number): Record<string, string> {
  return {
    INITIAL_CLUSTER: members.initialCluster,
    INITIAL_CLUSTER_STATE: members.replicas > founders ? "existing" : "new",
  };
}

/** Why an etcd cannot grow by way of a kubeconfig, if it cannot. */
export function growthFaults(path: string, kubeconfig: string): Fault[] {
  if (!hasProxy(kubeconfig)) return [];
  const problem = "an etcd that runs cannot grow through the proxy-url of the host's kubeconfig";
  return [{ path: `${path}.replicas`, problem, remedy: "run the program where it reaches the host without a proxy" }];
}

/** What to do if members do not agree. */
function remedyOf(path: string, { namespace }: Site, founders: number, replicas: number): string {
  const back = replicas > founders ? `, or set ${path}.replicas: ${founders} to go back` : "";
  return `look at the pods in ${namespace}, let the host's kubeconfig create pods/exec there${back}`;
}

function etcdctl(site: Site, { secrets }: Component, { name, peers }: EtcdMembers, kubeconfig: string): Etcdctl {
  const folder = secrets.peer!.path;
  const flags = [`--cacert=${folder}/ca.crt`, `--cert=${folder}/tls.crt`, `--key=${folder}/tls.key`];
  return (attempt, command) => {
    const pod = peers[attempt % peers.length]!.name;
    const target = { namespace: site.namespace, pod, container: name };
    return execute(kubeconfig, target, ["etcdctl", "--endpoints=https://127.0.0.1:2379", ...flags, ...command]);
  };
}
