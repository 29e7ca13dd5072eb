import * as pulumi from "@pulumi/pulumi";
import { FederatedChart, FederatedConfigMap, FederatedDeployment, Placement } from "@fedstack/constructs";
import { ApiObject, App } from "cdk8s";
import { InvalidInputError } from "../validation/errors";
import { objectsOf } from "./chart-objects";
import type { Manifests } from "./manifests";

const output = pulumi.output("x") as unknown as string;
const REMEDY = "make this object with federation.provider, or use a value that is known from the start";

function refusalOf(manifests: Manifests): string {
  try {
    objectsOf('deploy("shop")', manifests);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as Error).message;
  }
  return "";
}

const chart = (): FederatedChart => new FederatedChart(new App(), "shop", { placement: Placement.duplicated() });

test("each Output in a chart is named by its construct and field", () => {
  const shop = chart();
  new FederatedConfigMap(shop, "settings", { data: { level: "info", url: output } });
  new FederatedDeployment(shop, "cart", { image: output, replicas: 1 });
  expect(refusalOf(shop).split("\n")).toEqual([
    `deploy("shop"): shop/settings/Resource.data.url: is an Output; ${REMEDY}`,
    `deploy("shop"): shop/cart/Resource.spec.template.spec.containers[0].image: is an Output; ${REMEDY}`,
  ]);
});

test("an Output in place of a name is a fault of the name", () => {
  const shop = chart();
  new ApiObject(shop, "settings", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: output } });
  expect(refusalOf(shop)).toBe(`deploy("shop"): shop/settings.metadata.name: is an Output; ${REMEDY}`);
});

test("whatever else a chart throws is the reason", () => {
  const broken = (thrown: unknown): Manifests => ({
    toJson: () => {
      throw thrown;
    },
  });
  expect(refusalOf(broken(new TypeError("x is undefined")))).toBe(
    'deploy("shop"): the chart cannot be written: x is undefined',
  );
  expect(refusalOf(broken("no"))).toBe('deploy("shop"): the chart cannot be written: no');
});
