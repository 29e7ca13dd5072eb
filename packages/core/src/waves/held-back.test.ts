import type { Policy } from "../departures/policy";
import { heldBack, holdBack, holdsBack, isHeldBackBy } from "./held-back";

const policy = (
  name: string,
  namespace: string | undefined,
  held: readonly string[],
  manager = "fedstack-f-waves",
): Policy => ({
  metadata: { name, namespace, managedFields: [{ manager: "fedstack-f" }, { manager }] },
  spec: { suspension: { dispatchingOnClusters: { clusterNames: held } } },
});

test("members are held back by a merge patch of the policy under a field manager of their own", () => {
  expect(holdBack(policy("web", "shop", []), ["b", "a"], "fedstack-f")).toEqual({
    method: "PATCH",
    path: "/apis/policy.karmada.io/v1alpha1/namespaces/shop/propagationpolicies/web?fieldManager=fedstack-f-waves",
    body: { spec: { suspension: { dispatchingOnClusters: { clusterNames: ["a", "b"] } } } },
  });
  expect(holdBack(policy("web", undefined, ["a"]), [], "fedstack-f")).toEqual({
    method: "PATCH",
    path: "/apis/policy.karmada.io/v1alpha1/clusterpropagationpolicies/web?fieldManager=fedstack-f-waves",
    body: { spec: { suspension: null } },
  });
});

test("a policy holds back who is in its list, in any order", () => {
  expect(holdsBack(policy("web", "shop", ["b", "a"]), ["a", "b"])).toBe(true);
  expect(holdsBack(policy("web", "shop", ["b", "a"]), ["a"])).toBe(false);
  expect(holdsBack({ metadata: { name: "web" } }, [])).toBe(true);
  expect(heldBack([policy("web", "shop", ["b"]), policy("cart", "shop", ["a", "b"])])).toEqual(["a", "b"]);
});

test("who holds members back shows in the managed fields, and those of another program do not count", () => {
  expect(isHeldBackBy("fedstack-f", policy("web", "shop", ["a"]))).toBe(true);
  expect(isHeldBackBy("fedstack-f", policy("web", "shop", []))).toBe(false);
  expect(isHeldBackBy("fedstack-f", policy("web", "shop", ["a"], "kubectl"))).toBe(false);
});
