import type { Manifest } from "../../kinds/manifest";
import { object, policy } from "../manifests.test-support";
import { policiesAmong } from "../policies/policies";
import { isEverywhere, isPropagated } from "./propagated";
import { SKIPPED } from "./stays";

const of = (apiVersion: string, kind: string): Manifest => ({ apiVersion, kind, metadata: { name: "x" } });
/** Whether an object is propagated without a policy, and with one. */
function propagated(manifest: Manifest): [boolean, boolean] {
  const { apiVersion, kind, metadata } = manifest;
  const policies = [[], [policy("all", [{ apiVersion, kind }], {}, true)]].map((all) => policiesAmong(all));
  const [without, selected] = policies.map((all) => isPropagated(manifest, { apiVersion, kind, ...metadata }, all));
  return [without!, selected!];
}

test("objects are for members, and those that are for their own API server only if a policy says so", () => {
  expect(propagated(object("ConfigMap", "x"))).toEqual([true, true]);
  expect(propagated(of("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"))).toEqual([false, true]);
  expect(propagated(of("example.karmada.io/v1", "Game"))).toEqual([false, true]);
  expect(propagated(of("policy.karmada.io/v1alpha1", "OverridePolicy"))).toEqual([false, true]);
});

test("every member has the namespaces of Kubernetes, and those that Karmada makes there", () => {
  const namespace = (labels?: object): Manifest => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "x", labels } as never,
  });
  const everywhere = (name: string, labels?: object): boolean =>
    isEverywhere(name, namespace(labels), SKIPPED.skippedNamespaces);
  expect(["default", "kube-system", "shop"].map((name) => everywhere(name))).toEqual([true, true, true]);
  expect(["kube-other", "karmada-system"].map((name) => everywhere(name))).toEqual([false, false]);
  const label = "namespace.karmada.io/skip-auto-propagation";
  expect(["true", "True", "false"].map((value) => everywhere("shop", { [label]: value }))).toEqual([
    false,
    false,
    true,
  ]);
  expect(everywhere("default", { [label]: "true" })).toBe(true);
});
