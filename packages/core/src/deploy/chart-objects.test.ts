import * as pulumi from "@pulumi/pulumi";
import { FederatedChart, FederatedConfigMap, FederatedDeployment, Placement } from "@fedstack/constructs";
import { tell } from "@fedstack/constructs/faults";
import { ApiObject, App } from "cdk8s";
import { chartFindings, readObjects } from "./chart-objects";
import type { Manifests } from "./manifests";

const output = pulumi.output("x") as unknown as string;
const REMEDY = "make this object with federation.provider, or use a value that is known from the start";

const faultsOf = (manifests: unknown): string[] =>
  readObjects('deploy("shop")', manifests as Manifests).faults.map(tell);

const chart = (): FederatedChart => new FederatedChart(new App(), "shop", { placement: Placement.duplicated() });

test("each Output in a chart is named by its construct and field", () => {
  const shop = chart();
  new FederatedConfigMap(shop, "settings", { data: { level: "info", url: output } });
  new FederatedDeployment(shop, "cart", { image: output, replicas: 1 });
  expect(faultsOf(shop)).toEqual([
    `deploy("shop"): shop/settings/Resource.data.url: is an Output; ${REMEDY}`,
    `deploy("shop"): shop/cart/Resource.spec.template.spec.containers[0].image: is an Output; ${REMEDY}`,
  ]);
});

test("an Output in place of a name is a fault of the name", () => {
  const shop = chart();
  new ApiObject(shop, "settings", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: output } });
  expect(faultsOf(shop)).toEqual([`deploy("shop"): shop/settings.metadata.name: is an Output; ${REMEDY}`]);
});

test("whatever else a chart throws is the reason", () => {
  const broken = (thrown: unknown): Manifests => ({
    toJson: () => {
      throw thrown;
    },
  });
  expect(faultsOf(broken(new TypeError("x is undefined")))).toEqual([
    'deploy("shop"): the chart cannot be written: x is undefined',
  ]);
  expect(faultsOf(broken("no"))).toEqual(['deploy("shop"): the chart cannot be written: no']);
});

test.each([[undefined], [null], ["web.yaml"], [[]]])("%p is refused in place of a chart", (manifests) => {
  expect(faultsOf(manifests)).toEqual([
    'deploy("shop"): there are no objects to apply; use a cdk8s chart, or an object with toJson()',
  ]);
});

test("findings of another shape are a fault, and are not told", () => {
  const given = { toJson: () => [], findings: [{ severity: "error", path: "a" }] } as unknown as Manifests;
  const { findings, faults } = chartFindings("deploy", given);
  expect([findings, faults.map(({ path }) => path)]).toEqual([[], ["deploy: findings[0].problem"]]);
});
