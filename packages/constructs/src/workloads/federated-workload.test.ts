import { App, Chart, Lazy } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedDeployment } from "./federated-deployment";

const placement = Placement.evenly();
const chartOf = (): Chart => new Chart(new App(), "web");
const template = (labels: object) => ({ metadata: { labels }, spec: { containers: [{ name: "a", image: "nginx" }] } });

test("the short form selects its own pods, by the name of the workload", () => {
  const chart = chartOf();
  const nginx = new FederatedDeployment(chart, "x", {
    image: "nginx",
    port: 80,
    replicas: 2,
    metadata: { name: "nginx" },
    placement,
  });
  const matchLabels = { "app.kubernetes.io/name": "nginx" };
  expect(chart.toJson()[1].spec).toMatchObject({
    replicas: 2,
    selector: { matchLabels },
    template: { metadata: { labels: matchLabels }, spec: { containers: [{ name: "nginx", image: "nginx" }] } },
  });
  expect([nginx.podLabels, nginx.port, nginx.replicas]).toEqual([matchLabels, 80, 2]);
});

test("a full spec is used as it is, and its labels and replicas are those of the workload", () => {
  const chart = chartOf();
  const spec = { replicas: 3, selector: { matchLabels: { app: "a" } }, template: template({ app: "a" }) };
  const one = new FederatedDeployment(chart, "one", { spec, placement } as never);
  expect(chart.toJson()[1].spec).toEqual(spec);
  expect([one.podLabels, one.port, one.replicas]).toEqual([{ app: "a" }, undefined, 3]);
});

test("a Service of a workload has its name and its placement", () => {
  const chart = chartOf();
  const nginx = new FederatedDeployment(chart, "nginx", { image: "nginx", port: 8080, placement });
  nginx.exposeViaService({ port: 80 });
  const service = chart.toJson().find(({ kind }) => kind === "Service");
  expect(service).toMatchObject({ metadata: { name: "nginx" }, spec: { ports: [{ port: 80, targetPort: 8080 }] } });
});

test("faults of the container, of the pods of a full spec, and of the replicas are reported", () => {
  const chart = chartOf();
  new FederatedDeployment(chart, "one", { image: "no image", replicas: 1.5, placement });
  const spec = { selector: { matchLabels: { app: "a" } }, template: template({ app: "b" }) };
  new FederatedDeployment(chart, "two", { spec, placement } as never);
  expect(faultsOf(chart).map((fault) => fault.split(": ")[0])).toEqual([
    "[web/one] image",
    "[web/one] replicas",
    "[web/two] spec.selector.matchLabels.app",
  ]);
});

test("a full spec has to select its pods, if the kind takes a selector", () => {
  const faults = (selector: unknown): string[] => {
    const chart = chartOf();
    const spec = { selector, template: template({ app: "a" }) };
    new FederatedDeployment(chart, "one", { spec, placement } as never);
    return faultsOf(chart);
  };
  const none = "[web/one] spec.selector: selects no pods; set matchLabels to labels of the pods";
  expect([undefined, {}, { matchLabels: {} }].flatMap(faults)).toEqual([none, none, none]);
  expect(faults({ matchExpressions: [{ key: "app", operator: "Exists" }] })).toEqual([]);
  expect(faults(Lazy.any({ produce: () => ({ matchLabels: { app: "a" } }) }))).toEqual([]);
});
