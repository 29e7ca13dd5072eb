import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Component } from "../karmada/component";
import { guardInputs } from "../kube/annotation-guard";
import { keepVoters, unseenRefusal } from "./etcd-guard";
import { shrunk, known, reach, voting, type Etcdctl, type Goal } from "./etcd-growth";
import type { EtcdMembers } from "./etcd-members";
import { execute } from "./exec";
import { hasProxy } from "../kubeconfig/sign-in";
import { runningMembers } from "./running-members";
import type { Site } from "./site";

/** How many members an etcd was founded with and has now. Those that were not founders join it while it runs. */
export interface EtcdMembership {
  /** Number of members, once new ones can start. */
  readonly replicas: pulumi.Output<number>;
  /** Tells a member that starts for the first time whom it finds. */
  readonly env: inputs.core.v1.EnvVar[];
  /** Hooks of what runs the members: they refuse to change their number where the host cannot be asked about them. */
  readonly hooks: pulumi.ResourceHook[];
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
  /** Why the host cannot be asked about the members, if it cannot. */
  let unseen: string | undefined;
  const keepNumber = (record: string, numberIn: (inputs: object) => unknown): pulumi.ResourceHook[] =>
    guardInputs(`${site.nameOf(name)}-${record}`, (running = {}, wanted = {}) =>
      unseenRefusal(path, numberIn(running), numberIn(wanted), unseen),
    );
  const lead = (
    goalOf: (first: number, kubeconfig: string) => Promise<Goal | undefined>,
    after: pulumi.Output<unknown>,
  ): pulumi.Output<number> =>
    pulumi.unsecret(
      pulumi.all([founders, site.kubeconfig, after]).apply(async ([first, kubeconfig]) => {
        if (kubeconfig === undefined || !pulumi.runtime.getEngine()) return replicas;
        if (hasProxy(kubeconfig)) unseen = "the host's kubeconfig has a proxy-url, which the program cannot use";
        if (unseen !== undefined || pulumi.runtime.isDryRun()) return replicas;
        const goal = await goalOf(first, kubeconfig);
        const limits = { path, timeoutSeconds: site.timeoutSeconds!, remedy: remedyOf(path, site, first, replicas) };
        if (goal) await reach(goal, members.peers, etcdctl(site, row, members, kubeconfig), limits);
        return replicas;
      }),
    );
  // An etcd of the wanted size may have no majority, and what repairs it must not wait for one.
  const joining = lead(async (_, kubeconfig) => {
    const running = await runningMembers(kubeconfig, site.namespace, name).catch(({ message }: Error) => {
      unseen = message;
      return undefined;
    });
    if (running === undefined || running === replicas) return undefined;
    return running < replicas ? known : shrunk;
  }, config.id);
  const complete = new pulumi.Stash(
    site.nameOf(`${name}-members`),
    { input: lead(async (first) => (replicas > first ? voting : undefined), joining) },
    {
      parent: site.parent,
      hooks: {
        beforeUpdate: [
          ...keepVoters(site.nameOf(`${name}-members`), path),
          ...keepNumber("members-unseen", (inputs) => (inputs as { readonly input?: unknown }).input),
        ],
      },
    },
  );
  return {
    replicas: joining,
    env: Object.keys(initialCluster(members, replicas)).map((key) => ({
      name: key,
      valueFrom: { configMapKeyRef: { name: config.metadata.name, key } },
    })),
    hooks: keepNumber("unseen", (inputs) => (inputs as SetInputs).spec?.replicas),
    complete,
  };
}

/** What a StatefulSet is made of, as far as it says how many members there are. */
interface SetInputs {
  readonly spec?: { readonly replicas?: unknown } | undefined;
}

/** What members read when they start for the first time. Without its data, a member does not found another etcd. */
function initialCluster(members: EtcdMembers, founders: number): Record<string, string> {
  return {
    INITIAL_CLUSTER: members.initialCluster,
    INITIAL_CLUSTER_STATE: members.replicas > founders ? "existing" : "new",
  };
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
