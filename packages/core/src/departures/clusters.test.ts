import { drainedAmong, type ClusterObject, isMarkedBy, isReady, leavingMembers } from "./clusters";

const OWN = { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": "prod" };
const cluster = (name: string, more: Partial<ClusterObject["metadata"]> = {}): ClusterObject => ({
  metadata: { name, labels: OWN, ...more },
});

test("the members that leave are those that this federation joined, and that the program does not join", () => {
  const clusters = [
    cluster("c"),
    cluster("b"),
    cluster("a"),
    cluster("joined-by-hand", { labels: {} }),
    cluster("of-another", { labels: { ...OWN, "app.kubernetes.io/part-of": "test" } }),
    cluster("on-its-way", { deletionTimestamp: "2026-01-01T00:00:00Z" }),
  ];
  expect(leavingMembers(clusters, "prod", ["a"])).toEqual(["b", "c"]);
  expect(leavingMembers(clusters, "prod", ["a", "b", "c"])).toEqual([]);
});

test("a member responds while its condition Ready is true, and is marked by an annotation", () => {
  const ready = (status: string): ClusterObject => ({
    ...cluster("a"),
    status: { conditions: [{ type: "Ready", status }] },
  });
  expect([isReady(ready("True")), isReady(ready("Unknown")), isReady(cluster("a"))]).toEqual([true, false, false]);
  expect(isMarkedBy("fedstack", cluster("a", { annotations: { "departure.fedstack.dev/fedstack": "true" } }))).toBe(
    true,
  );
  expect(isMarkedBy("fedstack", cluster("a", { annotations: { "departure.fedstack.dev/other": "true" } }))).toBe(false);
});

test("a drained member that does not exist yet is not among those that are", () => {
  expect(drainedAmong([{ metadata: { name: "a" } }, { metadata: { name: "b" } }], ["b", "c"])).toEqual(["b"]);
});
