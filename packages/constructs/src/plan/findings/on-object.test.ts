import { tell } from "../../faults";
import type { Manifest } from "../../kinds/manifest";
import { RULE_ANNOTATION } from "../../kinds/rule-annotation";
import { defined, DEPLOYMENTS, object, on, planOf, policy } from "../manifests.test-support";
import { SKIPPED } from "../objects/stays";
import { survey } from "./survey";

/** What the plan finds, which has to be what is found without members. */
function found(...manifests: readonly Manifest[]): string[] {
  const { findings } = planOf(manifests);
  expect(survey(manifests, [], SKIPPED)).toEqual(findings);
  return findings.map((one) => `${one.severity}: ${tell(one)}`);
}

const CONFIG_MAPS = { apiVersion: "v1", kind: "ConfigMap" };
const rule: Manifest = {
  ...object("ValidatingAdmissionPolicy", "eu"),
  apiVersion: "admissionregistration.k8s.io/v1",
  metadata: {
    name: "eu",
    annotations: { [RULE_ANNOTATION]: JSON.stringify({ name: "eu", labels: {}, members: { region: ["eu"] } }) },
  },
};

test.each(["kube-system", "karmada-system", "karmada-es-eu"])("an object in %s is an error", (namespace) => {
  const settings = object("ConfigMap", "settings", {}, { namespace });
  expect(found(settings, policy("all", [CONFIG_MAPS], {}, true))).toEqual([
    expect.stringMatching(/^error: ConfigMap .*settings: Karmada propagates nothing in .*; use another namespace$/),
  ]);
  expect(found(settings)).toEqual([expect.stringMatching(/^warning: .*no policy selects it/)]);
});

test("an object that a scheduling policy refuses is an error", () => {
  const refused = found(rule, object("Deployment", "web"), policy("all", [DEPLOYMENTS], on("c1")));
  expect(refused).toEqual([
    expect.stringMatching(/^error: Deployment shop\/web: .*may run only on members with region=eu/),
  ]);
});

test.each([
  ["policy.karmada.io/v1alpha1", "FederatedResourceQuota"],
  ["cluster.karmada.io/v1alpha1", "Cluster"],
  ["events.k8s.io/v1", "Event"],
  ["coordination.k8s.io/v1", "Lease"],
])("an object of %s that Karmada never propagates is named only if a policy selects it: %s", (apiVersion, kind) => {
  const kept = { ...object(kind, "x"), apiVersion };
  expect(found(kept)).toEqual([]);
  expect(found(kept, policy("all", [{ apiVersion, kind }], {}, true))).toEqual([
    `warning: ${kind} shop/x: stays in the federated API: Karmada propagates no ${kind} of ${apiVersion}`,
  ]);
});

test("an object in a version that Kubernetes does not have is an error with and without a policy", () => {
  const old = (apiVersion: string, kind: string) => ({ ...object(kind, "x"), apiVersion });
  const missing = (kind: string, where: string, remedy: string) =>
    `error: ${kind} shop/x: Kubernetes 1.35 has no ${kind} in ${where}; ${remedy}`;
  expect(found(old("batch/v1beta1", "CronJob"))).toEqual([missing("CronJob", "batch/v1beta1", "use batch/v1")]);
  expect(found(old("extensions/v1beta1", "Ingress"), policy("all", [{ apiVersion: "v1", kind: "Pod" }]))).toEqual([
    missing("Ingress", "extensions/v1beta1", "use networking.k8s.io/v1"),
  ]);
});

test("a custom resource in a version that its definition does not serve is an error", () => {
  const [served, placed] = defined("example.com", "Shop", "v1", "v1beta1") as [Manifest, Manifest];
  const shop = (version: string) => ({ ...object("Shop", "x"), apiVersion: `example.com/${version}` });
  const all = policy("all", [{ apiVersion: "example.com/v1", kind: "Shop" }]);
  expect(found(served, placed, all, shop("v1beta1"))).toEqual([]);
  expect(found(served, placed, all, shop("v2"))).toEqual([
    "error: Shop shop/x: its definition does not serve example.com/v2; use example.com/v1",
  ]);
});

test("nothing is found about an object that lands", () => {
  expect(found(object("Deployment", "web"), policy("all", [DEPLOYMENTS], on("c1")))).toEqual([]);
});
