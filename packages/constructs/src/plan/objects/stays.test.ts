import { definitionsIn } from "../../kinds/definitions";
import { actsOnItsServer, keptInApi, keptInNamespace, neverPropagated, SKIPPED } from "./stays";

const of = (apiVersion: string, kind: string) => ({ apiVersion, kind, name: "x" });

test("Karmada's own kinds, events and leases are never propagated", () => {
  const never = [
    of("policy.karmada.io/v1alpha1", "PropagationPolicy"),
    of("work.karmada.io/v1alpha1", "Work"),
    of("v1", "Event"),
    of("events.k8s.io/v1", "Event"),
    of("coordination.k8s.io/v1", "Lease"),
  ];
  expect(never.filter((one) => !neverPropagated(one))).toEqual([]);
  const others = [of("v1", "ConfigMap"), of("example.com/v1", "Event"), of("example.karmada.io/v1", "Work")];
  expect(others.filter(neverPropagated)).toEqual([]);
});

test("webhooks and API services act on the server that they are in", () => {
  expect(actsOnItsServer(of("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"))).toBe(true);
  expect(actsOnItsServer(of("apiregistration.k8s.io/v1", "APIService"))).toBe(true);
  expect(actsOnItsServer(of("apiextensions.k8s.io/v1", "CustomResourceDefinition"))).toBe(false);
});

test("objects stay in Karmada's own namespaces, and in those that a flag names", () => {
  for (const own of ["karmada-system", "karmada-cluster", "karmada-es-a"]) {
    expect(keptInNamespace(own, [])).toBe(`Karmada propagates nothing in its own namespace ${own}`);
  }
  expect(keptInNamespace("kube-system", SKIPPED.skippedNamespaces)).toMatch(/unless --skipped-propagating-namespaces/);
  expect(keptInNamespace("kube-system", [])).toBeUndefined();
  for (const free of [undefined, "shop", "my-kube-system", "karmada", "my-karmada-system"]) {
    expect(keptInNamespace(free, SKIPPED.skippedNamespaces)).toBeUndefined();
  }
});

test.each([
  [["example.com"], ["Shop", "Cart", "OldShop"]],
  [["example.com/v1"], ["Shop", "Cart"]],
  [["other.com", "example.com/v1/Shop,Other"], ["Shop"]],
  [["v1/Secret,ConfigMap"], ["Secret"]],
  [["v1", "example", "example.com/v2", "v1/Sec"], []],
  [["autoscaling/v2"], ["HorizontalPodAutoscaler"]],
  [["autoscaling/v1"], []],
])("of the APIs that a flag skips, objects stay: %j", (skippedApis, expected) => {
  const refs = [
    of("example.com/v1", "Shop"),
    of("example.com/v1", "Cart"),
    of("example.com/v1beta1", "OldShop"),
    of("v1", "Secret"),
    // Karmada sees v2, which the API server prefers.
    of("autoscaling/v1", "HorizontalPodAutoscaler"),
  ];
  const why = (ref: (typeof refs)[number]) => keptInApi(ref, definitionsIn([]), { ...SKIPPED, skippedApis });
  expect(refs.filter(why).map(({ kind }) => kind)).toEqual(expected);
});
