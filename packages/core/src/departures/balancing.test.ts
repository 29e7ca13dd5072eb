import { balancingOf } from "./balancing";
import { cluster, PROGRAM, silentB } from "./departed.test-support";

const members = [
  { name: "a", taints: [{ key: "example.com/own", effect: "NoSchedule" as const }] },
  { name: "b" },
  { name: "c" },
];

test("workloads are balanced over the members that are not drained, with the taints that others have given them", () => {
  const taints = [
    { key: "example.com/full", effect: "NoSchedule" },
    { key: "fedstack.dev/maintenance", effect: "NoSchedule" },
  ];
  const clusters = [{ ...cluster("a"), spec: { taints } }, cluster("b")];
  const found = balancingOf({ ...PROGRAM, members, drained: ["b"] }, clusters).members;
  expect(found.map(({ name, taints: all = [] }) => [name, all.map(({ key }) => key)])).toEqual([
    ["a", ["example.com/own", "example.com/full"]],
    ["c", []],
  ]);
});

test("a member is silent if it is not Ready, or has not joined", () => {
  const { silent } = balancingOf({ ...PROGRAM, members }, [cluster("a"), silentB()]);
  expect(["a", "b", "c"].filter(silent)).toEqual(["b", "c"]);
});
