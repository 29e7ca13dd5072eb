import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { bindingOf, PLACED_BY_WEB } from "./bindings.test-support";
import { Placements } from "./placements";

const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 2 } };
const placedOn = (...clusterNames: string[]) => ({ clusterAffinity: { clusterNames } });
const policyOf = (placement: object, more: object = {}) => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "web" },
  spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }], placement, ...more },
});

const deployed = (...objects: object[]): Placements => {
  const manifests = objects as (typeof deployment)[];
  return new Placements({ plans: [planManifests(manifests, [{ name: "a" }, { name: "b" }])], objects: manifests });
};
/** The binding of `web`, placed by a policy. */
const placed = (placement: object, annotations: Record<string, string> = PLACED_BY_WEB): Binding => {
  const binding = bindingOf({ placement: placement as Binding["spec"]["placement"] });
  return { ...binding, metadata: { ...binding.metadata, annotations } };
};

test("a placement changes if the policy that the object has now is to place it in another way", () => {
  const toA = deployed(deployment, policyOf(placedOn("a")));
  expect(toA.isChanged(placed(placedOn("a", "b")))).toBe(true);
  expect(toA.isChanged(placed({}))).toBe(true);
  expect(toA.isChanged(placed(placedOn("a")))).toBe(false);
});

test("the placement that an object is about to get is known, if it changes", () => {
  const toA = deployed(deployment, policyOf(placedOn("a")));
  expect(toA.placementAfter(placed(placedOn("a", "b")))).toEqual(placedOn("a"));
  expect(toA.placementAfter(placed(placedOn("a")))).toBeUndefined();
  const divided = deployed(deployment, policyOf({ replicaScheduling: {} }));
  expect(divided.placementAfter(placed(placedOn("a")))).toEqual({
    replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" },
  });
});

test("a placement does not change by another policy, by none, or by one that takes effect later", () => {
  const both = placed(placedOn("a", "b"));
  const named = (name: string) =>
    placed(placedOn("a", "b"), { ...PLACED_BY_WEB, "propagationpolicy.karmada.io/name": name });
  expect(deployed(deployment, policyOf(placedOn("a"))).isChanged(named("older"))).toBe(false);
  expect(deployed(deployment).isChanged(both)).toBe(false);
  expect(deployed().isChanged(both)).toBe(false);
  expect(deployed(deployment, policyOf(placedOn("a"), { activationPreference: "Lazy" })).isChanged(both)).toBe(false);
  expect(deployed(deployment, policyOf(placedOn("a"), { suspension: {} })).isChanged(both)).toBe(false);
});

test("an object is scheduled again by a new number of replicas or placement, also by a policy in place of another one", () => {
  const toA = deployed(deployment, policyOf(placedOn("a")));
  const again = (binding: Binding, losesPolicy = false, placements = toA): boolean =>
    placements.isScheduledAgain(binding, losesPolicy);
  const running = (placement: object, replicas: number, policy = "web"): Binding => {
    const binding = placed(placement, { ...PLACED_BY_WEB, "propagationpolicy.karmada.io/name": policy });
    return { ...binding, spec: { ...binding.spec, replicas } };
  };
  expect(again(running(placedOn("a"), 2))).toBe(false);
  expect(again(running(placedOn("a"), 3))).toBe(true);
  expect(again(running(placedOn("a", "b"), 2))).toBe(true);
  expect(again(running(placedOn("a", "b"), 2, "older"))).toBe(false);
  expect(again(running(placedOn("a", "b"), 2, "older"), true)).toBe(true);
  expect(again(running(placedOn("a"), 2, "older"), true)).toBe(false);
  expect(again(running(placedOn("a"), 3), true, deployed(deployment))).toBe(false);
});

test("a number of replicas that is not stated does not change", () => {
  const scaled = (spec: object) => deployed({ ...deployment, spec: spec as { replicas: number } }, policyOf({}));
  const running = { ...placed({}), spec: { ...placed({}).spec, replicas: 5 } };
  expect([scaled({}).isScaled(running), scaled({ replicas: 5 }).isScaled(running)]).toEqual([false, false]);
  expect(scaled({ replicas: 0 }).isScaled(running)).toBe(true);
});

test("a policy takes an object at once that no policy claims, and replaces one of another name later", () => {
  const toA = deployed(deployment, policyOf(placedOn("a")));
  const [unclaimed, older] = [{}, { ...PLACED_BY_WEB, "propagationpolicy.karmada.io/name": "older" }].map(
    (annotations) => placed(placedOn("a", "b"), annotations),
  );
  expect([toA.isChanged(unclaimed!), toA.isChanged(older!)]).toEqual([true, false]);
  const needed = { ...unclaimed!, spec: { ...unclaimed!.spec, placement: undefined } };
  expect(toA.isChanged(needed)).toBe(false);
  expect(toA.replacementOf(older!)).toMatchObject({ kind: "PropagationPolicy", name: "web" });
  expect([unclaimed!, placed({})].map((one) => toA.replacementOf(one))).toEqual([undefined, undefined]);
});

