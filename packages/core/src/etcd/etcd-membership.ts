import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Component } from "../karmada/component";
import { guardInputs } from "../kube/annotation-guard";
import { type RunningSet, sizeIn, unseenRefusal } from "./etcd-guard";
import type { Etcdctl } from "./etcd-growth";
import type { EtcdMembers } from "./etcd-members";
import { execute } from "./exec";
import { hasProxy } from "../kubeconfig/sign-in";
import { LedEtcd } from "./led-etcd";
import { type SeenEtcd, STATE } from "./seen-etcd";
import type { Site } from "../host/site";

/** How many members an etcd was founded with and has now. Those that were not founders join it while it runs. */
export interface EtcdMembership {
  /** Number of members, once new ones can start. */
  readonly replicas: pulumi.Output<number>;
  /** Tells a member that starts for the first time whom it finds. */
  readonly env: inputs.core.v1.EnvVar[];
  /** Hooks of what runs the members: they refuse another number or size where the host cannot be asked about them. */
  readonly hooks: pulumi.ResourceHook[];
  /** Complete once all members vote. For founders, that is at once. */
  readonly complete: pulumi.Resource;
}

/**
 * Has the members of an etcd find each other. Founders start together. Others join one that runs: etcd gets to know
 * them first, then they start, and once they have caught up they vote. So does a member that has lost its data. Members
 * that are too many leave before they stop.
 *
 * @param path the etcd's arguments, as errors name them
 * @param size of each member's volume, which may be smaller now; undefined if it has none
 */
export function etcdMembership(
  site: Site,
  row: Component,
  members: EtcdMembers,
  path: string,
  size: string | undefined,
): EtcdMembership {
  const { name, replicas } = members;
  const founders = foundersOf(site, members);
  /** Why the host cannot be asked about the members, if it cannot. */
  let unseen: string | undefined;
  const lead = <A, T>(
    after: pulumi.Output<A>,
    way: (etcd: LedEtcd, after: A) => Promise<T>,
  ): pulumi.Output<T | undefined> => {
    const led = pulumi.all([founders, site.kubeconfig, after]).apply(async ([first, kubeconfig, found]) => {
      if (kubeconfig === undefined || !pulumi.runtime.getEngine()) return undefined;
      if (hasProxy(kubeconfig)) unseen = "the host's kubeconfig has a proxy-url, which the program cannot use";
      if (unseen !== undefined) return undefined;
      const remedy = remedyOf(path, site, first, replicas);
      const place = { kubeconfig, namespace: site.namespace, path, remedy, timeoutSeconds: site.timeoutSeconds! };
      return way(new LedEtcd(place, members, etcdctl(site, row, members, kubeconfig), size), found as A);
    });
    return pulumi.unsecret(led as pulumi.Output<T | undefined>);
  };
  const seen = lead(founders, (etcd) =>
    etcd.see().catch((error: Error) => {
      if (error instanceof pulumi.RunError) throw error;
      unseen = error.message;
    }),
  );
  const joins = pulumi.all([founders, seen]).apply(([first, found]) => joinsExisting(replicas, first, found));
  const config = new k8s.core.v1.ConfigMap(
    site.nameOf(name),
    { metadata: site.metadata(name), data: joins.apply((existing) => initialCluster(members, existing)) },
    site.options(),
  );
  // An etcd of the wanted size may have no majority, and what repairs it must not wait for one.
  const prepared = lead(pulumi.all([seen, config.id]), async (etcd, [found]) => {
    if (found && !pulumi.runtime.isDryRun()) await etcd.prepare(found);
  }).apply(() => replicas);
  const voted = lead(pulumi.all([seen, prepared]), async (etcd, [found]) => {
    if (found && !pulumi.runtime.isDryRun() && isChanging(replicas, found)) await etcd.vote();
  }).apply(() => replicas);
  const keepUnseen = (record: string, argument: string, valueIn: (inputs: object) => unknown): pulumi.ResourceHook[] =>
    guardInputs(`${site.nameOf(name)}-${record}`, (running = {}, wanted = {}) =>
      unseenRefusal(`${path}.${argument}`, valueIn(running), valueIn(wanted), unseen),
    );
  const complete = new pulumi.Stash(
    site.nameOf(`${name}-members`),
    { input: voted },
    {
      parent: site.parent,
      hooks: {
        beforeUpdate: keepUnseen(
          "members-unseen",
          "replicas",
          (inputs) => (inputs as { readonly input?: unknown }).input,
        ),
      },
    },
  );
  return {
    replicas: prepared,
    env: ["INITIAL_CLUSTER", STATE].map((key) => ({
      name: key,
      valueFrom: { configMapKeyRef: { name: config.metadata.name, key } },
    })),
    hooks: [
      ...keepUnseen("unseen", "replicas", (inputs) => (inputs as RunningSet).spec?.replicas),
      ...keepUnseen("volumes-unseen", "storage.size", sizeIn),
    ],
    complete,
  };
}

/** The number of members with which an etcd was founded, which the state remembers. A single one has none to join. */
function foundersOf(site: Site, { name, replicas }: EtcdMembers): pulumi.Output<number> {
  const { output } = new pulumi.Stash(
    site.nameOf(`${name}-founders`),
    { input: replicas },
    {
      parent: site.parent,
      // Without the namespace there is no etcd, and so nothing to remember.
      dependsOn: site.options().dependsOn,
      ...(replicas === 1 ? { replaceOnChanges: ["input"] } : { ignoreChanges: ["input"] }),
    },
  );
  return output as pulumi.Output<number>;
}

/** Whether members that start without data join an etcd: all but those that found it together. */
function joinsExisting(replicas: number, founders: number, found: SeenEtcd | undefined): boolean {
  if (found === undefined) return replicas > founders;
  if (found.replicas === 0) return false;
  return replicas > founders || found.joins || found.lost.length > 0 || found.replicas > replicas;
}

/** Whether members join an etcd, leave it, or do not vote yet. */
function isChanging(replicas: number, found: SeenEtcd): boolean {
  return found.replicas !== 0 && (found.replicas !== replicas || found.lost.length > 0 || found.follows);
}

/** What members read when they start for the first time. */
function initialCluster({ initialCluster: all }: EtcdMembers, existing: boolean): Record<string, string> {
  return { INITIAL_CLUSTER: all, [STATE]: existing ? "existing" : "new" };
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
