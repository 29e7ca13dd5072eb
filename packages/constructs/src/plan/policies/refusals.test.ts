import type { Manifest } from "../../kinds/manifest";
import { DEPLOYMENTS, object, on, policy } from "../manifests.test-support";
import { policiesAmong } from "./policies";
import { refusalsOf } from "./refusals";
import { RULE_ANNOTATION, ruleIn } from "../../kinds/rule-annotation";

const rule: Manifest = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicy",
  metadata: {
    name: "pci",
    annotations: {
      [RULE_ANNOTATION]: JSON.stringify({ name: "pci", labels: { pci: "true" }, members: { certified: ["pci"] } }),
    },
  },
};
const confined = {
  placement: {
    clusterAffinity: { labelSelector: { matchExpressions: [{ key: "certified", operator: "In", values: ["pci"] }] } },
  },
};
const cart = object("Deployment", "cart", {}, { labels: { pci: "true" } });
const refused = (policies: readonly Manifest[], it = cart): number => {
  const ref = { ...DEPLOYMENTS, name: "cart", namespace: "shop" };
  return refusalsOf([ruleIn(rule)!], policiesAmong(policies), it, ref).length;
};

test("every policy of the namespace that selects an object has to keep the rule", () => {
  expect(refused([policy("a", [DEPLOYMENTS], confined)])).toBe(0);
  expect(refused([policy("a", [DEPLOYMENTS], confined), policy("b", [DEPLOYMENTS], on("c1"))])).toBe(1);
  expect(refused([policy("a", [DEPLOYMENTS], on("c1")), policy("b", [DEPLOYMENTS], on("c2"))])).toBe(2);
});

test("of cluster-wide policies only the one that Karmada uses has to, and only if the namespace has none", () => {
  const wide = (name: string, rest: object, priority: number) =>
    policy(name, [DEPLOYMENTS], { ...rest, priority }, true);
  expect(refused([wide("a", confined, 2), wide("b", on("c1"), 1)])).toBe(0);
  expect(refused([wide("a", confined, 1), wide("b", on("c1"), 2)])).toBe(1);
  expect(refused([wide("a", on("c1"), 1), policy("b", [DEPLOYMENTS], confined)])).toBe(0);
});

test("an object that no rule governs is not refused", () => {
  expect(refused([policy("a", [DEPLOYMENTS], on("c1"))], object("Deployment", "cart"))).toBe(0);
});
