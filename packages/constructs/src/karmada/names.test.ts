import { belongsTo, BY_BINDING, BY_POLICY } from "./names";

test("an object belongs to the policy of its annotations, by name and namespace, and to no other", () => {
  const annotations = {
    "propagationpolicy.karmada.io/name": "web",
    "propagationpolicy.karmada.io/namespace": "shop",
  };
  expect(belongsTo(annotations, BY_POLICY, { name: "web", namespace: "shop" })).toBe(true);
  expect(belongsTo(annotations, BY_POLICY, { name: "web", namespace: "default" })).toBe(false);
  expect(belongsTo(annotations, BY_POLICY, { name: "api", namespace: "shop" })).toBe(false);
  expect(belongsTo(annotations, BY_POLICY, { name: "web" })).toBe(false);
  expect(belongsTo(annotations, BY_BINDING, { name: "web", namespace: "shop" })).toBe(false);
});

test("a cluster-scoped policy or binding has annotations of its own", () => {
  const annotations = { "clusterresourcebinding.karmada.io/name": "admin-clusterrole" };
  expect(belongsTo(annotations, BY_BINDING, { name: "admin-clusterrole" })).toBe(true);
  expect(belongsTo(annotations, BY_BINDING, { name: "admin-clusterrole", namespace: "default" })).toBe(false);
  expect(belongsTo(annotations, BY_POLICY, { name: "admin-clusterrole" })).toBe(false);
});
