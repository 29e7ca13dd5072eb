import { tell } from "../../faults";
import type { Manifest } from "../../kinds/manifest";
import { RULE_ANNOTATION } from "../../kinds/rule-annotation";
import { DEPLOYMENTS, object, on, planOf, policy } from "../manifests.test-support";
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

test("nothing is found about an object that lands", () => {
  expect(found(object("Deployment", "web"), policy("all", [DEPLOYMENTS], on("c1")))).toEqual([]);
});
