import { App, Chart } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedConfigMap, keyFaults } from "./federated-config-map";

const placement = Placement.evenly();

test("a ConfigMap has the data that it is given, and nothing else", () => {
  const chart = new Chart(new App(), "web");
  const settings = new FederatedConfigMap(chart, "settings", { data: { a: "1" }, placement });
  expect(chart.toJson()[1]).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "settings", namespace: "default" },
    data: { a: "1" },
  });
  expect(settings.envSource).toEqual({ configMapRef: { name: "settings" } });
});

test("keys of text and of bytes are checked together", () => {
  const chart = new Chart(new App(), "web");
  new FederatedConfigMap(chart, "settings", { data: { a: "1", "no key": "" }, binaryData: { a: "AA==" }, placement });
  expect(faultsOf(chart)).toEqual([
    expect.stringMatching(/^\[web\/settings\] data: "no key"/),
    "[web/settings] data.a: is set twice; set it as text or as base64",
  ]);
  expect([keyFaults([]), keyFaults(["a", "b.c", "D-e_f"])]).toEqual([[], []]);
});
