import { tell } from "../../faults";
import type { Manifest } from "../../kinds/manifest";
import { planManifests } from "../plan-manifests";
import { DEPLOYMENTS, object, policy } from "../manifests.test-support";
import { SKIPPED } from "../objects/stays";
import { survey } from "./survey";

const WEB = object("Deployment", "web", { replicas: 1 });
const NAMED = [{ ...DEPLOYMENTS, name: "web" }];
const ONE = "PropagationPolicy shop/one";
const contest = (own: string, other: string): string =>
  `Deployment shop/web: both ${own} and ${other} select it but are applied apart: the first to claim it keeps it; select it in only one of them`;

/** What a plan says, which has to be what is said without members. */
function told(own: readonly Manifest[], otherManifests: readonly Manifest[]): readonly string[] {
  const found = planManifests(own, [{ name: "a" }], { otherManifests }).findings.map(tell);
  expect(survey(own, otherManifests, SKIPPED).map(tell)).toEqual(found);
  return found;
}

test("a stronger policy from elsewhere is named, on the side of the object and on that of the policy", () => {
  const [weak, strong] = [policy("one", [DEPLOYMENTS]), policy("two", NAMED)];
  expect(told([WEB, weak], [strong])).toEqual([contest(ONE, "PropagationPolicy shop/two")]);
  expect(told([strong], [WEB, weak])).toEqual([contest(ONE, "PropagationPolicy shop/two")]);
  expect(told([WEB, weak], [policy("two", [DEPLOYMENTS], { priority: 1 })])).toHaveLength(1);
});

test("a weaker policy from elsewhere comes too late, or to an object that is in good hands", () => {
  const [weak, strong] = [policy("one", [DEPLOYMENTS]), policy("two", NAMED)];
  expect(told([WEB, strong], [weak])).toEqual([]);
  expect(told([weak], [WEB, strong])).toEqual([]);
});

test("a policy from elsewhere that is the only one, or the same one, is what it should be", () => {
  expect(told([WEB], [policy("one", NAMED), policy("two", [DEPLOYMENTS])])).toEqual([]);
  expect(told([WEB, policy("one", NAMED)], [WEB, policy("one", [DEPLOYMENTS], { priority: 1 })])).toEqual([]);
});

test("one from elsewhere that preempts keeps an object only if an alpha feature is on", () => {
  const preempting = policy("two", NAMED, { priority: 1, preemption: "Always" });
  expect(told([WEB, policy("one", NAMED)], [preempting])).toEqual([
    expect.stringContaining("keeps it, unless Karmada's alpha feature PropagationPolicyPreemption is on; select it in"),
  ]);
});

test("policies that are applied together are ranked by Karmada", () => {
  expect(told([WEB, policy("one", NAMED), policy("two", [DEPLOYMENTS], { priority: 1 })], [])).toEqual([]);
});

test("an object that is claimed already stays where it is", () => {
  const claimed = {
    ...WEB,
    metadata: {
      ...WEB.metadata,
      labels: { "propagationpolicy.karmada.io/permanent-id": "x" },
      annotations: { "propagationpolicy.karmada.io/name": "one", "propagationpolicy.karmada.io/namespace": "shop" },
    },
  };
  expect(told([claimed, policy("one", [DEPLOYMENTS])], [policy("two", NAMED)])).toEqual([
    expect.stringContaining("stays with PropagationPolicy shop/one"),
  ]);
});
