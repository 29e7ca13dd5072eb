import { ownKinds } from "./own-kinds";

test("every kind of Karmada is named with its version, and has a scope and fields", () => {
  const kinds = Object.values(ownKinds);
  expect(kinds.length).toBeGreaterThan(10);
  for (const { apiVersion, scope, spec } of kinds) {
    expect(apiVersion).toMatch(/^[a-z]+\.karmada\.io\/v1alpha1$/);
    expect(["Namespaced", "Cluster"]).toContain(scope);
    expect(Object.keys(spec)).not.toEqual([]);
  }
});
