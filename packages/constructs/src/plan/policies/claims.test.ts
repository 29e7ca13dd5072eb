import { refOf } from "../../kinds/scope";
import { DEPLOYMENTS, object, policy } from "../manifests.test-support";
import { claimOn } from "./claims";
import { policiesAmong } from "./policies";

const claimed = object(
  "Deployment",
  "web",
  {},
  {
    labels: { "propagationpolicy.karmada.io/permanent-id": "1" },
    annotations: { "propagationpolicy.karmada.io/name": "old", "propagationpolicy.karmada.io/namespace": "shop" },
  },
);
const ref = refOf(claimed, new Map());
const old = policy("old", [DEPLOYMENTS]);
const better = policy("better", [DEPLOYMENTS], { priority: 9 });

test("an object stays with the policy that propagates it already", () => {
  expect(claimOn(claimed, ref, policiesAmong([old, better])).policy?.ref.name).toBe("old");
});

test("a custom kind named like a policy holds no object", () => {
  const custom = { ...old, apiVersion: "example.com/v1alpha1" };
  expect(claimOn(claimed, ref, policiesAmong([custom, better])).policy?.ref.name).toBe("better");
});
