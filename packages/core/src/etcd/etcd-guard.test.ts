import { etcdLayout, layoutRefusal, sizeAnnotation, sizeIn, unseenRefusal } from "./etcd-guard";

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

test("an etcd with volumes can shrink", () => {
  expect(layoutRefusal("etcd", etcdLayout({ replicas: 3 }), etcdLayout({}))).toBeUndefined();
});

test.each([
  [{ storage: "ephemeral" }, { storage: "ephemeral", replicas: 3 }],
  [{}, { replicas: 3, storage: { className: "fast", size: "10Gi" } }],
  [{}, { storage: "ephemeral" }],
  [{ storage: "ephemeral" }, {}],
  [{}, { storage: { className: "fast" } }],
] as const)("an etcd of %j that runs is not changed to %j", (running, wanted) => {
  const refusal = layoutRefusal("etcd", etcdLayout(running), etcdLayout(wanted));
  expect(refusal).toContain(`etcd: cannot change from "${etcdLayout(running)}" to "${etcdLayout(wanted)}"`);
  expect(refusal).toContain("data would be lost");
});

test("the size of volumes is not part of what must stay", () => {
  const [five, ten] = ["5Gi", "10Gi"].map((size) => etcdLayout({ storage: { size, className: "fast" } })) as [
    string,
    string,
  ];
  expect([layoutRefusal("etcd", five, ten), layoutRefusal("etcd", ten, five)]).toEqual([undefined, undefined]);
  expect(layoutRefusal("etcd", etcdLayout({}), etcdLayout({ replicas: 3, storage: { size: "10Gi" } }))).toBeUndefined();
});

test("the size of volumes is the one written down, or that of an etcd from before it was", () => {
  const template = { spec: { resources: { requests: { storage: "5Gi" } } } };
  expect(
    sizeIn({ metadata: { annotations: sizeAnnotation("10Gi") }, spec: { volumeClaimTemplates: [template] } }),
  ).toBe("10Gi");
  expect(sizeIn({ metadata: {}, spec: { volumeClaimTemplates: [template] } })).toBe("5Gi");
  expect([sizeAnnotation(undefined), sizeIn({ spec: {} })]).toEqual([{}, undefined]);
});

describe("an etcd that the library does not run", () => {
  const external = (...endpoints: string[]): string => `external: ${endpoints.join(",")}, prefix: /fedstack/kairen`;
  const refusal = (running: string, wanted: string): string | undefined => layoutRefusal("etcd", running, wanted);

  test("does not take the place of one that runs, nor the other way round, because the objects stay behind", () => {
    const own = etcdLayout({});
    for (const [running, wanted] of [
      [own, external("https://a:2379")],
      [external("https://a:2379"), own],
    ] as const) {
      expect(refusal(running, wanted)).toContain(`etcd: cannot change from "${running}" to "${wanted}"`);
      expect(refusal(running, wanted)).toContain("would start without any object");
    }
  });

  test("can get other members, as long as one of them stays", () => {
    expect(refusal(external("https://a:2379", "https://b:2379"), external("https://b:2379", "https://c:2379"))).toBe(
      undefined,
    );
    expect(refusal(external("https://a:2379"), external("https://c:2379"))).toContain("stays where it is");
  });

  test("keeps the start of its keys", () => {
    const running = external("https://a:2379");
    expect(refusal(running, running.replace("kairen", "eu"))).toContain("stays where it is");
  });
});

test("an etcd may stay as it is, come and go", () => {
  expect(layoutRefusal("etcd", etcdLayout({}), etcdLayout({ storage: {} }))).toBeUndefined();
  expect(layoutRefusal("etcd", undefined, etcdLayout({}))).toBeUndefined();
  expect(layoutRefusal("dns.records", etcdLayout({}), undefined)).toBeUndefined();
});

test("what needs a look at the members changes only where they can be seen, and nothing else is refused", () => {
  expect(unseenRefusal("etcd.replicas", 3, 1, "it answers with 403")).toBe(
    "etcd.replicas: cannot change from 3 to 1, because the host cannot be asked about the members that run: " +
      "it answers with 403; run the program where it reaches the host directly, or set 3 again",
  );
  expect(unseenRefusal("etcd.replicas", 3, 1, undefined)).toBeUndefined();
  expect(unseenRefusal("etcd.replicas", 3, 3, "it answers with 403")).toBeUndefined();
  expect(unseenRefusal("etcd.replicas", undefined, 3, "it answers with 403")).toBeUndefined();
});
