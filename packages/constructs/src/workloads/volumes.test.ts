import { Chart, App } from "cdk8s";
import { tell } from "../faults";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedSecret } from "../objects/federated-secret";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedDeployment } from "./federated-deployment";
import { mountsOf, volumeFaults, volumesOf } from "./volumes";

const placement = Placement.duplicated();
const chart = new Chart(new App(), "web");
const settings = new FederatedConfigMap(chart, "settings.v1", { placement });
const token = new FederatedSecret(chart, "token", { placement });
const mounted = [
  { mountPath: "/etc/app", source: settings, readOnly: true },
  { mountPath: "/var/Run/token", source: token, subPath: "token" },
  { mountPath: "/tmp", source: { emptyDir: { medium: "Memory" } }, name: "scratch" },
];

test("volumes are named by their paths, and have ConfigMaps, Secrets and any other source", () => {
  expect(volumesOf(mounted)).toEqual([
    { name: "etc-app", configMap: { name: "settings.v1" } },
    { name: "var-run-token", secret: { secretName: "token" } },
    { name: "scratch", emptyDir: { medium: "Memory" } },
  ]);
  expect(mountsOf(mounted)).toEqual([
    { name: "etc-app", mountPath: "/etc/app", readOnly: true },
    { name: "var-run-token", mountPath: "/var/Run/token", subPath: "token" },
    { name: "scratch", mountPath: "/tmp" },
  ]);
  expect(volumeFaults(mounted)).toEqual([]);
});

test("no volumes are no fields", () => {
  expect([volumesOf(undefined), mountsOf(undefined), volumeFaults(undefined)]).toEqual([undefined, undefined, []]);
});

test("volumes with a relative path, without a source, or with one name are faults", () => {
  const wrong = [
    { mountPath: "etc", source: settings },
    { mountPath: "/a" } as never,
    { mountPath: "/A", source: token },
  ];
  expect(volumeFaults(wrong).map(tell)).toEqual([
    'volumes[0].mountPath: "etc" is not an absolute path; start it with "/"',
    "volumes[1].source: is missing; use a FederatedConfigMap, or { emptyDir: {} }",
    'volumes[2].name: "a" is the name of two volumes; set another name',
  ]);
});

test("probes, rights and sources are checked by the fields of Kubernetes", () => {
  const other = new Chart(new App(), "web");
  new FederatedDeployment(other, "web", {
    image: "nginx",
    placement,
    readinessProbe: { httpGet: { path: "/", prot: 80 } },
    securityContext: { runAsNonRoot: true, capabilities: { dorp: ["ALL"] } },
    podSecurityContext: { fsGroups: 1 } as never,
    volumes: [{ mountPath: "/a", source: { emptydir: {} } as never }],
  });
  expect(faultsOf(other)).toEqual([
    '[web/web] readinessProbe.httpGet.prot: is not a known field; did you mean "port"?',
    '[web/web] volumes[0].source.emptydir: is not a known field; did you mean "emptyDir"?',
    '[web/web] securityContext.capabilities.dorp: is not a known field; did you mean "drop"?',
    '[web/web] podSecurityContext.fsGroups: is not a known field; did you mean "fsGroup"?',
  ]);
});
