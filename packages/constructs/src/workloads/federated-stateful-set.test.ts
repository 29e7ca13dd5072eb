import { App, Chart } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedStatefulSet, type FederatedStatefulSetProps } from "./federated-stateful-set";

function chartWith(props: object): Chart {
  const chart = new Chart(new App(), "web");
  const placement = Placement.duplicated(["a"]);
  new FederatedStatefulSet(chart, "queue", { image: "nats", placement, ...props } as FederatedStatefulSetProps);
  return chart;
}
const serviceName = (props: object): string => chartWith(props).toJson()[1].spec.serviceName;

test("its pods are named by the Service with its own name, or by another one", () => {
  expect(serviceName({ replicas: 3 })).toBe("queue");
  expect(serviceName({ metadata: { name: "nats" } })).toBe("nats");
  expect(serviceName({ metadata: { name: "nats" }, serviceName: "other" })).toBe("other");
});

test("the name of the Service is checked", () => {
  expect(faultsOf(chartWith({ serviceName: "No" }))).toEqual([
    expect.stringMatching(/^\[web\/queue\] serviceName: "No"/),
  ]);
  expect(faultsOf(chartWith({}))).toEqual([]);
});
