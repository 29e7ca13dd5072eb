import { ApiObject, App, Chart } from "cdk8s";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedDeployment } from "../workloads/federated-deployment";
import type { Override } from "./override";
import { Propagation } from "../propagation/propagation";
import { faultsOf } from "../synthesis.test-support";
import { placement, on } from "./override.test-support";

describe("an override that several objects share", () => {
  const ofGroup = (...overrides: Override[]): Chart => {
    const chart = new Chart(new App(), "web");
    const deployment = new ApiObject(chart, "web", {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web" },
      spec: { replicas: 2, template: { spec: { containers: [{ name: "web", image: "nginx" }] } } },
    });
    const service = new ApiObject(chart, "service", {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web" },
      spec: {},
    });
    new Propagation(chart, "group", { objects: [deployment, service], placement, overrides });
    return chart;
  };
  const overridden = (chart: Chart): string[] =>
    chart
      .toJson()
      .filter(({ kind }) => kind === "OverridePolicy")
      .map(({ spec }) => spec.resourceSelectors[0].kind);

  test("concerns those that have the field", () => {
    expect(overridden(ofGroup(on({ set: { "/spec/replicas": 5 } })))).toEqual(["Deployment"]);
    expect(overridden(ofGroup(on({ remove: ["/spec/replicas"] })))).toEqual(["Deployment"]);
    expect(overridden(ofGroup(on({ image: { tag: "2" } })))).toEqual(["Deployment"]);
    expect(overridden(ofGroup(on({ labels: { tier: "edge" } })))).toEqual(["Deployment", "Service"]);
  });

  test("changes of each what that has", () => {
    const chart = ofGroup(on({ set: { "/spec/replicas": 5 }, labels: { tier: "edge" } }));
    const policies = chart.toJson().filter(({ kind }) => kind === "OverridePolicy");
    expect(policies.map(({ spec }) => Object.keys(spec.overrideRules[0].overriders))).toEqual([
      ["labelsOverrider", "plaintext"],
      ["labelsOverrider"],
    ]);
  });

  test("and changes what none of them has is a fault, in a group and in a chart", () => {
    const told =
      'overrides[0]: none of the objects has "/spec/paused"; add the field to an object first, or give the override only to the object that has it';
    const pausing = on({ set: { "/spec/paused": true, "/spec/replicas": 3 } });
    expect(faultsOf(ofGroup(pausing))).toEqual([`[web/group] ${told}`]);
    const chart = new FederatedChart(new App(), "web", { placement, overrides: [pausing] });
    new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 1 });
    expect(faultsOf(chart)).toEqual([`[web] ${told}`]);
  });

  test("of a chart passes over objects without the field", () => {
    const chart = new FederatedChart(new App(), "web", {
      placement,
      overrides: [on({ set: { "/spec/replicas": 5 } })],
    });
    new FederatedConfigMap(chart, "settings");
    new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 1 });
    expect(overridden(chart)).toEqual(["Deployment"]);
  });
});
