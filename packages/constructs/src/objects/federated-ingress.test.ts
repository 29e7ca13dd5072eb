import { App, Chart } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedIngress, type FederatedIngressProps } from "./federated-ingress";
import { FederatedService } from "./federated-service";

const placement = Placement.evenly();
function chartWith(props: object, port = 80): Chart {
  const chart = new Chart(new App(), "web");
  const service = new FederatedService(chart, "api", { port, placement });
  new FederatedIngress(chart, "shop", { service, ...props } as FederatedIngressProps);
  return chart;
}
const specOf = (chart: Chart): object => chart.toJson().find(({ kind }) => kind === "Ingress").spec;
const paths = (props: object): string[] =>
  faultsOf(chartWith(props)).map((fault) => /^\[web\/shop\] (.*?):/.exec(fault)![1]!);

test("an Ingress leads everything for its host to the port of its Service", () => {
  expect(specOf(chartWith({ host: "shop.example.com" }))).toEqual({
    rules: [
      {
        host: "shop.example.com",
        http: {
          paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "api", port: { number: 80 } } } }],
        },
      },
    ],
  });
});

test("a port, a path, a class and a certificate of its own are used", () => {
  const props = { host: "a.example.com", port: 8080, path: "/api", ingressClassName: "nginx", tlsSecretName: "cert" };
  expect(specOf(chartWith(props))).toMatchObject({
    ingressClassName: "nginx",
    rules: [{ http: { paths: [{ path: "/api", backend: { service: { port: { number: 8080 } } } }] } }],
    tls: [{ hosts: ["a.example.com"], secretName: "cert" }],
  });
});

test("what is missing or wrong is reported, all at once", () => {
  expect(paths({ host: "*.example.com" })).toEqual([]);
  expect(paths({})).toEqual(["host"]);
  expect(paths({ host: "a_b", path: "api", port: 0, ingressClassName: "No", tlsSecretName: "No" })).toEqual([
    "host",
    "path",
    "port",
    "ingressClassName",
    "tlsSecretName",
  ]);
});

test("the hosts of a full spec are checked as well", () => {
  const chart = new Chart(new App(), "web");
  new FederatedIngress(chart, "shop", { spec: { rules: [{ host: "a_b" }, { host: "a.example.com" }] }, placement });
  expect(faultsOf(chart)).toEqual([expect.stringMatching(/^\[web\/shop\] host: "a_b"/)]);
});
