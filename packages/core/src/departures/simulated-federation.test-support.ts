import { planReplicas } from "@fedstack/constructs/plan";
import { APPLIED_PLACEMENT } from "../karmada/names";
import type { Question } from "../kubeconfig/ask";
import type { Binding, EvictionTask, TargetCluster } from "./binding";
import type { Situation, Work } from "./steps";

/** A binding that can be written. */
interface Stored {
  metadata: {
    name: string;
    namespace: string;
    generation: number;
    resourceVersion: string;
    annotations: { [key: string]: string };
  };
  spec: Omit<Binding["spec"], "clusters" | "gracefulEvictionTasks" | "requiredBy"> & {
    clusters: readonly TargetCluster[];
    gracefulEvictionTasks: readonly EvictionTask[];
    requiredBy?: readonly { namespace: string; name: string; clusters: readonly TargetCluster[] }[];
  };
  status: { -readonly [Field in keyof NonNullable<Binding["status"]>]: NonNullable<Binding["status"]>[Field] };
}

/** What Karmada and the members do, one action at a time and in any order. */
export type Action = "schedule" | "distribute" | "collect" | "start" | "report";
export const ACTIONS: readonly Action[] = ["schedule", "distribute", "collect", "start", "report"];

export interface Setting {
  readonly members: readonly string[];
  readonly replicas: number;
  readonly divided: boolean;
  /** Weights of the members, in their order; equal ones without it. */
  readonly weights?: readonly number[];
  /** Replicas that the members have at first, in their order, whatever their weights; all together as many as there are. */
  readonly start?: readonly number[];
}

/** Karmada with a Deployment, its Service and a ConfigMap that it needs, as far as bindings, copies and counts go. */
export class SimulatedFederation {
  /** Ready replicas of the Deployment by member, and the members that have the other objects. */
  public readonly ready = new Map<string, number>();
  public readonly served = new Set<string>();
  public readonly configured = new Set<string>();
  /** The member that has a taint, if one has. */
  public cordoned: string | undefined;
  /** The members that the placement allows. */
  public allowed: readonly string[];
  private readonly web: Stored;
  private readonly service: Stored;
  private readonly settings: Stored;

  public constructor(public readonly setting: Setting) {
    const { replicas, divided, members, weights, start } = setting;
    this.allowed = members;
    const staticWeightList = weights?.map((weight, index) => ({
      targetCluster: { clusterNames: [members[index]!] },
      weight,
    }));
    const replicaScheduling = {
      replicaSchedulingType: divided ? "Divided" : "Duplicated",
      ...(staticWeightList && { weightPreference: { staticWeightList } }),
    };
    const placement = { replicaScheduling };
    const clusters = sharesOf(start?.map((count, index) => [members[index]!, count]) ?? []);
    this.web = stored("web", { apiVersion: "apps/v1", kind: "Deployment" }, { replicas, placement, clusters });
    if (start) this.web.metadata.annotations[APPLIED_PLACEMENT] = JSON.stringify(placement);
    this.service = stored("web-service", { apiVersion: "v1", kind: "Service" }, { placement });
    this.settings = stored("web-settings", { apiVersion: "v1", kind: "ConfigMap" }, { requiredBy: [] });
    do for (const action of ACTIONS) this.act(action);
    while (!this.isSettled);
  }

  public get bindings(): readonly Binding[] {
    return JSON.parse(JSON.stringify([this.web, this.service, this.settings])) as Binding[];
  }

  public situationOf(member: string, more: Partial<Situation> = {}): Situation {
    const works = [this.web, this.service, this.settings]
      .filter((one) => this.hasCopy(one, member))
      .map(({ metadata: { name, namespace } }): Work => {
        const annotations = {
          "resourcebinding.karmada.io/name": name,
          "resourcebinding.karmada.io/namespace": namespace,
        };
        return { metadata: { annotations } };
      });
    const staying = this.allowed.map((name) => ({ name }));
    return { member, staying, bindings: this.bindings, works, forgotten: true, isRescheduled: () => false, ...more };
  }

  /** The members whose addresses are in the zone. */
  public get named(): readonly string[] {
    return this.service.spec.clusters.map(({ name }) => name).filter((name) => this.served.has(name));
  }

