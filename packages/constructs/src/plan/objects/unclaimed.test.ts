import { DEPLOYMENTS, object, policy } from "../manifests.test-support";
import { SKIPPED_NAMESPACES } from "./stays";
import { unclaimedAmong } from "./unclaimed";

const namesOf = (...manifests: Parameters<typeof unclaimedAmong>[0]) =>
  unclaimedAmong(manifests, SKIPPED_NAMESPACES).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const pods = {
  template: { spec: { containers: [{ name: "web", image: "x", envFrom: [{ configMapRef: { name: "settings" } }] }] } },
};

test("an object that no policy selects is unclaimed, and policies are not", () => {
  expect(namesOf(object("Deployment", "web"), object("ConfigMap", "settings"), policy("all", [DEPLOYMENTS]))).toEqual([
    "ConfigMap settings",
  ]);
});

test("what a workload brings along is not unclaimed", () => {
  const follows = policy("all", [DEPLOYMENTS], { propagateDeps: true });
  expect(namesOf(object("Deployment", "web", pods), object("ConfigMap", "settings"), follows)).toEqual([]);
  expect(namesOf(object("Deployment", "web", pods), object("ConfigMap", "other"), follows)).toEqual([
    "ConfigMap other",
  ]);
});

test("a namespace is everywhere, unless it opts out", () => {
  const labels = { "namespace.karmada.io/skip-auto-propagation": "true" };
  expect(namesOf(object("Namespace", "shop"))).toEqual([]);
  expect(namesOf(object("Namespace", "shop", {}, { labels }))).toEqual(["Namespace shop"]);
});
