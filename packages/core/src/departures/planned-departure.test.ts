import { tell } from "@fedstack/constructs/faults";
import { planManifests } from "@fedstack/constructs/plan";
import type { Answer, Ask } from "../kubeconfig/ask";
import { NotAnswered } from "./api";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { Placements } from "./placements";
import { planDeparture, planMoveAway, type PlannedDeparture, type Program } from "./planned-departure";

const MANAGER = "fedstack";
const EVENLY = { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" } };
const ready = (name: string): ClusterObject => ({
  metadata: { name },
  status: { conditions: [{ type: "Ready", status: "True" }] },
});
const OTHERWISE =
  'set leaving: { "b": "delete" } for the federation to delete what the member has, or leaving: "delete" in a deploy call ' +
  "to delete what it placed there";
const CLUSTERS = [ready("a"), ready("b")];

const on = (name: string, kind = "Deployment", spec: Partial<Binding["spec"]> = {}): Binding => {
  const apiVersion = kind === "Job" ? "batch/v1" : kind === "PersistentVolumeClaim" ? "v1" : "apps/v1";
  const binding = bindingOf({
    resource: { apiVersion, kind, name, namespace: "default" },
    replicas: 2,
    placement: EVENLY as Binding["spec"]["placement"],
    clusters: [{ name: "b", replicas: 2 }],
    ...spec,
  });
  return { ...binding, metadata: { ...binding.metadata, name: `${name}-${kind.toLowerCase()}` } };
};

/** A federated API whose objects are written by some field manager, with parts of their own. */
const serving =
  (manager: string, more: object = {}): Ask =>
  async ({ path }): Promise<Answer> => {
    const resources = [
      { name: "deployments", kind: "Deployment", namespaced: true },
      { name: "statefulsets", kind: "StatefulSet", namespaced: true },
      { name: "persistentvolumeclaims", kind: "PersistentVolumeClaim", namespaced: true },
      { name: "clonesets", kind: "CloneSet", namespaced: true },
      { name: "uniteddeployments", kind: "UnitedDeployment", namespaced: true },
      { name: "searches", kind: "Search", namespaced: true },
    ];
    const managedFields = [{ manager, operation: "Apply" }];
    const body = /\/v1(alpha1)?$/.test(path) ? { resources } : { metadata: { managedFields }, ...more };
    return { status: 200, body, message: "" };
  };

const deployment = (replicas = 2) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default" },
  spec: { replicas, template: {} },
});
const policyTo = (...clusterNames: string[]) => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "web", namespace: "default" },
  spec: {
    resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
    placement: { clusterAffinity: { clusterNames } },
  },
});

function programOf(
  members: readonly string[],
  objects: readonly object[] = [],
  drained: readonly string[] = [],
): Program {
  const manifests = objects as ReturnType<typeof deployment>[];
  const all = members.map((name) => ({ name }));
  const plans = objects.length > 0 ? [planManifests(manifests, all)] : [];
  return { members: all, drained, dropped: [], plans, deleting: [], inWaves: [], objects: manifests, manager: MANAGER };
}
const departing = (ask: Ask, bindings: readonly Binding[], program = programOf(["a"])): Promise<PlannedDeparture> =>
  planDeparture(ask, "b", program, new Placements(program), { clusters: CLUSTERS, bindings });

test("a member that leaves gets a taint that keeps new objects away, and its workloads move", async () => {
  const web = on("web");
  const planned = await departing(serving("kubectl"), [web, on("elsewhere", "Deployment", { clusters: [] })]);
  expect(planned).toMatchObject({ member: "b", path: "b leaves", faults: [], isReady: true });
  expect(planned.taints).toEqual([{ key: "fedstack.dev/leaving", effect: "NoSchedule" }]);
  expect(planned.moves.map(({ binding }) => binding)).toEqual([web]);
  expect(planned.movable([web])).toEqual([web]);
});

test("a drained member keeps the taints that the program gives it, and the alternative is to cordon it", async () => {
  const cordon = { key: "example.com/maintenance", effect: "NoSchedule" as const };
  const program = { ...programOf(["a", "b"], [], ["b"]), members: [{ name: "a" }, { name: "b", taints: [cordon] }] };
  const claim = on("data", "PersistentVolumeClaim");
  const planned = await departing(serving("kubectl"), [claim], program);
  expect(planned.taints).toEqual([cordon]);
  expect(planned.faults.map(tell)).toEqual([
    'b is drained: PersistentVolumeClaim data has data in volumes there, which do not move; set maintenance: "cordon" to keep it there',
  ]);
});

test("what the program no longer deploys is deleted, and neither moves nor is refused", async () => {
  const data = on("data", "PersistentVolumeClaim");
  const planned = await departing(serving(MANAGER), [data, on("web")]);
  expect(planned).toMatchObject({ faults: [], moves: [] });
  expect(planned.movable([data, on("web")])).toEqual([]);
});

