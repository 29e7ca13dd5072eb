import { tell } from "@fedstack/constructs/faults";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { movesFrom } from "./moves";
import { departureFaults, type Preflight, toleratingFaults } from "./refusals";

const WHOLE = bindingOf({ replicas: 4, placement: {}, clusters: [{ name: "b", replicas: 4 }] });
const room = (cpu: string, used: string): ClusterObject => ({
  metadata: { name: "a" },
  status: { resourceSummary: { allocatable: { cpu, pods: "110" }, allocated: { cpu: used, pods: "1" } } },
});

function faultsOf(binding: Binding, more: Partial<Preflight> = {}): string[] {
  const members = more.isLast ? [] : [{ name: "a" }];
  const preflight = {
    member: "b",
    path: "b leaves",
    otherwise: "give up",
    bindings: [binding],
    moves: movesFrom("b", [binding], { members, staying: members, plans: [] }, { changeOf: () => undefined }),
    clusters: [],
    isLast: false,
    hasVolumes: () => false,
    ...more,
  };
  return departureFaults(preflight).map(tell);
}
const of = (apiVersion: string, kind: string, status?: Binding["status"]): Binding => {
  const resource = { apiVersion, kind, name: "one", namespace: "default" };
  return bindingOf({ resource, replicas: 1, placement: {}, clusters: [{ name: "b", replicas: 1 }] }, status);
};

test("a member is left without a word if everything has room elsewhere", () => {
  expect(faultsOf(WHOLE, { clusters: [room("8", "1")] })).toEqual([]);
  expect(faultsOf(WHOLE)).toEqual([]);
});

test("the last member is not left while something runs there", () => {
  expect(faultsOf(WHOLE, { isLast: true })).toEqual([
    'b leaves: "b" is the last member, and Deployment web runs there; join another cluster, or give up',
  ]);
  expect(faultsOf(bindingOf({ replicas: 4, clusters: [] }), { isLast: true })).toEqual([]);
});

test("requests of all that would move are compared with what the others have left", () => {
  const binding = { ...WHOLE, spec: { ...WHOLE.spec, replicaRequirements: { resourceRequest: { cpu: "500m" } } } };
  expect(faultsOf(binding, { clusters: [room("3", "1")] })).toEqual([]);
  expect(faultsOf(binding, { clusters: [room("2500m", "1")] })).toEqual([
    'b leaves: "a" does not have enough free capacity for what would move there: 2 cpu needed, 1.5 free; make room there, or give up',
  ]);
});

test("data in volumes and Jobs that run are refused, and a Job that is over is not", () => {
  expect(faultsOf(of("apps/v1", "StatefulSet"), { hasVolumes: () => true })).toEqual([
    "b leaves: StatefulSet one has data in volumes there, which do not move; give up",
  ]);
  const active = { aggregatedStatus: [{ clusterName: "b", applied: true, status: { active: 1 } }] };
  expect(faultsOf(of("batch/v1", "Job", active))).toContainEqual(
    "b leaves: Job one still runs there, and would start again elsewhere; wait until it is complete, or give up",
  );
  const over = { aggregatedStatus: [{ clusterName: "b", applied: true, status: { succeeded: 1 } }] };
  expect(faultsOf(of("batch/v1", "Job", over), { moves: [] })).toEqual([]);
});

test("what tolerates the taint of a member that keeps it, and is scheduled anew at each change, is refused", () => {
  const taint = { key: "fedstack.dev/leaving", effect: "NoSchedule" as const };
  const refused = (toleration: object, more: object = {}, replicas = 2): string[] => {
    const placement = { clusterTolerations: [toleration], ...more };
    const bindings = [bindingOf({ replicas, placement, clusters: [{ name: "b", replicas }] })];
    return toleratingFaults({ path: "b leaves", otherwise: "give up", bindings }, taint).map(tell);
  };
  const divided = { replicaScheduling: { replicaSchedulingType: "Divided" } };
  expect(refused({ operator: "Exists" })).toEqual([
    "b leaves: Deployment web tolerates the taint fedstack.dev/leaving, and would be scheduled there again; " +
      "remove that toleration from its placement in an up before, or give up",
  ]);
  expect(refused({ key: "fedstack.dev/leaving", operator: "Exists", effect: "NoSchedule" })).toHaveLength(1);
  expect(refused({ operator: "Exists" }, divided, 0)).toHaveLength(1);
  expect(refused({ operator: "Exists" }, divided)).toEqual([]);
  expect(refused({ key: "example.com/edge", operator: "Exists" })).toEqual([]);
  expect(refused({ operator: "Exists", effect: "NoExecute" })).toEqual([]);
});
