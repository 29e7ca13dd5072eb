import { estimatorName, isOwnNamespace } from "./names";

test("the federation's own namespaces are the control plane's, that of its members, and one for each member", () => {
  const own = ["prod-system", "karmada-cluster", "karmada-es-a"];
  const others = ["prod", "shop", "karmada", "karmada-system", "karmada-esa", "my-karmada-es-a"];
  expect([...own, ...others].filter((name) => isOwnNamespace(name, "prod-system"))).toEqual(own);
});

test("the Service of an estimator has a valid name, however long the member's is", () => {
  expect(estimatorName("f-a-cluster")).toBe("estimator-f-a-cluster");
  expect(estimatorName("a".repeat(48)).length).toBeLessThanOrEqual(63);
});
