import { tell } from "@fedstack/constructs/faults";
import { lateMoveFaults, mayDeployMore } from "./late-calls";
import type { Policy } from "./policy";
import type { PlannedDeparture, Program } from "./planned-departure";

const policy = (manager: string, name = "web", namespace?: string): Policy => ({
  metadata: { name, namespace, managedFields: [{ manager: "karmada" }, { manager }] },
});
const program = (...policies: Policy[]): Program =>
  ({
    manager: "fedstack-shop",
    objects: policies.map(({ metadata }) => ({
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
    })),
  }) as unknown as Program;

test("a program may still deploy what an earlier run applied, until it has", () => {
  const own = policy("fedstack-shop");
  expect(mayDeployMore([own], program())).toBe(true);
  expect(mayDeployMore([own], program(policy("fedstack-shop", "web", "other")))).toBe(true);
  expect(mayDeployMore([own], program(own))).toBe(false);
  expect(mayDeployMore([policy("argocd")], program())).toBe(false);
});

test("a late deploy is refused with the members that it would take workloads from", () => {
  const moves = [{ path: "new placements leave out b" }] as PlannedDeparture[];
  expect(lateMoveFaults('deploy("web")', moves).map(tell)).toEqual([
    'deploy("web"): is too late: new placements leave out b, and what moves was decided when the program had called ' +
      'nothing for 5 s; deploy it before the program waits for anything else, or set leaving: "delete" to delete what ' +
      "is there",
  ]);
});
