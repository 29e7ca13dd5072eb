import { tell } from "../faults";
import type { Manifest } from "../kinds/manifest";
import { defined, divided, override, planOf, policy, replicasOf } from "./manifests.test-support";

describe("custom kinds", () => {
  const custom = (apiVersion: string, kind: string, spec: object): Manifest => ({
    apiVersion,
    kind,
    metadata: { name: "x", namespace: "shop" },
    spec,
  });
  const planned = (resource: Manifest, rest: object = divided({ c1: 3, c2: 2 })) =>
    planOf([policy("p", [{ apiVersion: resource.apiVersion, kind: resource.kind }], rest), resource], {
      otherManifests: definitionOf(resource),
    });
  const definitionOf = ({ apiVersion, kind }: Manifest) => {
    const [group, version] = apiVersion.split("/") as [string, string];
    return defined(group, kind, version);
  };
  const shares = (resource: Manifest) =>
    planned(resource).workloads[0]?.assignments.map(({ replicas: n }) => n) ?? planned(resource).objects[0]!.members;
  const rayService = (...workers: number[]) => ({
    rayClusterConfig: {
      headGroupSpec: { template: {} },
      workerGroupSpecs: workers.map((n) => ({ replicas: n })),
    },
  });

  test.each([
    ["apps.kruise.io/v1alpha1", "CloneSet", { replicas: 5 }],
    ["apps.kruise.io/v1alpha1", "UnitedDeployment", { replicas: 5 }],
    ["apps.kruise.io/v1beta1", "StatefulSet", { replicas: 5 }],
    ["apps.kruise.io/v1alpha1", "BroadcastJob", { parallelism: 5 }],
    ["argoproj.io/v1alpha1", "Workflow", { parallelism: 5 }],
    ["ray.io/v1", "RayService", rayService(3, 1)],
  ])("of %s %s are divided by the interpreters that Karmada ships", (apiVersion, kind, spec) => {
    expect(shares(custom(apiVersion, kind, spec))).toEqual([3, 2]);
  });

  test.each([
    ["kubeflow.org/v1", "Notebook", {}, [1]],
    ["flink.apache.org/v1beta1", "FlinkDeployment", { job: { parallelism: 4 } }, [2, 2]],
    [
      "flink.apache.org/v1beta1",
      "FlinkDeployment",
      { job: { parallelism: 5 }, flinkConfiguration: { "taskmanager.numberOfTaskSlots": "2" } },
      [4, 4],
    ],
  ])("of %s %s are counted and not divided: who gets a share runs all", (apiVersion, kind, spec, expected) => {
    const resource = custom(apiVersion, kind, spec);
    const { workloads, findings } = planned(resource);
    expect(workloads[0]!.assignments.filter(({ replicas: n }) => n > 0).map(({ replicas: n }) => n)).toEqual(expected);
    const told = expect.stringContaining("Karmada does not divide this kind") as string;
    expect(findings.map(tell)).toEqual(expected.length > 1 ? [told] : []);
  });

  test.each([
    ["batch.volcano.sh/v1alpha1", "Job"],
    ["kubeflow.org/v1", "PyTorchJob"],
    ["kubeflow.org/v1", "TFJob"],
    ["kubeflow.org/v2beta1", "MPIJob"],
    ["ray.io/v1", "RayCluster"],
    ["ray.io/v1", "RayJob"],
    ["sparkoperator.k8s.io/v1beta2", "SparkApplication"],
  ])("of %s %s are counted by component with an alpha feature only, and the plan says so", (apiVersion, kind) => {
    const { workloads, objects, findings } = planned(custom(apiVersion, kind, {}));
    expect(workloads).toEqual([]);
    expect(objects[0]!.members).toEqual(["c1", "c2"]);
    expect(findings.map(tell)).toEqual([expect.stringContaining("MultiplePodTemplatesScheduling")]);
  });

  test("with replicas that Karmada does not know run all of them everywhere, and the plan says so", () => {
    const { objects, findings } = planned(custom("example.com/v1", "Shop", { replicas: 3 }));
    expect(objects[0]!.members).toEqual(["c1", "c2"]);
    expect(findings.map(tell)).toEqual([
      "Shop shop/x: Karmada 1.18 does not know the replicas of this kind: each of c1, c2 gets all of them",
    ]);
    expect(planned(custom("example.com/v1", "Shop", { replicas: 3 }), {}).findings).toEqual([]);
  });

  test("whose replicas Karmada cannot read are not propagated", () => {
    expect(planned(custom("apps.kruise.io/v1alpha1", "CloneSet", {})).workloads[0]).toMatchObject({
      members: [],
      problem: "Karmada reads its replicas from spec.replicas, which it does not have",
    });
  });

  test("and overrides of their replicas are planned, too", () => {
    const resource = custom("apps.kruise.io/v1alpha1", "CloneSet", { replicas: 5 });
    const selector = { apiVersion: resource.apiVersion, kind: resource.kind };
    const seven = override("seven", selector, { "/spec/replicas": 7 }, ["c2"]);
    expect(replicasOf([policy("p", [selector], divided({ c1: 3, c2: 2 })), seven, resource])).toEqual({ c1: 3, c2: 7 });
  });

  test("of RayServices give the head one replica and the workers the rest, in proportion", () => {
    const selector = { apiVersion: "ray.io/v1", kind: "RayService" };
    const more = override("more", selector, { "/spec/rayClusterConfig/workerGroupSpecs/0/replicas": 9 }, ["c1"]);
    const resource = custom("ray.io/v1", "RayService", rayService(3, 1));
    // c1 gets 3: a head, and 2 workers as 2 and 0; the override makes that 9 and 0.
    expect(replicasOf([policy("p", [selector], divided({ c1: 3, c2: 2 })), more, resource])).toEqual({ c1: 10, c2: 2 });
  });
});
