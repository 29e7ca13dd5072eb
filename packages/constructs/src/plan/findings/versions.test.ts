import { tell } from "../../faults";
import type { Manifest } from "../../kinds/manifest";
import { defined, object, override, planOf, policy } from "../manifests.test-support";
import { SKIPPED } from "../objects/stays";
import { survey } from "./survey";

/** What the plan finds, which has to be what is found without members. */
function found(manifests: readonly Manifest[], otherManifests: readonly Manifest[] = []): string[] {
  const { findings } = planOf(manifests, { otherManifests });
  expect(survey(manifests, otherManifests, SKIPPED)).toEqual(findings);
  return findings.map(tell);
}

const certificate = (version: string): Manifest => ({
  ...object("Certificate", "web"),
  apiVersion: `cert-manager.io/${version}`,
});
const certificates = (...versions: string[]) =>
  versions.map((version) => ({ apiVersion: `cert-manager.io/${version}`, kind: "Certificate" }));
const unknown = (versions: string) =>
  `Certificate shop/web: reaches no member if the federated API prefers another version of its kind than ${versions}; ` +
  "add its CustomResourceDefinition";

describe("the version of a custom resource", () => {
  test("may be one that Karmada does not see, if nothing says which one it prefers", () => {
    expect(found([certificate("v1alpha2"), policy("p", certificates("v1alpha2"))])).toEqual([
      unknown("cert-manager.io/v1alpha2"),
    ]);
    expect(found([certificate("v1"), policy("p", certificates("v1beta1", "v1alpha2"))])).toEqual([
      unknown("cert-manager.io/v1alpha2 or cert-manager.io/v1beta1"),
    ]);
  });

  test("counts as the preferred one if it is stable or if a definition says so", () => {
    expect(found([certificate("v1alpha2"), policy("p", certificates("v1"))])).toEqual([]);
    expect(found([certificate("v1beta1"), policy("p", certificates("v1beta1", "v1"))])).toEqual([]);
    expect(
      found(
        [certificate("v1alpha2"), policy("p", certificates("v1alpha2"))],
        defined("cert-manager.io", "Certificate", "v1alpha1", "v1alpha2"),
      ),
    ).toEqual([]);
  });

  test("has no definition to add if the kind is Kubernetes' own", () => {
    const type = { apiVersion: "certificates.k8s.io/v1beta1", kind: "ClusterTrustBundle" };
    const bundle = { ...object("ClusterTrustBundle", "roots"), ...type, metadata: { name: "roots" } };
    expect(found([bundle, policy("p", [type], {}, true)])).toEqual([
      "ClusterTrustBundle roots: reaches no member if the federated API prefers another version of its kind than " +
        "certificates.k8s.io/v1beta1",
    ]);
  });
});

describe("a selector in a version that Karmada does not see", () => {
  const scaler: Manifest = {
    ...object("HorizontalPodAutoscaler", "web", { maxReplicas: 3 }),
    apiVersion: "autoscaling/v1",
  };
  const selector = (version: string) => ({ apiVersion: `autoscaling/${version}`, kind: scaler.kind });
  const told = (what: string) =>
    `${what} shop/p: selects HorizontalPodAutoscaler in autoscaling/v1, but Karmada sees it in autoscaling/v2; ` +
    "use autoscaling/v2";

  test("selects nothing, and its policy is named", () => {
    expect(planOf([scaler, policy("p", [selector("v1")])]).objects).toMatchObject([{ members: [] }]);
    expect(found([scaler, policy("p", [selector("v1")])])).toEqual([
      expect.stringContaining("no policy selects it"),
      told("PropagationPolicy"),
    ]);
  });

  test("changes nothing, and its override is named", () => {
    const changing = (version: string) => override("p", selector(version), { "/spec/maxReplicas": 4 }, ["c1"]);
    const selected = policy("all", [selector("v2")]);
    expect(found([scaler, selected, changing("v1")])).toEqual([told("OverridePolicy")]);
    expect(found([scaler, selected, changing("v2")])).toEqual([]);
  });

  test("may be of a kind that Kubernetes does not have", () => {
    const typo = policy("p", [{ apiVersion: "v1", kind: "Deployment" }]);
    expect(found([object("ConfigMap", "x"), policy("all", [{ apiVersion: "v1", kind: "ConfigMap" }]), typo])).toEqual([
      "PropagationPolicy shop/p: selects Deployment in v1, which Kubernetes does not have; use apps/v1",
    ]);
  });

  test("of a custom resource is one that its definition does not prefer", () => {
    const served = defined("cert-manager.io", "Certificate", "v1alpha2", "v1");
    const all = [certificate("v1alpha2"), policy("p", certificates("v1alpha2"))];
    expect(found(all, served)).toContain(
      "PropagationPolicy shop/p: selects Certificate in cert-manager.io/v1alpha2, but Karmada sees it in " +
        "cert-manager.io/v1; use cert-manager.io/v1",
    );
  });

  test("does no harm beside one in the version that it sees", () => {
    expect(found([scaler, policy("p", [selector("v1"), selector("v2")])])).toEqual([]);
    expect(found([scaler, policy("p", [{ ...selector("v1"), name: "other" }, selector("v2")])])).toEqual([
      told("PropagationPolicy"),
    ]);
  });
});