  public get total(): number {
    return [...this.ready.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Changes the Deployment's placement, as a changed policy does. */
  public place(placement: NonNullable<Binding["spec"]["placement"]>): void {
    if (JSON.stringify(placement) !== JSON.stringify(this.web.spec.placement)) write(this.web, { placement });
  }

  public patch({ path, body }: Question): void {
    const { metadata, spec } = body as Pick<Binding, "metadata" | "spec">;
    const found = [this.web, this.service, this.settings].find((one) => path.endsWith(`/${one.metadata.name}`))!;
    if (found.metadata.resourceVersion !== metadata.resourceVersion) return;
    for (const [key, value] of Object.entries(metadata.annotations ?? {}) as [string, string | null][]) {
      if (value === null) delete found.metadata.annotations[key];
      else found.metadata.annotations[key] = value;
    }
    write(found, spec as Partial<Stored["spec"]>);
  }

  public act(action: Action): void {
    const all = [this.web, this.service, this.settings];
    switch (action) {
      case "schedule":
        return [this.web, this.service].forEach((one) => this.schedule(one));
      case "distribute": {
        const { metadata, spec } = this.web;
        const requiredBy = [{ namespace: metadata.namespace, name: metadata.name, clusters: spec.clusters }];
        if (JSON.stringify(requiredBy) === JSON.stringify(this.settings.spec.requiredBy)) return;
        return write(this.settings, { requiredBy });
      }
      case "collect":
        return all.forEach((one) => this.collect(one));
      case "start":
        for (const { name, replicas = this.setting.replicas } of this.web.spec.clusters) {
          const now = this.ready.get(name) ?? 0;
          this.ready.set(name, now < replicas ? now + 1 : replicas);
        }
        this.service.spec.clusters.forEach(({ name }) => this.served.add(name));
        return (this.settings.spec.requiredBy ?? []).forEach(({ clusters }) =>
          clusters.forEach(({ name }) => this.configured.add(name)),
        );
      case "report":
        this.web.status.aggregatedStatus = [...this.ready].map(([clusterName, availableReplicas]) => ({
          clusterName,
          applied: true,
          health: "Healthy",
          status: { availableReplicas },
        }));
        this.service.status.aggregatedStatus = [...this.served].map((clusterName) => ({
          clusterName,
          applied: true,
          status: { loadBalancer: { ingress: [{ ip: "198.51.100.1" }] } },
        }));
        this.service.metadata.resourceVersion += "'";
        this.web.metadata.resourceVersion += "'";
    }
  }

  private get isSettled(): boolean {
    return this.web.spec.clusters.every(({ name, replicas }) => this.ready.get(name) === replicas);
  }

  private schedule(one: Stored): void {
    if (one.spec.suspension?.scheduling) return;
    const { clusters, gracefulEvictionTasks, replicas = 0 } = one.spec;
    const evicted = gracefulEvictionTasks.map(({ fromCluster }) => fromCluster);
    const kept = clusters.filter(({ name }) => this.allowed.includes(name));
    const candidates = this.allowed.filter(
      (name) => !evicted.includes(name) && (name !== this.cordoned || kept.some((one) => one.name === name)),
    );
    const divided = one === this.web && this.setting.divided;
    const sum = kept.reduce((total, cluster) => total + (cluster.replicas ?? 0), 0);
    const fits = candidates.length > 0;
    const placement = JSON.stringify(one.spec.placement);
    const isPlacedAnew = one.metadata.annotations[APPLIED_PLACEMENT] !== placement;
    if (fits && (!divided || isPlacedAnew || sum !== replicas || kept.length < clusters.length)) {
      const next = divided ? this.divide(candidates) : candidates.map((name) => ({ name, replicas }));
      if (JSON.stringify(next) !== JSON.stringify(clusters)) write(one, { clusters: next });
    }
    if (!fits && clusters.length > 0) write(one, { clusters: [] });
    one.metadata.annotations[APPLIED_PLACEMENT] = placement;
    one.status.conditions = [{ type: "Scheduled", status: fits ? "True" : "False" }];
    one.status.schedulerObservedGeneration = one.metadata.generation;
  }

  private divide(candidates: readonly string[]): TargetCluster[] {
    const { placement, replicas = 0 } = this.web.spec;
    const members = candidates.map((name) => ({ name }));
    const { assignments } = planReplicas({ name: "web", replicas, placement, members });
    return sharesOf(assignments.map(({ member, replicas }) => [member, replicas]));
  }

  /** Deletes copies that are neither scheduled nor held, and forgets tasks whose copies are given up. */
  private collect(one: Stored): void {
    const left = one.spec.gracefulEvictionTasks.filter(({ suppressDeletion }) => suppressDeletion !== false);
    if (left.length < one.spec.gracefulEvictionTasks.length) write(one, { gracefulEvictionTasks: left });
    const needed = (one.spec.requiredBy ?? []).flatMap(({ clusters }) => clusters);
    const kept = new Set([...one.spec.clusters, ...needed].map(({ name }) => name));
    left.forEach(({ fromCluster }) => kept.add(fromCluster));
    const copies = one === this.web ? this.ready : one === this.service ? this.served : this.configured;
    for (const name of [...copies.keys()]) if (!kept.has(name)) copies.delete(name);
  }

  private hasCopy(one: Stored, member: string): boolean {
    return (one === this.web ? this.ready : one === this.service ? this.served : this.configured).has(member);
  }
}

function sharesOf(counts: readonly (readonly [string, number])[]): TargetCluster[] {
  return counts.flatMap(([name, replicas]) => (replicas > 0 ? [{ name, replicas }] : []));
}

function stored(name: string, kind: { apiVersion: string; kind: string }, spec: Partial<Stored["spec"]>): Stored {
  return {
    metadata: { name, namespace: "default", generation: 1, resourceVersion: "1", annotations: {} },
    spec: { clusters: [], gracefulEvictionTasks: [], ...spec, resource: { ...kind, name, namespace: "default" } },
    status: {},
  };
}

function write(one: Stored, spec: Partial<Stored["spec"]>): void {
  Object.assign(one.spec, spec);
  one.metadata.generation++;
  one.metadata.resourceVersion += "+";
}
