import * as pulumi from "@pulumi/pulumi";
import { askApi } from "../federated-api/api-gate";
import type { Answer, Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { federationLabels } from "../kube/labels";
import { withoutRecording } from "../unrecorded.test-support";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { FirstLook } from "./first-look";
import { Departures, type DeparturesArgs } from "./departures";
import type { Program } from "./planned-departure";
import type { Policy } from "./policy";
import type { Work } from "./steps";

const CLUSTERS = "/apis/cluster.karmada.io/v1alpha1/clusters";

export const cluster = (name: string, annotations = {}): ClusterObject => ({
  metadata: { name, labels: federationLabels("prod"), annotations },
  status: { conditions: [{ type: "Ready", status: "True" }] },
});

/** A cluster that does not respond, and that an earlier run has begun to leave. */
export const silentB = (more: object = {}): ClusterObject => {
  const { metadata } = cluster("b", { "departure.fedstack.dev/fedstack": "true" });
  return { metadata: { ...metadata, ...more }, status: {} };
};

/** A workload that somebody else deploys, and that only b may run. */
export const onlyOnB = bindingOf({
  replicas: 1,
  placement: { clusterAffinity: { clusterNames: ["b"] } } as Binding["spec"]["placement"],
  clusters: [{ name: "b", replicas: 1 }],
});

/** A copy that nothing places in its member any more. */
export const evicted: Work = {
  metadata: { annotations: { "resourcebinding.karmada.io/name": "old" }, deletionTimestamp: "2026-01-01T00:00:00Z" },
  spec: { workload: { manifests: [{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "old" } }] } },
};

export const PROGRAM: Program = {
  members: [{ name: "a" }],
  drained: [],
  dropped: [],
  plans: [],
  deleting: [],
  inWaves: [],
  objects: [],
  manager: "fedstack",
};

interface World {
  /** What the federated API has. */
  has: {
    clusters: readonly ClusterObject[];
    bindings: readonly Binding[];
    policies?: readonly Policy[];
    works?: readonly Work[];
    down?: boolean;
  };
  program: Program;
  /** What the federated API was asked to change. */
  changed: string[];
  told: string[];
}

/** What a test starts with, and what has become of it. */
export const world = {} as World;

const ask: Ask = async ({ method, path, body }): Promise<Answer> => {
  const { has, changed } = world;
  if (has.down) return { status: 503, body: undefined, message: "no endpoints" };
  if (method === "DELETE") {
    changed.push(`DELETE ${path.split("/").at(-1)}`);
    return { status: 404, body: undefined, message: "" };
  }
  if (method === "PATCH" && path.includes("resourcebindings/")) annotate(path.split("/").at(-1)!, body as Binding);
  if (method !== "GET")
    changed.push(`${path.split("/").at(-1)} ${JSON.stringify((body as { metadata: object }).metadata)}`);
  const [found] = has.clusters.filter(({ metadata }) => path === `${CLUSTERS}/${metadata.name}`);
  const lists: Record<string, readonly object[] | undefined> = {
    clusters: has.clusters,
    resourcebindings: has.bindings,
    propagationpolicies: has.policies,
    works: has.works,
  };
  const items = lists[path.split("/").at(-1)!] ?? [];
  const resources = [{ name: "deployments", kind: "Deployment", namespaced: true }];
  const spec = { taints: [{ key: "fedstack.dev/leaving", effect: "NoSchedule" }] };
  const managedFields = [{ manager: "kubectl" }];
  const answer = found ? { ...found, spec } : { items, resources, metadata: { managedFields } };
  return { status: 200, body: answer, message: "" };
};

/** Writes annotations into a binding. */
function annotate(name: string, { metadata: { annotations } }: Binding): void {
  if (!annotations) return;
  world.has.bindings = world.has.bindings.map((one) => {
    if (one.metadata.name !== name) return one;
    const all = Object.entries({ ...one.metadata.annotations, ...annotations } as Record<string, string | null>);
    const kept = Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
    return { ...one, metadata: { ...one.metadata, annotations: kept } };
  });
}

/** Lets each test begin with members a and b, of which the program joins only a. The test file mocks `api-gate`. */
export function beginAnew(): void {
  beforeEach(async () => {
    await withoutRecording();
    jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
    jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never);
    jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void world.told.push(text)));
    world.has = { clusters: [cluster("a"), cluster("b")], bindings: [] };
    world.program = PROGRAM;
    [world.changed, world.told] = [[], []];
  });
  afterEach(() => jest.restoreAllMocks());
}

/** What the conversations with the federated API that begin from now on come to. */
export function conversations(): Promise<unknown>[] {
  const results: Promise<unknown>[] = [];
  jest.mocked(askApi).mockImplementation(((_: ApiAccess, conversation: (ask: Ask) => Promise<unknown>) => {
    results.push(conversation(ask).catch((error: unknown) => error));
    return pulumi.output(undefined);
  }) as never);
  return results;
}

/** What a program's departures come to: when nothing may change before, and when they are done. */
export async function departed(
  args: Partial<DeparturesArgs> = {},
  dryRun = false,
): Promise<{ departures: Departures; opened: unknown; done: unknown }> {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(dryRun);
  const results = conversations();
  const departures = new Departures({
    access: {} as ApiAccess,
    federation: "prod",
    timeoutSeconds: 60,
    leaving: {},
    forgetSeconds: () => 0,
    look: new FirstLook(),
    program: () => world.program,
    joined: () => Promise.resolve(),
    applied: () => Promise.resolve(),
    ...args,
  });
  const answers = await Promise.all(results);
  const [opened, done] = dryRun ? [undefined, answers[0]] : answers;
  return { departures, opened, done };
}
