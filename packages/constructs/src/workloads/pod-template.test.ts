import { containerFaults, podFaults, podLabelsFor, podTemplate } from "./pod-template";

const IMAGE = "nginx:1.29";
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const faultsOf = (props: object): string[] =>
  containerFaults({ image: IMAGE, ...props }).map(({ path, problem }) => `${path}: ${problem}`);
const workload = (spec: object) => ({ apiVersion: "apps/v1", kind: "Deployment", spec });

test("a template has one container, named and labeled like the workload, and nothing that is not given", () => {
  expect(plain(podTemplate("web", { image: IMAGE }))).toEqual({
    metadata: { labels: { "app.kubernetes.io/name": "web" } },
    spec: { containers: [{ name: "web", image: IMAGE }] },
  });
  expect(podLabelsFor("web")).toEqual({ "app.kubernetes.io/name": "web" });
});

test("what is given for the container is in the container, and what is given for the pods is in their spec", () => {
  const probe = { httpGet: { path: "/", port: 80 } };
  const props = {
    image: IMAGE,
    command: ["run"],
    args: ["--fast"],
    port: 80,
    resources: { requests: { cpu: "100m" } },
    readinessProbe: probe,
    livenessProbe: probe,
    startupProbe: probe,
    securityContext: { readOnlyRootFilesystem: true },
    podSecurityContext: { runAsNonRoot: true },
    serviceAccountName: "web",
  };
  const { port, podSecurityContext, serviceAccountName, ...container } = props;
  expect(plain(podTemplate("web", props).spec)).toEqual({
    serviceAccountName,
    securityContext: podSecurityContext,
    containers: [{ name: "web", ...container, ports: [{ containerPort: port }] }],
  });
});

test("variables are in the order of their names, whatever the order in the program", () => {
  expect(podTemplate("web", { image: IMAGE, env: { B: "2", A: "1" } }).spec.containers[0]!.env).toEqual([
    { name: "A", value: "1" },
    { name: "B", value: "2" },
  ]);
});

test("every fault of a container is reported at once", () => {
  expect(faultsOf({})).toEqual([]);
  const props = {
    image: "no image",
    env: { "1=": "x", LEVEL: 5 },
    resources: { requests: { cpu: "much" }, limits: { memory: "1 GB" } },
    port: 0,
    serviceAccountName: "No",
  };
  expect(faultsOf(props).map((fault) => fault.split(": ")[0])).toEqual([
    "image",
    "env",
    "env.LEVEL",
    "resources.requests.cpu",
    "resources.limits.memory",
    "port",
    "serviceAccountName",
  ]);
});

test("a full spec needs a container that is not only for the start", () => {
  const selector = { matchExpressions: [{ key: "app", operator: "Exists" }] };
  const template = (spec: object) => workload({ selector, template: { spec } });
  const problems = (spec: object): string[] => podFaults(template(spec)).map(({ problem }) => problem);
  expect(problems({ containers: [{ name: "a", image: IMAGE }] })).toEqual([]);
  expect(problems({})).toEqual(["has no container in its pods"]);
  expect(problems({ initContainers: [{ name: "a", image: IMAGE }] })).toEqual(["has no container in its pods"]);
  expect(podFaults(template({ containers: [{ name: "a", image: "no image" }] })).map(({ path }) => path)).toEqual([
    'spec, container "a", image',
  ]);
});

test("a selector has to select the pods of its own template", () => {
  const spec = { containers: [{ name: "a", image: IMAGE }] };
  const selecting = (matchLabels: object) =>
    podFaults(workload({ selector: { matchLabels }, template: { metadata: { labels: { app: "web" } }, spec } }));
  expect(selecting({ app: "web" })).toEqual([]);
  expect(selecting({ app: "api", tier: "one" }).map(({ path }) => path)).toEqual([
    "spec.selector.matchLabels.app",
    "spec.selector.matchLabels.tier",
  ]);
});
