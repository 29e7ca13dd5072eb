import { tell } from "../../faults";
import { DEPLOYMENTS, object, policy } from "../manifests.test-support";
import { SKIPPED } from "../objects/stays";
import { survey } from "./survey";

const told = (...manifests: Parameters<typeof survey>[0]) => survey(manifests, [], SKIPPED).map(tell);
const staying = (what: string) =>
  `${what}: stays in the federated API: no policy selects it; select it in a policy, such as with a Propagation`;
const pods = {
  template: { spec: { containers: [{ name: "web", image: "x", envFrom: [{ configMapRef: { name: "settings" } }] }] } },
};

test("an object that no policy selects is named, and policies are not", () => {
  expect(told(object("Deployment", "web"), object("ConfigMap", "settings"), policy("all", [DEPLOYMENTS]))).toEqual([
    staying("ConfigMap shop/settings"),
  ]);
});

test("a policy among the other objects places an object, too", () => {
  expect(survey([object("Deployment", "web")], [policy("all", [DEPLOYMENTS])], SKIPPED)).toEqual([]);
});

test("what a workload brings along is not named", () => {
  const follows = policy("all", [DEPLOYMENTS], { propagateDeps: true });
  expect(told(object("Deployment", "web", pods), object("ConfigMap", "settings"), follows)).toEqual([]);
  expect(told(object("Deployment", "web", pods), object("ConfigMap", "other"), follows)).toEqual([
    staying("ConfigMap shop/other"),
  ]);
});

test("an object of kubefed is to be read, not selected", () => {
  const types = { apiVersion: "types.kubefed.io/v1beta1", kind: "FederatedSecret" };
  const federated = { ...object("FederatedSecret", "x"), ...types };
  const note =
    "FederatedSecret shop/x: belongs to kubefed (Federation v2), which Karmada does not read; read it with fromKubefed()";
  expect(told(federated)).toEqual([note]);
  expect(told(federated, policy("all", [types]))).toContain(note);
});

test("a namespace is everywhere, unless it opts out", () => {
  const labels = { "namespace.karmada.io/skip-auto-propagation": "true" };
  expect(told(object("Namespace", "shop"))).toEqual([]);
  expect(told(object("Namespace", "shop", {}, { labels }))).toEqual([staying("Namespace shop")]);
});

test("fields that a plan does not follow and autoscalers of the members are named without members, too", () => {
  const hpa = {
    ...object("HorizontalPodAutoscaler", "web", { scaleTargetRef: { ...DEPLOYMENTS, name: "web" } }),
    apiVersion: "autoscaling/v2",
  };
  const selectors = [DEPLOYMENTS, { apiVersion: hpa.apiVersion, kind: hpa.kind }];
  const found = told(object("Deployment", "web"), hpa, policy("all", selectors, { schedulePriority: {} }));
  expect(found).toEqual([
    expect.stringMatching(/^HorizontalPodAutoscaler shop\/web: sets the replicas of Deployment shop\/web, as Karmada/),
    expect.stringMatching(
      /^spec.schedulePriority of PropagationPolicy shop\/all: the plan does not take it into account/,
    ),
  ]);
});
