import type { ApiObject } from "cdk8s";
import { App } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { tell } from "../faults";
import { Override } from "../override/override";
import { Placement } from "../placement/placement";
import { membersFaults, propagated } from "./converted";

test("an object gets a policy and overrides of its own, in its own namespace", () => {
  const chart = new FederatedChart(new App(), "chart", { namespace: "shop" });
  const object = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "web", namespace: "other" },
    data: { A: "a" },
  };
  const overrides = [Override.on(["b"], { set: { "/data/A": "b" } })];
  const { policy, objects, overridePolicies } = propagated(chart, "id", object, Placement.duplicated(), overrides);
  expect([policy, ...overridePolicies].map(({ name, metadata }) => [metadata.namespace, name])).toEqual([
    ["other", "web-configmap"],
    ["other", "web-configmap"],
  ]);
  expect(objects.map((one: ApiObject) => one.toJson() as unknown)).toEqual([object]);
});

test.each([
  [[], "members: [] is empty; list the members of the federation"],
  [[{ name: "A_b" }], 'members[0].name: "A_b" '],
  [[{ name: "a" }, { name: "a" }], 'members: "a" is the name of two members; list each member once'],
  ["a", 'members: "a" is a string; use a list'],
  [undefined, "members: is missing; list the members"],
])("as the list of clusters, %j is a fault", (clusters, told) => {
  expect(membersFaults(clusters as never).map(tell)).toEqual([expect.stringContaining(told)]);
});
