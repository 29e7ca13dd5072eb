import { retainsReplicas, wantedOn } from "./own-replicas";

test("a Deployment keeps each member's own number of replicas by its label, and other kinds do not", () => {
  const retained = (labels?: object, kind = "Deployment"): boolean =>
    retainsReplicas({ apiVersion: "apps/v1", kind, metadata: { name: "web", labels } });
  const label = { "resourcetemplate.karmada.io/retain-replicas": "true" };
  expect(retained(label)).toBe(true);
  expect([retained({ "resourcetemplate.karmada.io/retain-replicas": "false" }), retained({}), retained()]).toEqual([
    false,
    false,
    false,
  ]);
  expect(retained(label, "StatefulSet")).toBe(false);
});

test("a member is to run what it is given, or all that it has itself, at least one, but none of what has none", () => {
  expect([wantedOn(4, 2, false), wantedOn(4, 2, true), wantedOn(4, 7, true)]).toEqual([4, 2, 7]);
  expect([wantedOn(4, undefined, true), wantedOn(4, 0, true), wantedOn(0, 2, true)]).toEqual([1, 1, 0]);
});
