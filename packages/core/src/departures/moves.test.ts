import { type Plan, planManifests, planReplicas } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { type Move, movesFrom, strandedBy, tellMoves } from "./moves";
import { Placements } from "./placements";

const MEMBERS = [{ name: "a" }, { name: "c" }];
const EVENLY = { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" } };
const moving = (binding: Binding, members = MEMBERS, plans: readonly Plan[] = []): readonly Move[] =>
  movesFrom("b", [binding], { members, staying: members, plans }, new Placements({ plans, objects: [] }));
const tell = (binding: Binding, members = MEMBERS): string => tellMoves(moving(binding, members));

test("a move names the replicas that leave, and what they make of the others", () => {
  const clusters = [
    { name: "a", replicas: 2 },
    { name: "b", replicas: 2 },
  ];
  expect(tell(bindingOf({ replicas: 4, placement: EVENLY, clusters }), [{ name: "a" }])).toBe("web 2 → a (2 → 4)");
  expect(tell(bindingOf({ replicas: 4, placement: EVENLY, clusters }))).toBe("web 2 → c (0 → 2)");
});

test("a tie shows both outcomes, and a copy that others have already is not counted twice", () => {
  const all = [{ name: "b", replicas: 3 }];
  expect(tell(bindingOf({ replicas: 3, placement: EVENLY, clusters: all }))).toMatch(
    /^web 3 → a \(0 → 2 or 1\), c \(0 → 1 or 2\)$/,
  );
  const each = ["a", "b", "c"].map((name) => ({ name, replicas: 2 }));
  expect(tell(bindingOf({ replicas: 2, placement: {}, clusters: each }))).toBe("web 2 → a (keeps 2), c (keeps 2)");
});

test("what only free capacity decides is said to be unknown", () => {
  const placement = {
    replicaScheduling: { ...EVENLY.replicaScheduling, weightPreference: { dynamicWeight: "AvailableReplicas" } },
  };
  expect(tell(bindingOf({ replicas: 4, placement, clusters: [{ name: "b", replicas: 4 }] }))).toBe(
    "web 4 → where there is room: a, c",
  );
});

test("what the member does not run does not move", () => {
  expect(tell(bindingOf({ replicas: 4, clusters: [{ name: "a", replicas: 4 }] }))).toBe("no workload runs there");
});

test("a workload is stranded if its placement allows no other member", () => {
  const placement = { ...EVENLY, clusterAffinity: { clusterNames: ["b"] } };
  const [move] = moving(bindingOf({ replicas: 2, placement, clusters: [{ name: "b", replicas: 2 }] }));
  expect(strandedBy(move!)).toMatch(/^Deployment web (cannot run on other members: |would run on no other member)/);
});

test("what a policy outside the program places moves by its present placement, not by the program's plan", () => {
  const binding = bindingOf({ replicas: 2, placement: EVENLY, clusters: [{ name: "b", replicas: 2 }] });
  const { apiVersion, kind, name, namespace } = binding.spec.resource;
  const metadata = { name, namespace };
  const plan = planManifests([{ apiVersion, kind, metadata, spec: { replicas: 2, template: {} } }], MEMBERS);
  expect(plan.workloads[0]?.problem).toBeDefined();
  const [move] = moving(binding, MEMBERS, [plan]);
  expect(strandedBy(move!)).toBeUndefined();
});

const WEIGHTED = {
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    weightPreference: {
      staticWeightList: [
        { targetCluster: { clusterNames: ["a"] }, weight: 1 },
        { targetCluster: { clusterNames: ["c"] }, weight: 11 },
      ],
    },
  },
};
const UNBALANCED = bindingOf({
  replicas: 12,
  placement: WEIGHTED,
  clusters: [
    { name: "a", replicas: 6 },
    { name: "b", replicas: 6 },
  ],
});

test("where weights would take replicas from a third member, it keeps them", () => {
  expect(tell(UNBALANCED)).toBe("web 6 → c (0 → 6)");
});

test("where the program places anew, a move shows the members that lose replicas by it", () => {
  const after = planReplicas({ name: "web", replicas: 12, placement: WEIGHTED, members: MEMBERS });
  const plans = [{ workloads: [{ ...after, ...UNBALANCED.spec.resource, policy: {} }], objects: [] }];
  const [move] = movesFrom(
    "b",
    [UNBALANCED],
    { members: MEMBERS, staying: MEMBERS, plans: plans as never },
    {
      changeOf: () => plans[0]!.workloads[0] as never,
    },
  );
  expect(tellMoves([move!])).toBe("web 6 → c (0 → 11), a (6 → 1)");
});
