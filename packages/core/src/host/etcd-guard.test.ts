import { etcdLayout, layoutRefusal, votersRefusal } from "./etcd-guard";

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

test("an etcd whose members vote does not shrink, because those that are left could have no majority", () => {
  expect(votersRefusal("etcd", 3, 1)).toMatch(
    /^etcd\.replicas: cannot change from 3 to 1 while etcd runs: .* no majority; set 3 again, or create/,
  );
  expect(votersRefusal("etcd", 1, 3)).toBeUndefined();
  expect(votersRefusal("etcd", undefined, 1)).toBeUndefined();
});

test("an etcd with volumes may go back while its new members do not vote yet", () => {
  expect(layoutRefusal("etcd", etcdLayout({ replicas: 3 }), etcdLayout({}))).toBeUndefined();
  expect(votersRefusal("etcd", 1, 1)).toBeUndefined();
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
