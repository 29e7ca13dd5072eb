import { tell } from "@fedstack/constructs/faults";
import { lateMoveFaults, mayDeployMore } from "./late-calls";
import type { Policy } from "./policy";
import type { PlannedDeparture, Program } from "./planned-departure";

const policy = (manager: string, namespace?: string): Policy => ({
  metadata: { name: "web", namespace, managedFields: [{ manager: "karmada" }, { manager }] },
});
const program = (...objects: { readonly kind: string; readonly namespace?: string }[]): Program =>
  ({
    manager: "fedstack-shop",
    objects: objects.map(({ kind, namespace }) => ({
      apiVersion: "policy.karmada.io/v1alpha1",
      kind,
      metadata: { name: "web", namespace },
    })),
  }) as unknown as Program;

test("a program may still deploy what an earlier run applied, until it has", () => {
  const own = policy("fedstack-shop", "shop");
  expect(mayDeployMore([own], program())).toBe(true);
  expect(mayDeployMore([own], program({ kind: "PropagationPolicy", namespace: "other" }))).toBe(true);
  expect(mayDeployMore([own], program({ kind: "PropagationPolicy", namespace: "shop" }))).toBe(false);
  expect(mayDeployMore([policy("argocd", "shop")], program())).toBe(false);
});

test("a policy without a namespace is the one in the namespace default", () => {
  const own = policy("fedstack-shop", "default");
  expect(mayDeployMore([own], program({ kind: "PropagationPolicy" }))).toBe(false);
});

test("policies of one name are distinguished by their kinds", () => {
  const own = policy("fedstack-shop");
  expect(mayDeployMore([own], program({ kind: "PropagationPolicy" }))).toBe(true);
  expect(mayDeployMore([own], program({ kind: "ClusterPropagationPolicy" }))).toBe(false);
  const inDefault = policy("fedstack-shop", "default");
  expect(mayDeployMore([inDefault], program({ kind: "ClusterPropagationPolicy" }))).toBe(true);
  expect(mayDeployMore([inDefault], program({ kind: "OverridePolicy" }))).toBe(true);
});

test("a late deploy is refused with the members that it would take workloads from", () => {
  const moves = [{ path: "new placements no longer select b" }] as PlannedDeparture[];
  expect(lateMoveFaults('deploy("web")', moves).map(tell)).toEqual([
    'deploy("web"): is too late: new placements no longer select b, and what moves was decided when the program had called ' +
      'nothing for 5 s; deploy it before the program waits for anything else, or set leaving: "delete" to delete what ' +
      "is there",
  ]);
});
