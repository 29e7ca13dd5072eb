import { ApiObject, App, Chart } from "cdk8s";
import { Construct } from "constructs";
import { readIn } from "./rendered";

const wrong = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: "two" } };
const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "pod" } };

test("the objects of a chart are not those of charts in it", () => {
  const chart = new Chart(new App(), "web");
  const own = new ApiObject(chart, "own", pod);
  new ApiObject(new Chart(chart, "inner"), "other", pod);
  expect(readIn(chart).readable.map(({ object }) => object)).toEqual([own]);
});

test("an object of the wrong shape is a fault with the path of its construct, and is not read", () => {
  const chart = new Chart(new App(), "web");
  new ApiObject(chart, "one", wrong);
  const { readable, faults } = readIn(chart);
  expect([readable, faults.length]).toEqual([[], 1]);
  expect(faults[0]!.path).toMatch(/^web\/one.*replicas/);
});

test("a fault that the object's own construct reports is not reported twice", () => {
  const chart = new Chart(new App(), "web");
  const around = new Construct(chart, "around");
  new ApiObject(around, "one", wrong);
  around.node.addValidation({ validate: () => ["replicas are wrong"] });
  expect(readIn(chart)).toEqual({ readable: [], faults: [] });
});

test("an object that cdk8s cannot write is a fault with the path of its construct", () => {
  const chart = new Chart(new App(), "web");
  const data = JSON.parse('{ "a": { "__proto__": null } }') as object;
  new ApiObject(chart, "one", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "one" }, data });
  expect(readIn(chart).faults.map(({ path, problem }) => `${path}: ${problem}`)).toEqual([
    "web/one: has a value that cdk8s cannot write",
  ]);
});
