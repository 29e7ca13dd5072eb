import { tell } from "@fedstack/constructs/faults";
import { bindingOf } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { type Arrival, roomFaults } from "./room";

const CHANGE = { path: "b leaves", otherwise: "give up" };

const room = (cpu: string, used: string): ClusterObject => ({
  metadata: { name: "a" },
  status: { resourceSummary: { allocatable: { cpu, pods: "10" }, allocated: { cpu: used, pods: "1" } } },
});

/** A workload of which a member gets more replicas, each with half a CPU. */
const arriving = (before: number, after: number): Arrival => ({
  binding: bindingOf({ replicaRequirements: { resourceRequest: { cpu: "500m" } } }),
  before: new Map([["a", before]]),
  after: new Map([["a", after]]),
});

const faultsOf = (arrivals: readonly Arrival[], ...clusters: ClusterObject[]): string[] =>
  roomFaults(CHANGE, arrivals, clusters).map(tell);

test("requests of all that comes to a member are compared with what it has left", () => {
  const both = [arriving(0, 2), arriving(2, 4)];
  expect(faultsOf(both, room("3", "1"))).toEqual([]);
  expect(faultsOf(both, room("2500m", "1"))).toEqual([
    'b leaves: "a" does not have enough free capacity for what would move there: 2 cpu needed, 1.5 free; make room there, or give up',
  ]);
});

test("pods are counted, too", () => {
  expect(faultsOf([arriving(0, 10)], room("100", "1"))).toEqual([
    'b leaves: "a" does not have enough free capacity for what would move there: 10 pods needed, 9 free; make room there, or give up',
  ]);
});

test("a member that gets fewer replicas, or does not say what it has left, has room", () => {
  expect(faultsOf([arriving(4, 2)], room("0", "0"))).toEqual([]);
  expect(faultsOf([arriving(0, 9)])).toEqual([]);
  expect(faultsOf([arriving(0, 9)], { metadata: { name: "a" } })).toEqual([]);
});
