import { tell } from "@fedstack/constructs/faults";
import type { Cluster } from "../members/cluster";
import { membershipFaults } from "./membership-faults";

const [host, a] = [{ name: "f" } as Cluster, { name: "a" } as Cluster];
const faultsOf = (cluster: Cluster, members: string[] = [], allowHost?: boolean): string[] =>
  membershipFaults("join()", cluster, {
    federation: "prod",
    host,
    members: members.map((name) => ({ name })),
    options: { allowHost },
  }).map(tell);

test("a cluster joins a federation once", () => {
  expect([faultsOf(a), faultsOf(a, ["b"])]).toEqual([[], []]);
  expect(faultsOf(a, ["b", "a"])).toEqual([
    'join(): "a" is already a member of federation "prod"; join each cluster once, under its own name',
  ]);
});

test("the host joins only if it is allowed to", () => {
  expect([faultsOf(host, [], true), faultsOf({ name: "f2" } as Cluster)]).toEqual([[], []]);
  const remedy = "set allowHost: true to run workloads on it, too";
  for (const allowHost of [undefined, false]) {
    expect(faultsOf(host, [], allowHost)).toEqual([`join(): "f" is the host of federation "prod"; ${remedy}`]);
  }
});

test("both faults are reported at once", () => {
  expect(faultsOf(host, ["f"])).toHaveLength(2);
});
