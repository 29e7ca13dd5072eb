import { App } from "cdk8s";
import type * as Index from ".";

const ON_DEMAND = [
  "./plan/plan-manifests",
  "./plan/report/plan-diagram",
  "./migrate/from-federation-v1",
  "./migrate/from-kubefed",
];

test("what plans, draws and migrates is loaded when it is called", () => {
  const loaded: string[] = [];
  for (const file of ON_DEMAND) {
    jest.doMock(file, () => {
      loaded.push(file);
      return jest.requireActual<object>(file);
    });
  }
  const { FederatedChart, fromFederationV1, fromKubefed } = require(".") as typeof Index;
  const chart = new FederatedChart(new App(), "shop");
  chart.toJson();
  expect(loaded).toEqual([]);
  chart.diagram([]);
  fromFederationV1(chart, "", { members: [] });
  fromKubefed(chart, "", { members: [] });
  expect(loaded.sort()).toEqual([...ON_DEMAND].sort());
});
