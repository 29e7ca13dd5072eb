import type { Manifest } from "../../kinds/manifest";
import { DEPLOYMENTS, divided, object, planOf, policy } from "../manifests.test-support";

const all = policy("all", [DEPLOYMENTS]);

describe("dependencies", () => {
  const ingress: Manifest = {
    ...object("Ingress", "web", { tls: [{ secretName: "cert" }, { hosts: ["x"] }] }),
    apiVersion: "networking.k8s.io/v1",
  };
  const following = policy("p", [{ apiVersion: ingress.apiVersion, kind: "Ingress" }], { propagateDeps: true });
  const secret = object("Secret", "cert");

  test("of an Ingress are the Secrets of its certificates", () => {
    expect(planOf([following, ingress, secret]).objects[1]).toMatchObject({ name: "cert", members: ["c1", "c2"] });
    const only = policy("p", [{ apiVersion: ingress.apiVersion, kind: "Ingress" }]);
    expect(planOf([only, ingress, secret]).missing).toMatchObject([{ object: { name: "cert" }, planned: true }]);
    expect(planOf([only, ingress]).missing).toEqual([]);
  });

  test.each<[string, string, object, readonly string[]]>([
    [
      "helm.toolkit.fluxcd.io/v2beta1",
      "HelmRelease",
      {
        valuesFrom: [
          { kind: "Secret", name: "a" },
          { kind: "ConfigMap", name: "b" },
          { kind: "Other", name: "c" },
        ],
      },
      ["Secret a", "ConfigMap b"],
    ],
    ["source.toolkit.fluxcd.io/v1", "GitRepository", { secretRef: { name: "a" } }, ["Secret a"]],
    ["source.toolkit.fluxcd.io/v1beta2", "OCIRepository", { secretRef: { name: "a" } }, []],
    [
      "source.toolkit.fluxcd.io/v1beta2",
      "OCIRepository",
      { secretRef: { name: "a" }, serviceAccountName: "b" },
      ["Secret a", "ServiceAccount b"],
    ],
    [
      "kubeflow.org/v1",
      "TFJob",
      { tfReplicaSpecs: { Chief: { template: { spec: { serviceAccountName: "a" } } } } },
      ["ServiceAccount a"],
    ],
    [
      "apps.kruise.io/v1alpha1",
      "AdvancedCronJob",
      { template: { jobTemplate: { spec: { template: { spec: { imagePullSecrets: [{ name: "a" }] } } } } } },
      ["Secret a"],
    ],
    [
      "argoproj.io/v1alpha1",
      "Workflow",
      { volumes: [{ persistentVolumeClaim: { claimName: "a" } }, { configMap: { name: "b" } }] },
      ["PersistentVolumeClaim a", "ConfigMap b"],
    ],
    [
      "ray.io/v1",
      "RayService",
      {
        rayClusterConfig: {
          headGroupSpec: { template: {} },
          workerGroupSpecs: [{ replicas: 1, template: { spec: { volumes: [{ secret: { secretName: "a" } }] } } }],
        },
      },
      ["Secret a"],
    ],
    ["multicluster.x-k8s.io/v1alpha1", "ServiceImport", {}, ["Service derived-x"]],
  ])("of %s %s are those that Karmada's interpreter finds", (apiVersion, kind, spec, expected) => {
    const user: Manifest = { apiVersion, kind, metadata: { name: "x", namespace: "shop" }, spec };
    const needed = expected.map((one) => object(...(one.split(" ") as [string, string])));
    const { objects } = planOf([
      policy("p", [{ apiVersion, kind }], { propagateDeps: true }),
      user,
      ...needed,
      object("Secret", "stranger"),
    ]);
    const brought = objects.filter(({ kind: k, members: where }) => k !== kind && where.length === 2);
    expect(brought.map(({ kind: k, name }) => `${k} ${name}`)).toEqual(expected);
  });

  test("of a StatefulSet are not the claims that it makes, of which Karmada follows those of OpenKruise's", () => {
    const claim = object("PersistentVolumeClaim", "data");
    const spec = {
      replicas: 1,
      volumeClaimTemplates: [{ metadata: { name: "data" } }],
      template: { spec: { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] } },
    };
    const brought = (apiVersion: string) => {
      const set = { ...object("StatefulSet", "db", spec), apiVersion };
      const plan = planOf([policy("p", [{ apiVersion, kind: "StatefulSet" }], { propagateDeps: true }), set, claim]);
      expect(plan.missing).toEqual([]);
      return plan.objects[0]!.members;
    };
    expect(brought("apps/v1")).toEqual([]);
    expect(brought("apps.kruise.io/v1beta1")).toEqual(["c1", "c2"]);
  });

  test("of a ServiceImport come along whether the policy says so or not", () => {
    const type = { apiVersion: "multicluster.x-k8s.io/v1alpha1", kind: "ServiceImport" };
    const user: Manifest = { ...type, metadata: { name: "x", namespace: "shop" } };
    const { objects } = planOf([policy("p", [type]), user, object("Service", "derived-x")]);
    expect(objects[1]!.members).toEqual(["c1", "c2"]);
  });

  test.each<[string, object, number, { readonly [member: string]: number }, readonly string[]]>([
    ["gets none of the replicas", {}, 1, { c1: 9, c2: 1 }, ["c1"]],
    ["gets some of the replicas", {}, 4, { c1: 3, c2: 1 }, ["c1", "c2"]],
    ["may run 0 replicas", {}, 0, { c1: 1, c2: 1 }, ["c1", "c2"]],
    ["may run 0 replicas that require nodes", { nodeSelector: { a: "b" } }, 0, { c1: 1, c2: 1 }, []],
  ])("go where a workload is scheduled: a suspended member %s", (_, spec, replicas, weights, expected) => {
    const pods = { spec: { ...spec, containers: [{ envFrom: [{ configMapRef: { name: "settings" } }] }] } };
    const suspension = { dispatchingOnClusters: { clusterNames: ["c2"] } };
    const bringing = policy("all", [DEPLOYMENTS], { ...divided(weights), suspension, propagateDeps: true });
    const web = object("Deployment", "web", { replicas, template: pods });
    expect(planOf([bringing, web, object("ConfigMap", "settings")]).objects[0]!.members).toEqual(expected);
  });

  test("that a workload may do without come along, too, and are not missed", () => {
    const template = { spec: { containers: [{ envFrom: [{ configMapRef: { name: "maybe", optional: true } }] }] } };
    const reading = object("Deployment", "web", { replicas: 1, template });
    const settings = object("ConfigMap", "maybe");
    expect(planOf([all, reading, settings]).missing).toEqual([]);
    const bringing = policy("all", [DEPLOYMENTS], { propagateDeps: true });
    expect(planOf([bringing, reading, settings]).objects[0]!.members).toEqual(["c1", "c2"]);
  });
});
