import { isOwnNamespace } from "./names";

test("the federation's own namespaces are the control plane's, that of its members, and one for each member", () => {
  const own = ["prod-system", "karmada-cluster", "karmada-es-a"];
  const others = ["prod", "shop", "karmada", "karmada-system", "karmada-esa", "my-karmada-es-a"];
  expect([...own, ...others].filter((name) => isOwnNamespace(name, "prod-system"))).toEqual(own);
});
