import type { Manifest } from "./manifest";
import { hasRequirements, interpreterOf, replicaCountOf, withReplicas } from "./replicas";

const job = (apiVersion: string): Manifest => ({
  apiVersion,
  kind: "Job",
  metadata: { name: "batch" },
  spec: {
    parallelism: 5,
    completions: 3,
    template: { spec: { containers: [{ resources: { limits: { cpu: "1" } } }] } },
  },
});

test("a Job never has more replicas than completions", () => {
  expect(replicaCountOf(job("batch/v1"))).toEqual({ replicas: 3, divisible: true });
});

test("a custom kind named like a built-in one has none of what Karmada knows of that", () => {
  const custom = job("example.com/v1");
  expect(interpreterOf(custom)).toBeUndefined();
  expect(replicaCountOf(custom)).toBeUndefined();
  expect(hasRequirements(custom)).toBe(false);
  expect(withReplicas(custom, 1)).toBe(custom);
  expect(hasRequirements(job("batch/v1"))).toBe(true);
});

test.each<[string, string, object, boolean]>([
  ["argoproj.io/v1alpha1", "Workflow", { parallelism: 0, nodeSelector: { disk: "ssd" } }, true],
  ["argoproj.io/v1alpha1", "Workflow", { parallelism: 0 }, false],
  ["flink.apache.org/v1beta1", "FlinkDeployment", {}, true],
])("%s %s with %j requires something of a member: %s", (apiVersion, kind, spec, expected) => {
  expect(hasRequirements({ apiVersion, kind, metadata: { name: "x" }, spec })).toBe(expected);
});

test("a RayService without replicas has no workers", () => {
  const service = { apiVersion: "ray.io/v1", kind: "RayService", metadata: { name: "x" } };
  const withWorkers = (replicas: number): Manifest => ({
    ...service,
    spec: { rayClusterConfig: { workerGroupSpecs: [{ replicas }] } },
  });
  expect(withReplicas(withWorkers(3), 0)).toEqual(withWorkers(0));
});
