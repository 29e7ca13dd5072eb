import { isBuiltIn } from "./built-in";

test("kinds of Kubernetes are built in, in and outside of namespaces, and others are not", () => {
  expect(
    (["Pod", "apps/Deployment", "Namespace", "rbac.authorization.k8s.io/ClusterRole"] as const).every(isBuiltIn),
  ).toBe(true);
  expect((["Deployment", "example.com/Pod", "policy.karmada.io/PropagationPolicy"] as const).some(isBuiltIn)).toBe(
    false,
  );
});
