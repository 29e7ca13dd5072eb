import type { Manifest } from "../../kinds/manifest";
import { DEPLOYMENTS, object, override, planOf, policy } from "../manifests.test-support";
import { policiesAmong } from "../policies/policies";
import { closureOf, type Placed } from "./closure";

const reading = (kind: "configMapRef" | "secretRef", name: string, optional?: boolean): Manifest =>
  object("Deployment", "web", {
    template: { spec: { containers: [{ envFrom: [{ [kind]: { name, optional } }] }] } },
  });
const [PROPAGATING] = policiesAmong([policy("all", [DEPLOYMENTS], { propagateDeps: true })]).all;
const placed = (manifest: Manifest, members: readonly string[], more: Partial<Placed> = {}): Placed => ({
  manifest,
  ref: { ...manifest, ...manifest.metadata } as unknown as Placed["ref"],
  members,
  scheduled: members,
  ...more,
});
const settings = object("ConfigMap", "settings");
const namespace: Manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };
/** What is brought where, and what is missing where, by name. */
function closure(...all: readonly Placed[]) {
  const { brought, missing } = closureOf(all);
  return {
    brought: [...brought].map(([, members]) => [...members]),
    missing: missing.map(({ object: { kind, name }, members, planned }) => [`${kind} ${name}`, members, planned]),
  };
}

test("what a workload needs follows it to its members, if its policy says so", () => {
  const user = placed(reading("configMapRef", "settings"), ["a", "b"], { policy: PROPAGATING });
  expect(closure(user, placed(settings, []))).toEqual({ brought: [["a", "b"]], missing: [] });
});

test("what a workload needs is also where the workload is suspended or cannot be overridden", () => {
  const overriding = override("broken", DEPLOYMENTS, { "/spec/none/of/these": 1 }, ["c2"]);
  const suspension = { dispatchingOnClusters: { clusterNames: ["c2"] } };
  const needing = reading("configMapRef", "settings");
  for (const [rest, more] of [
    [{ suspension }, []],
    [{}, [overriding]],
  ] as const) {
    const following = policy("all", [DEPLOYMENTS], { propagateDeps: true, ...rest });
    const { objects, workloads } = planOf([following, needing, settings, ...more]);
    expect(objects).toMatchObject([{ name: "settings", members: ["c1", "c2"] }]);
    expect(workloads).toMatchObject([{ name: "web", members: ["c1"] }]);
  }
});

test("members of several users add up", () => {
  const one = placed(reading("configMapRef", "settings"), ["a"], { policy: PROPAGATING });
  const other = placed({ ...one.manifest, metadata: { name: "api", namespace: "shop" } }, ["c"], {
    policy: PROPAGATING,
  });
  expect(closure(one, other, placed(settings, [])).brought).toEqual([["a", "c"]]);
});

test("without such a policy it is missing where it is not placed itself", () => {
  const user = placed(reading("configMapRef", "settings"), ["a", "b"]);
  expect(closure(user, placed(settings, ["b", "c"]))).toEqual({
    brought: [],
    missing: [["ConfigMap settings", ["a"], true]],
  });
});

test("an object that the chart does not have is missing on every member", () => {
  const user = placed(reading("secretRef", "login"), ["a"], { policy: PROPAGATING });
  expect(closure(user)).toEqual({ brought: [], missing: [["Secret login", ["a"], false]] });
});

test("an object that is optional is not missed", () => {
  expect(closure(placed(reading("secretRef", "login", true), ["a"])).missing).toEqual([]);
});

test("an object of the same name in another namespace does not help", () => {
  const other = object("ConfigMap", "settings", {}, { namespace: "other" });
  const user = placed(reading("configMapRef", "settings"), ["a"]);
  expect(closure(user, placed(other, ["a"])).missing).toEqual([["ConfigMap settings", ["a"], false]]);
});

test("a namespace is missed only where the chart has it on other members", () => {
  const user = placed(object("ConfigMap", "lonely"), ["a", "b"]);
  expect(closure(user).missing).toEqual([]);
  expect(closure(user, placed(namespace, ["b"])).missing).toEqual([["Namespace shop", ["a"], true]]);
});

test("an override changes what is needed on its member only", () => {
  const user = placed(reading("configMapRef", "one"), ["a", "b"], {
    overridden: new Map([["b", reading("configMapRef", "two")]]),
  });
  expect(closure(user).missing).toEqual([
    ["ConfigMap one", ["a"], false],
    ["ConfigMap two", ["b"], false],
  ]);
});

test("the definition of a custom resource is needed wherever the resource is", () => {
  const names = { kind: "Backup", plural: "backups" };
  const definition: Manifest = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "backups.example.com" },
    spec: { group: "example.com", scope: "Namespaced", names, versions: [{ name: "v1", served: true, storage: true }] },
  };
  const backup: Manifest = { apiVersion: "example.com/v1", kind: "Backup", metadata: { name: "x", namespace: "shop" } };
  expect(closure(placed(backup, ["a", "b"]), placed(definition, ["a"])).missing).toEqual([
    ["CustomResourceDefinition backups.example.com", ["b"], true],
  ]);
});

test("a StatefulSet runs without its Service, which is missed only where it is placed elsewhere", () => {
  const store = placed(object("StatefulSet", "store", { serviceName: "store" }), ["a", "b"]);
  expect(closure(store).missing).toEqual([]);
  expect(closure(store, placed(object("Service", "store"), ["a"])).missing).toEqual([["Service store", ["b"], true]]);
});
