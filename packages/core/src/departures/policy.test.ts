import { isAppliedBy, policiesOf, type Policy } from "./policy";

const policy = (name: string, namespace: string | undefined): Policy => ({ metadata: { name, namespace } });
const object = (kind: string, name = "web", namespace?: string) => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind,
  metadata: { name, namespace },
});

test("a call's policies are found by name and namespace, and one of the cluster is another", () => {
  const objects = [
    object("PropagationPolicy"),
    object("ClusterPropagationPolicy", "all"),
    object("OverridePolicy", "cart"),
  ];
  const [web, all] = [policy("web", "default"), policy("all", undefined)];
  const others = [policy("web", undefined), policy("web", "shop"), policy("all", "default"), policy("cart", "default")];
  expect(policiesOf(objects, [...others, web, all])).toEqual([web, all]);
});

test("a policy is applied by a program whose field manager wrote any of it", () => {
  const written = { metadata: { name: "web", managedFields: [{ manager: "karmada" }, { manager: "fedstack-shop" }] } };
  expect(isAppliedBy("fedstack-shop", written)).toBe(true);
  expect([isAppliedBy("fedstack", written), isAppliedBy("fedstack", { metadata: { name: "web" } })]).toEqual([
    false,
    false,
  ]);
});
