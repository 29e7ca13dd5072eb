import { ApiObject, App, Chart } from "cdk8s";
import { Construct } from "constructs";
import { apiObjectsIn, apiObjectsOf, manifestOf, pathOf } from "./api-objects";

const configMap = (name: string): { apiVersion: string; kind: string; metadata: { name: string } } => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
});
const namesOf = (objects: readonly ApiObject[]): string[] => objects.map((object) => object.metadata.name!);

test("a construct with a main object is that object; one without is all objects in it", () => {
  const chart = new Chart(new App(), "shop");
  const web = new Construct(chart, "web");
  new ApiObject(web, "Resource", configMap("main"));
  new ApiObject(web, "other", configMap("other"));
  expect(namesOf(apiObjectsOf(web))).toEqual(["main"]);
  expect(namesOf(apiObjectsOf(chart))).toEqual(["main", "other"]);
});

test("a List is replaced by what it holds, also inside another one", () => {
  const chart = new Chart(new App(), "shop");
  const inner = { apiVersion: "v1", kind: "List", items: [configMap("c")] };
  const list = { apiVersion: "v1", kind: "ConfigMapList", items: [{ metadata: { name: "a" } }] };
  new ApiObject(chart, "list", { apiVersion: "v1", kind: "List", items: [configMap("b"), inner] });
  new ApiObject(chart, "typed", list as never);
  expect(namesOf(apiObjectsOf(chart))).toEqual(["b", "c", "a"]);
  expect(apiObjectsIn(chart).map((object) => manifestOf(object).kind)).toEqual(["ConfigMap", "ConfigMap", "ConfigMap"]);
});

test("an object has the path of the construct that the user created", () => {
  const chart = new Chart(new App(), "shop");
  const object = new ApiObject(new Construct(chart, "web"), "Resource", configMap("main"));
  expect(pathOf(object)).toBe("shop/web");
  expect(pathOf(new ApiObject(chart, "own", configMap("own")))).toBe("shop/own");
});
