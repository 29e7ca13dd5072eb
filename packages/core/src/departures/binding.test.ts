import {
  type Binding,
  evict,
  type EvictionTask,
  hold,
  isDependency,
  isHeld,
  isOn,
  isScheduledOn,
  putBack,
  release,
  reportOf,
  requirementsOn,
} from "./binding";
import { bindingOf } from "./bindings.test-support";

/** The task by which the program keeps a copy. */
const heldOn = (fromCluster: string, more: Partial<EvictionTask> = {}): EvictionTask => ({
  fromCluster,
  purgeMode: "Gracefully",
  reason: "MovesAway",
  message: "kept until it runs on other members",
  producer: "fedstack",
  suppressDeletion: true,
  ...more,
});
const OTHERS: EvictionTask = { fromCluster: "a", reason: "TaintUntolerated", producer: "TaintManager" };
const spec = ({ body }: { readonly body?: unknown }): unknown => (body as { readonly spec: unknown }).spec;
const follower = (...clusters: string[]): Binding =>
  bindingOf({ requiredBy: [{ name: "web", clusters: clusters.map((name) => ({ name })) }] });

test("an object is on a member if it is scheduled there, or if another needs it there", () => {
  const scheduled = bindingOf({ clusters: [{ name: "a", replicas: 2 }] });
  expect([isOn(scheduled, "a"), isScheduledOn(scheduled, "a"), isOn(scheduled, "b")]).toEqual([true, true, false]);
  const needed = follower("a");
  expect([isOn(needed, "a"), isScheduledOn(needed, "a"), isOn(needed, "b")]).toEqual([true, false, false]);
  expect(requirementsOn(needed, "a").map(({ name }) => name)).toEqual(["web"]);
});

test("an object only follows others if it has no placement of its own", () => {
  expect(isDependency(follower("a"))).toBe(true);
  expect(isDependency(bindingOf({ ...follower("a").spec, placement: {} }))).toBe(false);
  expect(isDependency(bindingOf({}))).toBe(false);
});

test("a copy is held by the program's own task, not by those of others, nor by one that was given up", () => {
  const held = (task: EvictionTask): boolean => isHeld(bindingOf({ gracefulEvictionTasks: [task] }), "a");
  expect(held(heldOn("a"))).toBe(true);
  expect(held(heldOn("b"))).toBe(false);
  expect(held(heldOn("a", { suppressDeletion: false }))).toBe(false);
  expect(held({ ...OTHERS, suppressDeletion: true })).toBe(false);
});

test("what another program holds counts as its own: it is neither seen as held, nor released, nor put back", () => {
  const others = heldOn("a", { producer: "fedstack-other", replicas: 2 });
  const binding = bindingOf({ clusters: [{ name: "a", replicas: 2 }], gracefulEvictionTasks: [others, heldOn("a")] });
  expect(isHeld(bindingOf({ gracefulEvictionTasks: [others] }), "a")).toBe(false);
  expect(spec(release(binding, "a"))).toEqual({
    gracefulEvictionTasks: [others, heldOn("a", { suppressDeletion: false })],
  });
  expect(spec(putBack(binding, "a"))).toMatchObject({ gracefulEvictionTasks: [others] });
});

test("holding a copy leaves the schedule and the tasks of others as they are", () => {
  const binding = bindingOf({ clusters: [{ name: "a", replicas: 2 }], gracefulEvictionTasks: [OTHERS] });
  expect(spec(hold(binding, "a"))).toEqual({ gracefulEvictionTasks: [OTHERS, heldOn("a", { replicas: 2 })] });
});

test("an eviction takes the member off the schedule and keeps its copy, in one write", () => {
  const binding = bindingOf({
    clusters: [
      { name: "a", replicas: 2 },
      { name: "b", replicas: 1 },
    ],
  });
  expect(spec(evict(binding, "a"))).toEqual({
    clusters: [{ name: "b", replicas: 1 }],
    gracefulEvictionTasks: [heldOn("a", { replicas: 2 })],
  });
});

test("the replicas that a copy was held with are remembered, although the schedule no longer has them", () => {
  const binding = bindingOf({ clusters: [], gracefulEvictionTasks: [heldOn("a", { replicas: 2 })] });
  expect(spec(hold(binding, "a"))).toEqual({ gracefulEvictionTasks: [heldOn("a", { replicas: 2 })] });
});

test("a copy that is given up may be deleted, and no other", () => {
  const binding = bindingOf({ gracefulEvictionTasks: [OTHERS, heldOn("b"), heldOn("a")] });
  expect(spec(release(binding, "a"))).toEqual({
    gracefulEvictionTasks: [OTHERS, heldOn("b"), heldOn("a", { suppressDeletion: false })],
  });
});

test("an object is put back with its replicas, unless it is scheduled there by now or only follows others", () => {
  const gracefulEvictionTasks = [OTHERS, heldOn("a", { replicas: 2 })];
  const back = (more: Partial<Binding["spec"]>): unknown =>
    spec(putBack(bindingOf({ gracefulEvictionTasks, ...more }), "a"));
  expect(back({ clusters: [{ name: "b" }] })).toEqual({
    clusters: [{ name: "b" }, { name: "a", replicas: 2 }],
    gracefulEvictionTasks: [OTHERS],
  });
  expect(back({ clusters: [{ name: "a", replicas: 1 }] })).toMatchObject({ clusters: [{ name: "a", replicas: 1 }] });
  expect(back(follower("b").spec)).toMatchObject({ clusters: [] });
});

test("a change names the version that it was made of, so that it conflicts with any other", () => {
  expect(hold(bindingOf({}), "a")).toMatchObject({
    method: "PATCH",
    path: "/apis/work.karmada.io/v1alpha2/namespaces/default/resourcebindings/web-deployment",
    body: { metadata: { resourceVersion: "7" } },
  });
  const clusterWide = { ...bindingOf({}), metadata: { name: "role", resourceVersion: "1" } };
  expect(hold(clusterWide, "a").path).toBe("/apis/work.karmada.io/v1alpha2/clusterresourcebindings/role");
});

test("the report of a member is its own", () => {
  const reports = [
    { clusterName: "a", health: "Healthy" },
    { clusterName: "b", health: "Unhealthy" },
  ];
  expect(reportOf(bindingOf({}, { aggregatedStatus: reports }), "b")).toEqual(reports[1]);
  expect(reportOf(bindingOf({}), "b")).toBeUndefined();
});
