import { App, Chart } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedSecret } from "./federated-secret";

const placement = Placement.evenly();

test("a Secret is opaque unless it has another type", () => {
  const chart = new Chart(new App(), "web");
  const login = new FederatedSecret(chart, "login", { stringData: { a: "1" }, placement });
  new FederatedSecret(chart, "cert", { type: "kubernetes.io/tls", immutable: true, placement });
  const secrets = chart.toJson().filter(({ kind }) => kind === "Secret");
  expect(secrets.map(({ type, immutable }) => [type, immutable])).toEqual([
    ["Opaque", undefined],
    ["kubernetes.io/tls", true],
  ]);
  expect(login.envSource).toEqual({ secretRef: { name: "login" } });
});

test("faults show keys, and never values", () => {
  const chart = new Chart(new App(), "web");
  new FederatedSecret(chart, "login", {
    stringData: { a: "hidden", "no key": "hidden" },
    data: { a: "aGlkZGVu" },
    placement,
  });
  const faults = faultsOf(chart);
  expect(faults).toHaveLength(2);
  expect(faults.join()).not.toMatch(/hidden|aGlkZGVu/);
});
