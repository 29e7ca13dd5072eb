import { etcdLayout, layoutRefusal } from "./etcd-guard";

test("an etcd's layout is its members and volumes, with what they are by default", () => {
  expect(etcdLayout({})).toBe("replicas: 1, storage: 5Gi");
  expect(etcdLayout({ replicas: 3, storage: "ephemeral" })).toBe("replicas: 3, storage: ephemeral");
  expect(etcdLayout({ storage: { className: "fast" } })).toBe("replicas: 1, storage: 5Gi of class fast");
  expect(etcdLayout({ storage: { size: "5Gi" } })).toBe(etcdLayout({ replicas: 1 }));
});

test("an etcd with volumes can grow", () => {
  expect(layoutRefusal("etcd", etcdLayout({}), etcdLayout({ replicas: 3 }))).toBeUndefined();
  const fast = { storage: { className: "fast" } };
  expect(layoutRefusal("etcd", etcdLayout(fast), etcdLayout({ ...fast, replicas: 3 }))).toBeUndefined();
});

test("an etcd does not shrink, because those that are left could have no majority", () => {
  const refusal = layoutRefusal("etcd", etcdLayout({ replicas: 3 }), etcdLayout({}));
  expect(refusal).toContain('etcd: cannot change from "replicas: 3, storage: 5Gi" to "replicas: 1, storage: 5Gi"');
  expect(refusal).toContain("no majority");
});

test.each([
  [{ storage: "ephemeral" }, { storage: "ephemeral", replicas: 3 }],
  [{}, { replicas: 3, storage: { size: "10Gi" } }],
  [{}, { storage: "ephemeral" }],
  [{}, { storage: { size: "10Gi" } }],
  [{}, { storage: { className: "fast" } }],
] as const)("an etcd of %j that runs is not changed to %j", (running, wanted) => {
  const refusal = layoutRefusal("etcd", etcdLayout(running), etcdLayout(wanted));
  expect(refusal).toContain(`etcd: cannot change from "${etcdLayout(running)}" to "${etcdLayout(wanted)}"`);
  expect(refusal).toContain("data would be lost");
});

test("an etcd may stay as it is, come and go", () => {
  expect(layoutRefusal("etcd", etcdLayout({}), etcdLayout({ storage: {} }))).toBeUndefined();
  expect(layoutRefusal("etcd", undefined, etcdLayout({}))).toBeUndefined();
  expect(layoutRefusal("dns.records", etcdLayout({}), undefined)).toBeUndefined();
});
