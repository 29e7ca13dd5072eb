import { tell } from "@fedstack/constructs/faults";
import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { PROGRAM } from "./departed.test-support";
import { Placements } from "./placements";
import type { Program } from "./planned-departure";
import type { Policy } from "./policy";
import { losesPolicy, placedByOthers, replacementFaults } from "./replaced-policies";

const MEMBERS = [{ name: "a" }, { name: "b" }];
const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const placedOn = (...clusterNames: string[]): object => ({ clusterAffinity: { clusterNames } });

/** `web` on both members, as a policy of a name has placed it; undefined if the policy is gone. */
const running = (policy: string | undefined, spec: Partial<Binding["spec"]> = {}): Binding => {
  const clusters = MEMBERS.map(({ name }) => ({ name, replicas: 1 }));
  const binding = bindingOf({
    replicas: 2,
    clusters,
    placement: placedOn("a", "b") as Binding["spec"]["placement"],
    ...spec,
  });
  const annotations = {
    "propagationpolicy.karmada.io/name": policy!,
    "propagationpolicy.karmada.io/namespace": "default",
  };
  return { ...binding, metadata: { ...binding.metadata, ...(policy !== undefined && { annotations }) } };
};
const stored = (name: string, manager = PROGRAM.manager): Policy => ({
  metadata: { name, namespace: "default", managedFields: [{ manager }] },
});
const policyOf = (name: string, ...clusterNames: string[]) => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name, namespace: "default" },
  spec: { resourceSelectors: [{ ...DEPLOYMENT, name: "web" }], placement: placedOn(...clusterNames) },
});

/** A program that places `web` by a policy. */
function placing(policy: ReturnType<typeof policyOf>, more: Partial<Program> = {}): Program {
  const web = { ...DEPLOYMENT, metadata: { name: "web", namespace: "default" }, spec: { replicas: 2, template: {} } };
  const members = more.members ?? MEMBERS;
  return { ...PROGRAM, members, plans: [planManifests([web, policy], members)], objects: [web, policy], ...more };
}

test("a policy is lost that is gone, or that the program no longer applies, and not one of others", () => {
  const program = placing(policyOf("new", "a"));
  const loses = (binding: Binding, ...policies: Policy[]): boolean => losesPolicy(policies, program)(binding);
  expect(loses(running("old"), stored("old"), stored("new"))).toBe(true);
  expect(loses(running("old"))).toBe(true);
  expect(loses(running(undefined), stored("new"))).toBe(true);
  expect(loses(running("new"), stored("new"))).toBe(false);
  expect(loses(running("old"), stored("old", "argocd"))).toBe(false);
  expect(loses(running(undefined, { placement: undefined }))).toBe(false);
});

test("others place an object by a policy that the program has not applied", () => {
  const isOthers = placedByOthers([stored("web"), stored("theirs", "argocd")], PROGRAM.manager);
  expect(["web", "theirs", "gone", undefined].map((name) => isOthers(running(name)))).toEqual([
    false,
    true,
    false,
    false,
  ]);
});

test("a workload is not taken off a member by a policy of another name, which nothing would hold", () => {
  const refused = (binding: Binding, program: Program, ...policies: Policy[]): string[] =>
    replacementFaults([binding], new Placements(program), policies, program).map(tell);
  const toA = placing(policyOf("new", "a"));
  const old = stored("old");
  expect(refused(running("old"), toA, old)).toEqual([
    "Deployment web: runs on b, and would stop there at once: PropagationPolicy new leaves that out, and replaces a policy of " +
      "another name; keep the policy's name, or rename it in an up of its own before its placement changes",
  ]);
  expect(refused(running("old"), placing(policyOf("new", "a", "b")), old)).toEqual([]);
  expect(refused(running("new"), toA, stored("new"))).toEqual([]);
  expect(refused(running("old"), toA, stored("old", "argocd"))).toEqual([]);
  expect(refused(running(undefined), toA)).toEqual([]);
  expect(refused(running("old"), { ...toA, deleting: toA.plans }, old)).toEqual([]);
  expect(refused(running("old"), { ...toA, drained: ["b"] }, old)).toEqual([]);
  expect(refused(running("old"), placing(policyOf("new", "a"), { members: [{ name: "a" }] }), old)).toEqual([]);
  const settings = { apiVersion: "v1", kind: "ConfigMap", name: "web", namespace: "default" };
  expect(refused(running("old", { resource: settings, replicas: 0 }), toA, old)).toEqual([]);
});
