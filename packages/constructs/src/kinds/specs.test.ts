import { Lazy } from "cdk8s";
import { tell } from "../faults";
import type { Fault } from "../faults";
import { specOf } from "./specs";
import type { SpecType } from "./specs";

function reading(type: SpecType, value: unknown): { readonly given: unknown; readonly faults: readonly string[] } {
  const faults: Fault[] = [];
  const given = specOf(type)("spec", value, { faults });
  return { given, faults: faults.map(tell) };
}

test("a spec with known fields is read as it is", () => {
  const spec = {
    replicas: 2,
    selector: { matchLabels: { app: "web", "any.example/label": "x" } },
    template: {
      metadata: { labels: { app: "web" }, annotations: { any: "text" } },
      spec: {
        nodeSelector: { disk: "ssd" },
        containers: [{ name: "web", image: "nginx", resources: { limits: { "example.com/gpu": "1" } } }],
        volumes: [{ name: "data", emptyDir: {} }],
      },
    },
  };
  expect(reading("DeploymentSpec", spec)).toEqual({ given: spec, faults: [] });
});

test("a misspelled field is a fault at any depth, with the nearest one", () => {
  const containers = [{ name: "web", image: "nginx", readinesProbe: { httpGet: { prot: 80 } } }];
  const template = { spec: { containers, serviceAccount_Name: "web", volumes: [{ name: "a", emptydir: {} }] } };
  expect(reading("DeploymentSpec", { replica: 1, template }).faults).toEqual([
    'spec.template.spec.containers[0].readinesProbe: is not a known field; did you mean "readinessProbe"?',
    'spec.template.spec.volumes[0].emptydir: is not a known field; did you mean "emptyDir"?',
    'spec.template.spec.serviceAccount_Name: is not a known field; did you mean "serviceAccountName"?',
    'spec.replica: is not a known field; did you mean "replicas"?',
  ]);
});

test("a value with the wrong shape is a fault", () => {
  expect(reading("ServiceSpec", { ports: { port: 80 }, selector: "web", type: { value: "NodePort" } }).faults).toEqual([
    "spec.ports: is an object; use a list",
    'spec.selector: "web" is a string; use an object',
    "spec.type: is an object; use a string, a number or a boolean",
  ]);
});

test("what cdk8s resolves when it renders stays for cdk8s", () => {
  const replicas = Lazy.any({ produce: () => 2 });
  const template = Lazy.any({ produce: () => ({}) });
  expect(reading("DeploymentSpec", { replicas, template })).toEqual({ given: { replicas, template }, faults: [] });
});
