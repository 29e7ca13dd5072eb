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
