import { App, Chart } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { FederatedService, type FederatedServiceProps } from "./federated-service";

const placement = Placement.evenly();
function service(props: object, fill: (chart: Chart) => object = () => ({ placement })) {
  const chart = new Chart(new App(), "web");
  const one = new FederatedService(chart, "web", { ...props, ...fill(chart) } as FederatedServiceProps);
  return { chart, one };
}
const specOf = (chart: Chart): object => chart.toJson().find(({ kind }) => kind === "Service").spec;
const faults = (props: object): string[] =>
  faultsOf(service(props).chart).map((fault) => fault.replace("[web/web] ", "").split("; ")[0]!);

test("a Service is inside of its cluster, and selects the pods that are named like it", () => {
  const { chart, one } = service({ port: 80 });
  expect(specOf(chart)).toEqual({
    type: "ClusterIP",
    selector: { "app.kubernetes.io/name": "web" },
    ports: [{ port: 80 }],
  });
  expect(one.port).toBe(80);
});

test("a Service for a workload selects its pods, at its port if that is another one", () => {
  const forNginx = (port: number) => (chart: Chart) => ({
    for: new FederatedDeployment(chart, "nginx", { image: "nginx", port, placement }),
  });
  expect(specOf(service({ port: 80, protocol: "UDP" }, forNginx(8080)).chart)).toMatchObject({
    selector: { "app.kubernetes.io/name": "nginx" },
    ports: [{ port: 80, targetPort: 8080, protocol: "UDP" }],
  });
  expect(specOf(service({ port: 80 }, forNginx(80)).chart)).toMatchObject({ ports: [{ port: 80 }] });
  expect(specOf(service({ port: 80, targetPort: "http" }, forNginx(8080)).chart)).toMatchObject({
    ports: [{ targetPort: "http" }],
  });
});

test("every fault of a spec is reported", () => {
  expect(faults({ port: 80 })).toEqual([]);
  expect(faults({ spec: {} })).toEqual(["spec.ports: [] is empty"]);
  expect(faults({ spec: { type: "ExternalName", externalName: "a.example.com" } })).toEqual([]);
  expect(
    faults({ port: 0, targetPort: 70000, protocol: "ICMP", type: "Ingress", selector: { "no key": "x" } }),
  ).toEqual([
    expect.stringMatching(/^port: /),
    expect.stringMatching(/^targetPort: /),
    expect.stringMatching(/^protocol: /),
    expect.stringMatching(/^selector: /),
    expect.stringMatching(/^type: /),
  ]);
});

test("a port is listed once for each protocol", () => {
  const ports = [
    { port: 53, name: "a" },
    { port: 53, protocol: "UDP", name: "b" },
  ];
  expect(faults({ spec: { ports } })).toEqual([]);
  expect(faults({ spec: { ports: [...ports, { port: 53, protocol: "TCP", name: "c" }] } })).toEqual([
    'spec.ports: "53/TCP" is listed twice',
  ]);
});