test("what Karmada adds to a placement, and what is empty, does not count as a change", () => {
  const given = {
    ...placedOn("a"),
    clusterTolerations: [],
    replicaScheduling: { weightPreference: { dynamicWeight: "AvailableReplicas" } },
    spreadConstraints: [{ maxGroups: 1 }, { spreadByLabel: "rack", minGroups: 2 }],
  };
  const stored = {
    ...placedOn("a"),
    replicaScheduling: {
      replicaSchedulingType: "Divided",
      replicaDivisionPreference: "Weighted",
      weightPreference: { dynamicWeight: "AvailableReplicas" },
    },
    spreadConstraints: [
      { maxGroups: 1, minGroups: 1, spreadByField: "cluster" },
      { spreadByLabel: "rack", minGroups: 2 },
    ],
  };
  const isChanged = (was: object): boolean => deployed(deployment, policyOf(given)).isChanged(placed(was));
  expect(isChanged(stored)).toBe(false);
  expect(isChanged({ ...stored, spreadConstraints: [] })).toBe(true);
  expect(isChanged({ ...stored, replicaScheduling: undefined })).toBe(true);
});

test("a member is left out by a placement that allows others, not by one that allows none", () => {
  const toA = deployed(deployment, policyOf(placedOn("a")));
  expect(["a", "b"].filter((member) => toA.isLeftOut(placed({}), member))).toEqual(["b"]);
  const toNone = deployed(deployment, policyOf(placedOn("c")));
  expect(["a", "b"].filter((member) => toNone.isLeftOut(placed({}), member))).toEqual([]);
  expect(deployed(deployment).isLeftOut(placed({}), "b")).toBe(false);
});

test("a member with a taint keeps what it has, and is not left out", () => {
  const manifests = [deployment, policyOf({})];
  const taints = [{ key: "reserved", effect: "NoSchedule" as const }];
  const plans = [planManifests(manifests, [{ name: "a" }, { name: "b", taints }])];
  expect(plans[0]!.workloads[0]!.members).toEqual(["a"]);
  expect(new Placements({ plans, objects: manifests }).isLeftOut(placed({}), "b")).toBe(false);
});

test("an object without replicas that is spread over other members may stay where it is", () => {
  const spread = { spreadConstraints: [{ spreadByField: "cluster", maxGroups: 1, minGroups: 1 }] };
  const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, spec: {} };
  const resource = { apiVersion: "v1", kind: "ConfigMap", name: "web", namespace: "default" };
  const policy = policyOf(spread);
  const placing = { ...policy, spec: { ...policy.spec, resourceSelectors: [{ ...resource, namespace: undefined }] } };
  const plan = planManifests([settings, placing], [{ name: "a" }, { name: "b" }]);
  expect(plan.objects[0]!.leftOut).toMatchObject([{ by: "spread" }]);
  const chosen = new Placements({ plans: [plan], objects: [settings, placing] });
  const isLeftOut = (member: string): boolean => chosen.isLeftOut(bindingOf({ resource, placement: {} }), member);
  expect(["a", "b"].filter(isLeftOut)).toEqual([]);
});

test("a member of a fallback group that a workload may run in keeps what it has, and is not left out", () => {
  const clusterAffinities = ["a", "b"].map((name) => ({ affinityName: name, clusterNames: [name] }));
  const grouped = deployed(deployment, policyOf({ clusterAffinities }));
  expect(grouped.isChanged(placed({}))).toBe(true);
  expect(grouped.isLeftOut(placed({}), "b")).toBe(false);
});

test("a workload that runs is lost by a new placement that allows no member, unless it is to have no replicas", () => {
  const runningOn = (...names: string[]): Binding => {
    const binding = placed(placedOn("a", "b"));
    return { ...binding, spec: { ...binding.spec, clusters: names.map((name) => ({ name, replicas: 1 })) } };
  };
  const toNone = policyOf(placedOn("c"));
  expect(deployed(deployment, toNone).isLost(runningOn("a", "b"))).toBe(true);
  expect(deployed(deployment, toNone).isLost(runningOn())).toBe(false);
  expect(deployed({ ...deployment, spec: { replicas: 0 } }, toNone).isLost(runningOn("a"))).toBe(false);
  expect(deployed(deployment, policyOf(placedOn("a"))).isLost(runningOn("b"))).toBe(false);
  expect(deployed(deployment).isLost(runningOn("a"))).toBe(false);
  expect(deployed().isLost(runningOn("a"))).toBe(false);
});

test("a workload on a member that leaves is not lost by its placement", () => {
  const binding = placed(placedOn("a", "b"));
  const onLeaver = { ...binding, spec: { ...binding.spec, clusters: [{ name: "gone", replicas: 1 }] } };
  expect(deployed(deployment, policyOf(placedOn("c"))).isLost(onLeaver)).toBe(false);
});
