import { definitionsIn } from "./definitions";
import { absence, byPreference, isStable, ownApiVersion, preferredApiVersion } from "./preferred-version";

const definition = (...versions: readonly (readonly [name: string, served: boolean])[]) =>
  definitionsIn([
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "redis.example.com" },
      spec: {
        group: "example.com",
        names: { kind: "Redis" },
        versions: versions.map(([name, served]) => ({ name, served })),
      },
    },
  ]);
const redis = { apiVersion: "example.com/v1beta1", kind: "Redis" };

test("versions are preferred as Kubernetes' guide lists them", () => {
  const versions = ["v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10"];
  expect([...versions].reverse().sort(byPreference)).toEqual(versions);
});

test("a version without a stage is stable", () => {
  expect(["v1", "apps/v2"].map(isStable)).toEqual([true, true]);
  expect(["x.io/v1beta1", "x.io/v1alpha1", "x.io/one"].map(isStable)).toEqual([false, false, false]);
});

test("Karmada sees a kind of Kubernetes in its stable version", () => {
  const seen = (apiVersion: string, kind: string) => preferredApiVersion({ apiVersion, kind }, new Map());
  expect(seen("autoscaling/v1", "HorizontalPodAutoscaler")).toBe("autoscaling/v2");
  expect(seen("apps/v1", "Deployment")).toBe("apps/v1");
  expect(seen("v1", "ConfigMap")).toBe("v1");
});

test("Karmada sees a custom resource in the best version that its definition serves", () => {
  expect(preferredApiVersion(redis, definition(["v1alpha1", true], ["v1beta1", true]))).toBe("example.com/v1beta1");
  expect(preferredApiVersion(redis, definition(["v1beta1", true], ["v1", true]))).toBe("example.com/v1");
  expect(preferredApiVersion(redis, definition(["v1beta1", true], ["v1", false]))).toBe("example.com/v1beta1");
  expect(preferredApiVersion(redis, new Map())).toBeUndefined();
  const exported = { apiVersion: "multicluster.x-k8s.io/v1beta1", kind: "ServiceExport" };
  expect(preferredApiVersion(exported, new Map())).toBe("multicluster.x-k8s.io/v1alpha1");
});

test("a kind of Kubernetes is found by its name", () => {
  const kinds = ["Deployment", "ConfigMap", "HorizontalPodAutoscaler", "ClusterRole", "Certificate"];
  expect(kinds.map(ownApiVersion)).toEqual([
    "apps/v1",
    "v1",
    "autoscaling/v2",
    "rbac.authorization.k8s.io/v1",
    undefined,
  ]);
});

test.each([
  ["batch/v1beta1", "CronJob", "use batch/v1"],
  ["autoscaling/v2beta2", "HorizontalPodAutoscaler", "use autoscaling/v2"],
  ["apps/v2", "Deployment", "use apps/v1"],
  ["v1", "Deployment", "use apps/v1"],
  ["extensions/v1beta1", "Ingress", "use networking.k8s.io/v1"],
  ["policy/v1beta1", "PodSecurityPolicy", "remove it"],
])("no API server has %s %s", (apiVersion, kind, remedy) => {
  expect(absence({ apiVersion, kind }, new Map())).toEqual({
    problem: `Kubernetes 1.35 has no ${kind} in ${apiVersion}`,
    remedy,
  });
});

test("no API server has a custom resource in a version that its definition does not serve", () => {
  const served = definition(["v1beta1", true], ["v1", true], ["v1alpha1", false]);
  const of = (version: string) => absence({ apiVersion: `example.com/${version}`, kind: "Redis" }, served);
  expect(["v1beta1", "v1"].map(of)).toEqual([undefined, undefined]);
  const remedy = "use example.com/v1";
  expect(of("v1alpha1")).toEqual({ problem: "its definition does not serve example.com/v1alpha1", remedy });
  expect(of("v2")).toEqual({ problem: "its definition does not serve example.com/v2", remedy });
});

test.each([
  ["autoscaling/v1", "HorizontalPodAutoscaler"],
  ["rbac.authorization.k8s.io/v1", "Role"],
  ["certificates.k8s.io/v1beta1", "ClusterTrustBundle"],
  ["gateway.networking.k8s.io/v1beta1", "Gateway"],
  ["example.com/v1", "Deployment"],
])("an API server may have %s %s", (apiVersion, kind) => {
  expect(absence({ apiVersion, kind }, new Map())).toBeUndefined();
});
