import type { Manifest } from "../../kinds/manifest";
import { DEPLOYMENTS, object, policy } from "../manifests.test-support";
import { areRivals, mayPreempt, policiesAmong } from "./policies";

const web = object("Deployment", "web", {}, { labels: { tier: "one" } });
const REF = { ...DEPLOYMENTS, name: "web", namespace: "shop" };
const claiming = (...policies: readonly Manifest[]): string[] =>
  policiesAmong(policies)
    .claiming(web, REF)
    .map(({ ref }) => ref.name);
const named = { ...DEPLOYMENTS, name: "web" };
const labeled = { ...DEPLOYMENTS, labelSelector: { matchLabels: { tier: "one" } } };

test("policies of the object's namespace come before cluster-wide ones, whatever their priorities", () => {
  expect(claiming(policy("a", [named], { priority: 9 }, true), policy("b", [DEPLOYMENTS]))).toEqual(["b", "a"]);
});

test("then priority decides, then the closest selector, then the name", () => {
  expect(claiming(policy("a", [named]), policy("b", [DEPLOYMENTS], { priority: 1 }))).toEqual(["b", "a"]);
  expect(claiming(policy("a", [DEPLOYMENTS]), policy("b", [labeled]), policy("c", [named]))).toEqual(["c", "b", "a"]);
  expect(claiming(policy("b", [named]), policy("a", [named]))).toEqual(["a", "b"]);
});

test("a policy selects only in its own namespace, and a cluster-wide one everywhere", () => {
  const elsewhere = { ...policy("a", [DEPLOYMENTS]), metadata: { name: "a", namespace: "other" } };
  expect(claiming(elsewhere, policy("b", [DEPLOYMENTS], {}, true))).toEqual(["b"]);
  const without = { ...policy("a", [DEPLOYMENTS]), metadata: { name: "a" } };
  expect(policiesAmong([without]).all[0]!.ref.namespace).toBe("default");
});

test("a policy that is being deleted, or of another group, is none", () => {
  const going = policy("a", [DEPLOYMENTS]);
  const deleted = { ...going, metadata: { ...going.metadata, deletionTimestamp: "2026-01-01T00:00:00Z" } };
  expect(claiming(deleted as Manifest, { ...policy("b", [DEPLOYMENTS]), apiVersion: "example.com/v1" })).toEqual([]);
});

test("what selects ServiceImports propagates their dependencies", () => {
  const imports = { apiVersion: "multicluster.x-k8s.io/v1alpha1", kind: "ServiceImport" };
  const [follows, not] = policiesAmong([policy("a", [imports]), policy("b", [DEPLOYMENTS])]).all;
  expect([follows!.spec.propagateDeps, not!.spec.propagateDeps]).toEqual([true, undefined]);
});

test("policies are rivals if they have the same kind and priority", () => {
  const all = [
    policy("a", []),
    policy("b", [], { priority: 0 }),
    policy("c", [], { priority: 1 }),
    policy("d", [], {}, true),
  ];
  const [a, b, c, d] = policiesAmong(all).all;
  expect([areRivals(a!, b!), areRivals(a!, c!), areRivals(a!, d!)]).toEqual([true, false, false]);
});

test("a policy takes over from one with a lower priority, or from a cluster-wide one, if it says so", () => {
  const takes = (one: Manifest, other: Manifest): boolean => {
    const [policy, holder] = policiesAmong([one, other]).all;
    return mayPreempt(policy!, holder!);
  };
  const always = (priority: number, cluster = false) =>
    policy("a", [named], { priority, preemption: "Always" }, cluster);
  expect(takes(always(1), policy("b", [named]))).toBe(true);
  expect(takes(always(0), policy("b", [named]))).toBe(false);
  expect(takes(policy("a", [named], { priority: 1, preemption: "Never" }), policy("b", [named]))).toBe(false);
  expect(takes(always(0), policy("b", [named], { priority: 9 }, true))).toBe(true);
  expect(takes(always(9, true), policy("b", [named]))).toBe(false);
  expect(takes(always(9, true), policy("b", [named], {}, true))).toBe(true);
});
