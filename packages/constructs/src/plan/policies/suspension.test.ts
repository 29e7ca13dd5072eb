import { policy } from "../manifests.test-support";
import { policiesAmong } from "./policies";
import { suspensionOf } from "./suspension";

const suspended = (suspension?: object): (string | undefined)[] | undefined => {
  const [one] = policiesAmong([policy("p", [], { suspension })]).all;
  const reasonOf = suspensionOf(one!);
  return reasonOf && ["a", "b"].map((member) => reasonOf(member)?.by);
};

test("a policy that suspends nothing keeps nothing off", () => {
  for (const suspension of [undefined, {}, { dispatching: false }, { dispatchingOnClusters: { clusterNames: [] } }]) {
    expect(suspended(suspension)).toBeUndefined();
  }
});

test("dispatching is suspended to every member, or to those that are named", () => {
  expect(suspended({ dispatching: true })).toEqual(["suspension", "suspension"]);
  expect(suspended({ dispatchingOnClusters: { clusterNames: ["b"] } })).toEqual([undefined, "suspension"]);
  const both = { dispatching: true, dispatchingOnClusters: { clusterNames: ["b"] } };
  expect(suspended(both)).toEqual(["suspension", "suspension"]);
});