test("a member keeps what a deleted workload shares with one that stays, and not the workload itself", async () => {
  const [web, old] = [on("web"), on("old")];
  const requiredBy = [web, old].map(({ metadata }) => ({ ...metadata, clusters: [{ name: "b" }] }));
  const settings = on("settings", "Deployment", { placement: undefined, clusters: [], requiredBy });
  const bindings = [web, old, settings];
  const objects = [deployment(), { ...deployment(), metadata: { name: "settings", namespace: "default" } }];
  const program = programOf(["a"], objects);
  const present = { clusters: CLUSTERS, bindings };
  const planned = await planDeparture(serving(MANAGER), "b", program, new Placements(program), present, true);
  expect(bindings.filter(planned.keeps!)).toEqual([web, settings]);
  expect(planned.movable(bindings)).toEqual(bindings);
  expect(planned.moves.map(({ binding }) => binding)).toEqual([web]);
});

test("a member does not keep what would be scheduled there again, unless its placement changes", async () => {
  const placement = { clusterTolerations: [{ operator: "Exists" }] };
  const web = { ...on("web", "Deployment", { placement }) };
  const keeping = (binding: Binding, program = programOf(["a"])): Promise<PlannedDeparture> =>
    planDeparture(
      serving("kubectl"),
      "b",
      program,
      new Placements(program),
      { clusters: CLUSTERS, bindings: [binding] },
      true,
    );
  expect((await keeping(web)).faults.map(tell)).toEqual([
    "b leaves, and what it has stays there: Deployment web tolerates the taint fedstack.dev/leaving, and would be " +
      "scheduled there again; remove that toleration from its placement in an up before, or " +
      OTHERWISE,
  ]);
  const annotations = {
    "propagationpolicy.karmada.io/name": "web",
    "propagationpolicy.karmada.io/namespace": "default",
  };
  const placed = { ...web, metadata: { ...web.metadata, annotations } };
  expect((await keeping(placed, programOf(["a"], [deployment(), policyTo("a")]))).faults).toEqual([]);
});

test("what the program still deploys, or somebody else, is not taken for deleted", async () => {
  const web = on("web");
  const own = await departing(serving(MANAGER), [web], programOf(["a"], [deployment(), policyTo("a")]));
  expect([own.movable([web]), own.moves.length]).toEqual([[web], 1]);
  const others = await departing(serving("kubectl"), [web]);
  expect(others.movable([web])).toEqual([web]);
});

test("what a deploy call lets go with the member neither moves nor is refused, unless it is held or the member is drained", async () => {
  const [set, web] = [on("db", "StatefulSet"), on("web")];
  const withClaims = serving(MANAGER, { spec: { volumeClaimTemplates: [{}] } });
  const database = { ...deployment(), kind: "StatefulSet", metadata: { name: "db", namespace: "default" } };
  const placing = { resourceSelectors: [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "db" }], placement: {} };
  const objects = [database, { ...policyTo(), spec: placing }];
  const program = programOf(["a"], [deployment(), ...objects]);
  const deleting = { ...program, deleting: programOf(["a"], objects).plans };
  const planned = await departing(withClaims, [set, web], deleting);
  expect([planned.faults, planned.movable([set, web])]).toEqual([[], [web]]);
  expect((await departing(withClaims, [set, web], program)).faults).toHaveLength(1);
  const held = [{ fromCluster: "b", reason: "MovesAway", producer: MANAGER, suppressDeletion: true }];
  const moving = { ...set, spec: { ...set.spec, gracefulEvictionTasks: held }, holder: MANAGER };
  expect((await departing(withClaims, [moving], deleting)).movable([moving])).toEqual([moving]);
  const drained = { ...deleting, members: [{ name: "a" }, { name: "b" }], drained: ["b"] };
  expect((await departing(withClaims, [set], drained)).faults).toHaveLength(1);
});

test("volumes that a StatefulSet claims are data, though the program deploys it", async () => {
  const set = on("db", "StatefulSet");
  const withClaims = serving("kubectl", { spec: { volumeClaimTemplates: [{}] } });
  expect((await departing(withClaims, [set])).faults.map(tell)).toEqual([
    "b leaves: StatefulSet db has data in volumes there, which do not move; " + OTHERWISE,
  ]);
  expect((await departing(serving("kubectl", { spec: { volumeClaimTemplates: [] } }), [set])).faults).toEqual([]);
  const manifest = { ...deployment(), kind: "StatefulSet", metadata: { name: "db", namespace: "default" } };
  const program = programOf(["a"], [manifest]);
  const ours = serving(MANAGER, { spec: { volumeClaimTemplates: [{}] } });
  for (const ask of [withClaims, ours]) {
    expect((await departing(ask, [set], program)).faults.map(({ problem }) => problem)).toContain(
      "StatefulSet db has data in volumes there, which do not move",
    );
  }
});

