import { tell } from "../../faults";
import { memberFaults } from "./member-faults";

test("members with every field are right, and fields of others are ignored", () => {
  const taints = [{ key: "gpu", value: "only", effect: "NoSchedule" }] as const;
  const whole = { name: "a", labels: { tier: "edge" }, cloudProvider: "x", region: "eu", zones: ["eu-1"], taints };
  expect(memberFaults([whole, { name: "b", more: 1 } as never])).toEqual([]);
});

test.each([
  [undefined, ["members: is missing; list the members"]],
  ["a", ['members: "a" is a string; use a list']],
  [[{}], ["members[0].name: is missing; use the name that the member joined with"]],
  [
    [{ name: "a", labels: { tier: 1 }, zones: "z" }],
    ['members[0].labels.tier: "1" is a number; put it in quotes', 'members[0].zones: "z" is a string; use a list'],
  ],
  [[{ name: "a" }, { name: "a" }, { name: "a" }], ['members: "a" is the name of two members; list each member once']],
])("%j: %j", (members, told) => {
  expect(memberFaults(members as never).map(tell)).toEqual(told);
});
