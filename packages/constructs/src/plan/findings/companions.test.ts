import type { Manifest } from "../../kinds/manifest";
import { DEPLOYMENTS, object, on, planOf, policy } from "../manifests.test-support";

const kindOf = ({ apiVersion, kind }: Manifest): object => ({ apiVersion, kind });
const of = (apiVersion: string, kind: string, name: string, fields: object): Manifest => ({
  ...object(kind, name),
  apiVersion,
  ...fields,
});
const RBAC = "rbac.authorization.k8s.io/v1";
const service = { name: "web", port: { number: 80 } };
const ingress = of("networking.k8s.io/v1", "Ingress", "front", {
  spec: { defaultBackend: { service }, rules: [{ http: { paths: [{ path: "/", backend: { service } }] } }, {}] },
});
const scaler = of("autoscaling/v2", "HorizontalPodAutoscaler", "scaler", {
  spec: { scaleTargetRef: { ...DEPLOYMENTS, name: "web" } },
});
const roleRef = (kind: string): object => ({ apiGroup: "rbac.authorization.k8s.io", kind, name: "web" });
const binding = of(RBAC, "RoleBinding", "rights", {
  roleRef: roleRef("Role"),
  subjects: [{ kind: "User", name: "jane" }],
});
const account = of(RBAC, "RoleBinding", "rights", {
  roleRef: roleRef("ClusterRole"),
  subjects: [{ kind: "ServiceAccount", name: "web" }],
});

/** What a plan says about an object on c1 and c2 that names one on c1. */
function said(user: Manifest, target: Manifest, ...more: readonly Manifest[]): string[] {
  const plan = planOf([
    policy("both", [kindOf(user)]),
    policy("one", [kindOf(target)], on("c1")),
    user,
    target,
    ...more,
  ]);
  return plan.findings
    .filter(({ problem }) => problem.startsWith("names "))
    .map(({ severity, problem }) => `${severity}: ${problem}`);
}

test.each<[string, Manifest, Manifest]>([
  ["an Ingress and its Service", ingress, object("Service", "web")],
  ["an autoscaler and its workload", scaler, object("Deployment", "web", { replicas: 2 })],
  ["a RoleBinding and its Role", binding, of(RBAC, "Role", "web", {})],
  ["a RoleBinding and its ServiceAccount", account, object("ServiceAccount", "web")],
])("%s that land apart have a warning", (_, user, target) => {
  expect(said(user, target)).toEqual([`warning: names ${target.kind} shop/web, which is not on c2`]);
});

test("an object that lands with what it names, or that names what is not planned, has none", () => {
  const target = object("Service", "web");
  const together = policy("all", [kindOf(ingress), kindOf(target)]);
  expect(planOf([together, ingress, target]).findings).toEqual([]);
  expect(said(ingress, object("Service", "other"))).toEqual([]);
});

test("a Service that a MultiClusterService puts on other members may be apart from its Ingress", () => {
  const shared = of("networking.karmada.io/v1alpha1", "MultiClusterService", "web", {
    spec: { types: ["CrossCluster"] },
  });
  expect(said(ingress, object("Service", "web"), shared)).toEqual([]);
});

test("a ServiceAccount that Karmada brings along with a workload is there", () => {
  const spec = { replicas: 2, template: { spec: { serviceAccountName: "web" } } };
  const all = policy("all", [DEPLOYMENTS], { propagateDeps: true });
  expect(said(account, object("ServiceAccount", "web"), all, object("Deployment", "web", spec))).toEqual([]);
});