test.each([
  ["a CloneSet", "CloneSet", "apps.kruise.io/v1alpha1", { volumeClaimTemplates: [{}] }],
  [
    "a set inside another workload",
    "UnitedDeployment",
    "apps.kruise.io/v1alpha1",
    { template: { statefulSetTemplate: { spec: { volumeClaimTemplates: [{}] } } } },
  ],
  [
    "a resource whose replicas Karmada does not count",
    "Search",
    "example.com/v1",
    { sets: [{ volumeClaimTemplates: [{}] }] },
  ],
])("volumes that %s claims are data, too, though the program deploys it", async (_, kind, apiVersion, spec) => {
  const resource = { apiVersion, kind, name: "db", namespace: "default" };
  const manifest = { ...deployment(), apiVersion, kind, metadata: { name: "db", namespace: "default" } };
  const departingWith = async (claims: object): Promise<readonly string[]> => {
    const ask = serving(MANAGER, { spec: claims });
    const { faults } = await departing(ask, [on("db", "Deployment", { resource })], programOf(["a"], [manifest]));
    return faults.map(({ problem }) => problem).filter((problem) => problem.includes("volumes"));
  };
  expect(await departingWith(spec)).toEqual([`${kind} db has data in volumes there, which do not move`]);
  expect(await departingWith({ replicas: 2, volumeClaimTemplates: [] })).toEqual([]);
});

test("what only has the name of a kind with volumes is not taken for it", async () => {
  const resource = { apiVersion: "example.com/v1", kind: "PersistentVolumeClaim", name: "data", namespace: "default" };
  expect((await departing(serving("kubectl"), [on("data", "Deployment", { resource })])).faults).toEqual([]);
});

test("an object that cannot be read stops the departure until it can", async () => {
  const down: Ask = async () => ({ status: 503, body: undefined, message: "no endpoints" });
  await expect(departing(down, [on("web")])).rejects.toThrow(NotAnswered);
});

test("the last member is not left while anything runs there, and members that are drained are no others", async () => {
  const program = { ...programOf(["a", "b"], [], ["a", "b"]) };
  const { faults } = await departing(serving("kubectl"), [on("web")], program);
  expect(faults.map(({ problem }) => problem)).toEqual(['"b" is the last member, and Deployment web runs there']);
});

test("a member that does not respond is left without waiting for it", async () => {
  const program = programOf(["a"]);
  const silent = { metadata: { name: "b" }, status: { conditions: [{ type: "Ready", status: "Unknown" }] } };
  const present = { clusters: [ready("a"), silent], bindings: [] };
  const planned = await planDeparture(serving(MANAGER), "b", program, new Placements(program), present);
  expect(planned.isReady).toBe(false);
});

describe("what new placements leave out", () => {
  const placedBy = (binding: Binding, policy = "web"): Binding => ({
    ...binding,
    metadata: {
      ...binding.metadata,
      annotations: { "propagationpolicy.karmada.io/name": policy, "propagationpolicy.karmada.io/namespace": "default" },
    },
  });
  const away = (bindings: readonly Binding[], ...clusterNames: string[]): Promise<PlannedDeparture | undefined> => {
    const program = programOf(["a", "b"], [deployment(), policyTo(...clusterNames)]);
    return planMoveAway(serving(MANAGER), "b", program, new Placements(program), { clusters: CLUSTERS, bindings });
  };

  test("moves from the member, which stays in use and gets no taint", async () => {
    const web = placedBy(on("web"));
    const planned = await away([web], "a");
    expect(planned).toMatchObject({
      member: "b",
      path: "new placements no longer select b",
      faults: [],
      isReady: true,
    });
    expect(planned?.taints).toBeUndefined();
    expect([planned?.movable([web]), planned?.isRescheduled(web)]).toEqual([[web], true]);
    expect(planned?.moves.map(({ member }) => member)).toEqual(["b"]);
  });

  test("is nothing where the placement still allows the member, or nothing runs there", async () => {
    const elsewhere = on("web", "Deployment", { clusters: [{ name: "a", replicas: 2 }] });
    expect(await away([placedBy(on("web"))], "a", "b")).toBeUndefined();
    expect(await away([placedBy(elsewhere)], "a")).toBeUndefined();
    expect(await away([], "a")).toBeUndefined();
  });

  test("does not move what another policy places there", async () => {
    const web = placedBy(on("web"));
    const other = placedBy(on("other"));
    expect((await away([web, other], "a"))?.movable([web, other])).toEqual([web]);
    expect(await away([placedBy(on("web"), "older")], "a")).toBeUndefined();
  });

  test("is still moved while an earlier run holds its copy", async () => {
    const held = placedBy(
      on("web", "Deployment", {
        placement: { clusterAffinity: { clusterNames: ["a"] } } as Binding["spec"]["placement"],
        clusters: [{ name: "a", replicas: 2 }],
        gracefulEvictionTasks: [
          { fromCluster: "b", reason: "MovesAway", producer: "fedstack", suppressDeletion: true },
        ],
      }),
    );
    expect((await away([held], "a"))?.movable([held])).toEqual([held]);
  });
});
