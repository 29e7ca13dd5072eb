import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import { addOns } from "./validate-add-ons";

const told = (args: unknown): string[] => shapeFaults("addOns", args, addOns(RELEASE)).map(tell);

test("add-ons are turned on by true or by options of their pods", () => {
  expect(told({})).toEqual([]);
  expect(told({ estimators: true, descheduler: false })).toEqual([]);
  expect(told({ estimators: { replicas: 2 }, descheduler: { extraArgs: { "descheduling-interval": "1m" } } })).toEqual(
    [],
  );
});

test("what is neither is refused, as are flags that the library sets", () => {
  expect(told({ estimators: "yes" })).toEqual([expect.stringMatching(/^addOns\.estimators: "yes" is /)]);
  expect(told({ estimators: { replicas: 0 } })).toEqual([expect.stringMatching(/^addOns\.estimators\.replicas: /)]);
  expect(told({ estimators: true, descheduler: { extraArgs: { kubeconfig: "/tmp/x" } } })).toEqual([
    'addOns.descheduler.extraArgs.kubeconfig: "--kubeconfig" is set by the library; leave it out',
  ]);
  expect(told({ scheduler: true })).toHaveLength(1);
});

test("a descheduler needs estimators", () => {
  const fault =
    "addOns.descheduler: has no effect without estimators, which tell it what finds no room; " +
    "set addOns.estimators to true";
  expect(told({ descheduler: true })).toEqual([fault]);
  expect(told({ estimators: false, descheduler: {} })).toEqual([fault]);
});
