import { tell } from "@fedstack/constructs/faults";
import { earlierTypeTokensOf, type Manifest, readManifests, resourceNameOf, stepOf } from "./manifests";

const object = (apiVersion: string, kind: string, namespace?: string): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: "x", namespace },
});

test("an object is listed twice in whatever version, and with or without the default namespace", () => {
  const hpa = (version: string) => object(`autoscaling/${version}`, "HorizontalPodAutoscaler");
  const twice = (...objects: Manifest[]) => readManifests("deploy", objects).faults.map(({ problem }) => problem);
  expect(twice(hpa("v1"), hpa("v2"))).toEqual(["HorizontalPodAutoscaler x is listed twice"]);
  expect(twice(object("v1", "ConfigMap"), object("v1", "ConfigMap", "default"))).toHaveLength(1);
  expect(twice(object("apps/v1", "Deployment"), object("example.com/v1", "Deployment"))).toEqual([]);
  expect(twice(object("v1", "ConfigMap", "a"), object("v1", "ConfigMap", "b"))).toEqual([]);
});

test("what is not an object is reported with its position", () => {
  expect(readManifests("deploy", [null, { apiVersion: "v1", kind: "Pod" }]).faults.map(tell)).toEqual([
    "deploy: object 1: is not a Kubernetes object: it has no apiVersion, kind, metadata.name; add what is missing",
    "deploy: object 2 (Pod): is not a Kubernetes object: it has no metadata.name; add what is missing",
  ]);
});

test("namespaces and definitions come first, then policies, and only those of Kubernetes and Karmada", () => {
  const kinds = [
    ["v1", "Namespace"],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
    ["policy.karmada.io/v1alpha1", "PropagationPolicy"],
    ["example.com/v1", "Namespace"],
    ["v1", "ConfigMap"],
  ] as const;
  expect(kinds.map(([apiVersion, kind]) => stepOf(object(apiVersion, kind)))).toEqual([0, 0, 1, 2, 2]);
});

test("the same object has the same resource name, with or without the default namespace, and another one has another", () => {
  const nameOf = (kind: string, namespace?: string) =>
    resourceNameOf({ federation: "prod" }, object("v1", kind, namespace));
  expect(nameOf("ConfigMap")).toBe("prod/ConfigMap/x");
  expect(nameOf("ConfigMap", "default")).toBe("prod/ConfigMap/x");
  expect(nameOf("ConfigMap", "shop")).toBe("prod/ConfigMap/shop/x");
  expect(nameOf("Secret", "shop")).toBe("prod/Secret/shop/x");
});

test("an object keeps its resource in another version of its group, not in its own or in another group", () => {
  const earlier = earlierTypeTokensOf(object("autoscaling/v2", "HorizontalPodAutoscaler"));
  expect(earlier).toContain("kubernetes:autoscaling/v1:HorizontalPodAutoscaler");
  expect(earlier).toContain("kubernetes:autoscaling/v2beta2:HorizontalPodAutoscaler");
  expect(earlierTypeTokensOf(object("resource.k8s.io/v1", "DeviceClass"))).toContain(
    "kubernetes:resource.k8s.io/v1alpha3:DeviceClass",
  );
  expect(earlier).not.toContain("kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
  expect(earlierTypeTokensOf(object("v1", "ConfigMap"))).toEqual([]);
});

test("a hole in the list of objects is not an object", () => {
  const list = Object.assign(Array<unknown>(3), [object("v1", "ConfigMap")], { 2: object("v1", "Secret") });
  const { objects, faults } = readManifests("deploy", list);
  expect(objects.map(({ kind }) => kind)).toEqual(["ConfigMap", "Secret"]);
  expect(faults.map(({ path }) => path)).toEqual(["deploy: object 2"]);
});
