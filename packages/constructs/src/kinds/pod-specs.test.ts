import { hasDetectedContainers, POD_KINDS, podSpecPath, podSpecPointer, podSpecPointers } from "./pod-specs";

test("pods are found in each of Kubernetes' kinds that run them", () => {
  expect(POD_KINDS.map(({ kind }) => kind).sort()).toEqual(
    ["CronJob", "DaemonSet", "Deployment", "Job", "Pod", "ReplicaSet", "StatefulSet"], // prettier-ignore
  );
  expect(podSpecPointer({ apiVersion: "v1", kind: "Pod" })).toBe("/spec");
  expect(podSpecPointer({ apiVersion: "apps/v1", kind: "Deployment" })).toBe("/spec/template/spec");
  expect(podSpecPath({ apiVersion: "batch/v1", kind: "CronJob" })?.join(".")).toBe(
    "spec.jobTemplate.spec.template.spec",
  );
});

test("a kind with the same name in another group runs no pods that the library knows", () => {
  expect(podSpecPointer({ apiVersion: "apps.example.com/v1", kind: "Deployment" })).toBeUndefined();
  expect(podSpecPointer({ apiVersion: "v1", kind: "constructor" })).toBeUndefined();
});

test("Karmada finds the containers of all of them but CronJobs", () => {
  expect(POD_KINDS.filter((object) => !hasDetectedContainers(object)).map(({ kind }) => kind)).toEqual(["CronJob"]);
});

test("pods of a custom resource are where Karmada's interpreter finds them, or else in its template", () => {
  const job = {
    apiVersion: "ray.io/v1",
    kind: "RayJob",
    spec: { rayClusterSpec: { workerGroupSpecs: [{}, {}] } },
  };
  expect(podSpecPointers(job)).toEqual([
    "/spec/rayClusterSpec/headGroupSpec/template/spec",
    "/spec/rayClusterSpec/workerGroupSpecs/0/template/spec",
    "/spec/rayClusterSpec/workerGroupSpecs/1/template/spec",
    "/spec/submitterPodTemplate/spec",
  ]);
  expect(podSpecPointers({ apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" })).toEqual(["/spec/template/spec"]);
  expect(podSpecPointers({ apiVersion: "batch/v1", kind: "CronJob" })).toEqual([
    "/spec/jobTemplate/spec/template/spec",
  ]);
  expect(podSpecPointers({ apiVersion: "v1", kind: "Service" })).toEqual([]);
});
