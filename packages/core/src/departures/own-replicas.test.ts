import { retainsReplicas, wantedOn } from "./own-replicas";

test("a workload keeps each member's own number of replicas by its label", () => {
  const labeled = (labels?: object) => retainsReplicas({ metadata: { name: "web", labels } });
  expect(labeled({ "resourcetemplate.karmada.io/retain-replicas": "true" })).toBe(true);
  expect([labeled({ "resourcetemplate.karmada.io/retain-replicas": "false" }), labeled({}), labeled()]).toEqual(
    Array(3).fill(false),
  );
});

test("a member is to run what it is given, or all that it has itself, at least one, but none of what has none", () => {
  expect([wantedOn(4, 2, false), wantedOn(4, 2, true), wantedOn(4, 7, true)]).toEqual([4, 2, 7]);
  expect([wantedOn(4, undefined, true), wantedOn(4, 0, true), wantedOn(0, 2, true)]).toEqual([1, 1, 0]);
});
