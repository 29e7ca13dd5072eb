import fc from "fast-check";
import { divided, object, on, policy } from "../manifests.test-support";
import type { Member } from "../model/member";
import { planManifests } from "../plan-manifests";
import { planDiagram } from "./plan-diagram";

const TW_A = { name: "tw-a", region: "tw", zones: ["taipei"], cloudProvider: "on-prem", labels: { tier: "core" } };
const TW_B = { name: "tw-b", region: "tw" };
const EDGE: Member = {
  name: "edge",
  region: "jp",
  taints: [
    { key: "example.com/edge", value: "far", effect: "NoSchedule" },
    { key: "gpu", effect: "NoExecute" },
  ],
};
const MEMBERS = [TW_A, TW_B, EDGE];

const deployment = (name: string, replicas: number): object => object("Deployment", name, { replicas, template: {} });
const selecting = (name: string): object => ({ apiVersion: "apps/v1", kind: "Deployment", name });
/** A Deployment with a Service and the policy that divides it by weights. */
const web = (replicas: number, weights: { readonly [member: string]: number }): object[] => [
  deployment("web", replicas),
  object("Service", "web"),
  policy("web", [selecting("web"), { apiVersion: "v1", kind: "Service", name: "web" }], {
    placement: { ...divided(weights).placement, ...on(...Object.keys(weights)).placement },
  }),
];

const boxOf = (diagram: string, title: string): string =>
  diagram.split("\n").find((line) => line.includes(`["<b>${title}</b>`)) ?? "";
/** The lines inside a titled group. */
const groupOf = (diagram: string, title: string): string => {
  const from = diagram.indexOf(`["${title}"]`);
  return from < 0 ? "" : diagram.slice(from, diagram.indexOf("\n  end", from));
};

test("each member is in its region, with its place, labels, taints, replicas and number of other objects", () => {
  const diagram = planDiagram(planManifests(web(6, { "tw-a": 2, "tw-b": 1 }), MEMBERS), MEMBERS);
  expect(groupOf(diagram, "region tw")).toContain(
    '["<b>tw-a</b><br/>taipei, on-prem<br/>tier=core<br/>shop/web × 4<br/>1 other object"]',
  );
  expect(groupOf(diagram, "region tw")).toContain('["<b>tw-b</b><br/>shop/web × 2<br/>1 other object"]');
  expect(groupOf(diagram, "region jp")).toContain(
    '["<b>edge</b><br/>taint example.com/edge=far:NoSchedule<br/>taint gpu:NoExecute"]',
  );
});

test("a tie shows both outcomes, and what free capacity decides shows a question mark", () => {
  const members = [{ name: "a" }, { name: "b" }];
  const dynamicWeight = "AvailableReplicas";
  const { placement } = divided();
  const byCapacity = {
    placement: { replicaScheduling: { ...placement.replicaScheduling, weightPreference: { dynamicWeight } } },
  };
  const objects = [
    deployment("tied", 3),
    deployment("free", 3),
    policy("tied", [selecting("tied")], divided({ a: 1, b: 1 })),
    policy("free", [selecting("free")], byCapacity),
  ];
  const diagram = planDiagram(planManifests(objects, members), members);
  expect(boxOf(diagram, "a")).toContain("<b>a</b><br/>shop/tied × 1 or 2<br/>shop/free × ?");
});

test("an arrow leads from each policy to each region where something of it lands", () => {
  const diagram = planDiagram(planManifests(web(6, { "tw-a": 2, edge: 1 }), [TW_A, { name: "edge" }]), [
    TW_A,
    { name: "edge" },
  ]);
  expect(groupOf(diagram, "policies")).toContain(
    "<b>PropagationPolicy shop/web</b><br/>shop/web × 6<br/>Service shop/web",
  );
  expect(diagram.split("\n").filter((line) => line.includes("-->"))).toEqual([
    "  policy0 --> region0",
    "  policy0 --> region1",
  ]);
  expect(groupOf(diagram, "no region")).toContain("<b>edge</b>");
});

test("what lands nowhere is marked, with the reason", () => {
  const objects = [deployment("lost", 1), policy("lost", [selecting("lost")], on("nobody"))];
  const diagram = planDiagram(planManifests(objects, [TW_A]), [TW_A]);
  expect(boxOf(diagram, "PropagationPolicy shop/lost")).toMatch(
    /<i>nowhere<\/i><br\/>shop\/lost × 1: no member fits its placement"\]:::nowhere$/,
  );
});

test("a change shows before and after on each member, and who joins and leaves", () => {
  const before = { plan: planManifests(web(6, { "tw-a": 2, "tw-b": 1 }), [TW_A, TW_B]), members: [TW_A, TW_B] };
  const members = [TW_A, EDGE];
  const after = web(6, { "tw-a": 1, edge: 1 });
  (after[2] as { spec: { placement: object } }).spec.placement = {
    ...(after[2] as { spec: { placement: object } }).spec.placement,
    clusterTolerations: [{ operator: "Exists" }],
  };
  const diagram = planDiagram(planManifests(after, members), members, { before });
  expect(boxOf(diagram, "tw-a")).toContain("shop/web × 4 → 3<br/>1 other object");
  expect(boxOf(diagram, "tw-b")).toMatch(
    /<i>leaves<\/i><br\/>shop\/web × 2 → 0<br\/>Service shop\/web goes"\]:::leaves$/,
  );
  expect(boxOf(diagram, "edge")).toMatch(/<i>joins<\/i>.*shop\/web × 0 → 3<br\/>Service shop\/web comes"\]:::joins$/);
});

test("names in the zone show the members that they resolve to", () => {
  const names = { "web.shop.federation.svc.example.org": ["tw-a", "tw-b"] };
  const diagram = planDiagram(planManifests([], MEMBERS), MEMBERS, { names });
  expect(groupOf(diagram, "names")).toContain("<b>web.shop.federation.svc.example.org</b><br/>→ tw-a<br/>→ tw-b");
  expect(planDiagram(planManifests([], MEMBERS), MEMBERS)).not.toContain("names");
});

test("20 members and 40 workloads stay within Mermaid's limits, with policies in one list instead of arrows", () => {
  const members = Array.from({ length: 20 }, (_, index) => ({ name: `m${index}`, region: `r${index % 5}` }));
  const objects = Array.from({ length: 40 }, (_, index) => [
    deployment(`workload-${index}`, 40),
    policy(`policy-${index}`, [selecting(`workload-${index}`)]),
  ]).flat();
  const diagram = planDiagram(planManifests(objects, members), members);
  expect(diagram).not.toContain("-->");
  expect(boxOf(diagram, "40 policies").split("<br/>")).toHaveLength(41);
  expect(boxOf(diagram, "m0").split("<br/>").length).toBeLessThan(25);
  expect(diagram.length).toBeLessThan(50_000);
});

test("whatever names and labels say, they are text inside a box", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (name, label, region) => {
      const member = { name, region, labels: { [label]: label } };
      const diagram = planDiagram(planManifests([], [member]), [member]);
      for (const line of diagram.split("\n").filter((one) => one.includes('["'))) {
        expect(line).toMatch(/^ +(subgraph )?\w+\["(?:<b>|<\/b>|<br\/>|[^"<>&`\\])*"\]$/);
      }
    }),
  );
});
