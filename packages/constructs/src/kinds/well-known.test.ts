import { wellKnownScopeOf } from "./well-known";

test("kinds in wide use, those that Karmada adds and those that it interprets have a scope in every version", () => {
  expect(wellKnownScopeOf("cert-manager.io/ClusterIssuer")).toBe("Cluster");
  expect(wellKnownScopeOf("cert-manager.io/Certificate")).toBe("Namespaced");
  expect(wellKnownScopeOf("multicluster.x-k8s.io/ServiceExport")).toBe("Namespaced");
  expect(wellKnownScopeOf("helm.toolkit.fluxcd.io/HelmRelease")).toBe("Namespaced");
  expect(wellKnownScopeOf("apps.kruise.io/SidecarSet")).toBe("Cluster");
  expect(wellKnownScopeOf("policy.karmada.io/ClusterTaintPolicy")).toBe("Cluster");
  expect(wellKnownScopeOf("policy.karmada.io/OverridePolicy")).toBe("Namespaced");
  expect(wellKnownScopeOf("example.com/Fleet")).toBeUndefined();
});
