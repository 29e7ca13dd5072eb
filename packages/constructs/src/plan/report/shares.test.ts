import { DEPLOYMENTS, divided, object, on, planOf, policy } from "../manifests.test-support";
import { sharesOn, titleOf } from "./shares";

const shares = (member: string, replicas: number, rest: object): [string, string][] => [
  ...sharesOn(member, planOf([policy("p", [DEPLOYMENTS], rest), object("Deployment", "web", { replicas })])),
];

test("the replicas of a workload on a member are a number, or two if a tie decides", () => {
  expect(shares("c1", 4, divided())).toEqual([["shop/web", "2"]]);
  expect(shares("c1", 3, divided())).toEqual([["shop/web", "1 or 2"]]);
  expect(shares("c2", 2, on("c1"))).toEqual([]);
});

test("replicas that free capacity decides are unknown", () => {
  const { placement } = divided();
  const scheduling = { ...placement.replicaScheduling, weightPreference: { dynamicWeight: "AvailableReplicas" } };
  expect(shares("c1", 4, { placement: { replicaScheduling: scheduling } })).toEqual([["shop/web", "?"]]);
});

test("an object's title has its kind unless it is a Deployment, and the group of a custom kind", () => {
  const ref = { name: "web", namespace: "shop" };
  expect(titleOf({ apiVersion: "apps/v1", kind: "Deployment", ...ref })).toBe("shop/web");
  expect(titleOf({ apiVersion: "batch/v1", kind: "Job", ...ref })).toBe("Job shop/web");
  expect(titleOf({ apiVersion: "example.com/v1", kind: "Deployment", ...ref })).toBe("Deployment.example.com shop/web");
});
