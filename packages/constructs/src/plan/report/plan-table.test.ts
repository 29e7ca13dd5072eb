import type { WorkloadPlan } from "../model/plan";
import { planTable } from "./plan-table";

const landed = (apiVersion: string, kind: string, name: string): WorkloadPlan => ({
  apiVersion,
  kind,
  name,
  namespace: "default",
  replicas: 2,
  basis: "placement",
  assignments: [{ member: "a", replicas: 2 }],
  leftOut: [],
  members: ["a"],
  total: 2,
  unknownMembers: [],
});
const table = (...workloads: WorkloadPlan[]) =>
  planTable({ workloads, objects: [], missing: [], findings: [] }).split("\n");

test("Kubernetes' own kinds have no group, and Deployments are only named", () => {
  expect(table(landed("apps/v1", "Deployment", "web"), landed("batch/v1", "Job", "sums"))).toEqual([
    "web       2 → a 2",
    "Job sums  2 → a 2",
  ]);
});

test("a kind of another group has its group, even if its name is that of a kind of Kubernetes", () => {
  expect(table(landed("apps.example.com/v1", "Deployment", "web"), landed("ray.io/v1", "RayService", "llm"))).toEqual([
    "Deployment.apps.example.com web  2 → a 2",
    "RayService.ray.io llm            2 → a 2",
  ]);
});

test("an outcome that names decide has both numbers", () => {
  const open = {
    ...landed("apps/v1", "Deployment", "web"),
    assignments: [{ member: "a", replicas: 1, alternative: 2 }],
  };
  expect(table(open)).toEqual(["web  2 → a 1 or 2"]);
});

test("what depends on free capacity has the members that may run it", () => {
  const open = { ...landed("apps/v1", "Deployment", "web"), basis: "unknown" as const, assignments: [] };
  expect(table(open)).toEqual(["web  2 → a: by free capacity, known once scheduled"]);
});
