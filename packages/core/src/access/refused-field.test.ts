import { refusedField } from "./refused-field";

const web = { containers: [{ name: "web", image: "web:1", ports: [{ containerPort: 8080 }] }] };
const pod = (spec: object) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec: { ...web, ...spec } });
const container = (fields: object) => pod({ initContainers: [{ name: "first" }, { name: "second", ...fields }] });

test.each([
  ["spec.hostNetwork", pod({ hostNetwork: true })],
  ["spec.hostPID", pod({ hostPID: true })],
  ["spec.hostIPC", pod({ hostIPC: true })],
  [
    "spec.securityContext.windowsOptions.hostProcess",
    pod({ securityContext: { windowsOptions: { hostProcess: true } } }),
  ],
  ["spec.volumes[1].hostPath", pod({ volumes: [{ emptyDir: {} }, { hostPath: { path: "/" } }] })],
  ["spec.initContainers[1].securityContext.privileged", container({ securityContext: { privileged: true } })],
  ["spec.initContainers[1].securityContext.procMount", container({ securityContext: { procMount: "Unmasked" } })],
  [
    "spec.initContainers[1].securityContext.windowsOptions.hostProcess",
    container({ securityContext: { windowsOptions: { hostProcess: true } } }),
  ],
  [
    "spec.initContainers[1].securityContext.capabilities.add: SYS_ADMIN",
    container({ securityContext: { capabilities: { add: ["CHOWN", "SYS_ADMIN"] } } }),
  ],
  ["spec.initContainers[1].ports[1].hostPort", container({ ports: [{ containerPort: 1 }, { hostPort: 53 }] })],
])("%s of a pod is refused", (field, manifest) => {
  expect(refusedField(manifest)).toBe(field);
});

test("pods of templates are looked at like pods", () => {
  const spec = { jobTemplate: { spec: { template: { spec: { hostPID: true } } } } };
  expect(refusedField({ apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "web" }, spec } as never)).toBe(
    "spec.jobTemplate.spec.template.spec.hostPID",
  );
});

test("Services with external addresses and credentials of others are refused", () => {
  const metadata = { name: "web" };
  const externalIPs = ["203.0.113.7"];
  expect(refusedField({ apiVersion: "v1", kind: "Service", metadata, spec: { externalIPs } } as never)).toBe(
    "spec.externalIPs",
  );
  const type = "kubernetes.io/service-account-token";
  expect(refusedField({ apiVersion: "v1", kind: "Secret", metadata, type } as never)).toBe(`type ${type}`);
});

test.each([
  ["a pod within the baseline", container({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } })],
  ["a pod that says that it wants nothing of its node", pod({ hostNetwork: false, volumes: [] })],
  ["a port of the pod only", container({ ports: [{ containerPort: 80, hostPort: 0 }] })],
  ["a port whose host port is left empty", container({ ports: [{ containerPort: 80, hostPort: null }] })],
  ["a volume with an empty host path", pod({ volumes: [{ hostPath: null, emptyDir: {} }] })],
  ["a security context with empty fields", container({ securityContext: { procMount: null, capabilities: null } })],
  ["a pod without a specification", { ...pod({}), spec: null }],
  ["lists that are none", pod({ volumes: {}, initContainers: "x", ephemeralContainers: [null] })],
  ["lists of a container that are none", container({ ports: {}, securityContext: { capabilities: { add: "ALL" } } })],
  ["a port that is none", container({ ports: [null] })],
  ["a workload without pods", { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } }],
  ["a kind of somebody else", { apiVersion: "example.com/v1", kind: "Pod", metadata: { name: "a" }, spec: web }],
])("%s is not refused", (_, manifest) => {
  expect(refusedField(manifest as never)).toBeUndefined();
});
