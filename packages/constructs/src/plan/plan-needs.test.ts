import { tell } from "../faults";
import { planManifests } from ".";
import type { Member } from ".";
import type { Manifest } from "../kinds/manifest";
import { DEPLOYMENTS, object, on, policy } from "./manifests.test-support";

const members: readonly Member[] = [{ name: "f-a-cluster" }, { name: "f-b-cluster" }];

describe("what a workload needs", () => {
  const pod = (spec: object): object => ({ replicas: 1, template: { spec } });
  const user = object(
    "Deployment",
    "web",
    pod({
      serviceAccountName: "runner",
      imagePullSecrets: [{ name: "pull" }],
      initContainers: [{ envFrom: [{ configMapRef: { name: "init" } }] }],
      containers: [
        {
          envFrom: [{ secretRef: { name: "env-from" } }, { configMapRef: { name: "maybe", optional: true } }],
          env: [
            { valueFrom: { configMapKeyRef: { name: "env", key: "a" } } },
            { valueFrom: { secretKeyRef: { name: "env", key: "a" } } },
            { value: "plain" },
          ],
        },
      ],
      volumes: [
        { configMap: { name: "kube-root-ca.crt" } },
        { secret: { secretName: "mounted" } },
        { persistentVolumeClaim: { claimName: "data" } },
        { projected: { sources: [{ configMap: { name: "projected" } }, { secret: { name: "projected" } }] } },
      ],
    }),
  );
  const names = [
    ["ConfigMap", "env"],
    ["ConfigMap", "init"],
    ["ConfigMap", "projected"],
    ["PersistentVolumeClaim", "data"],
    ["Secret", "env"],
    ["Secret", "env-from"],
    ["Secret", "mounted"],
    ["Secret", "projected"],
    ["Secret", "pull"],
    ["ServiceAccount", "runner"],
  ] as const;
  const needed = names.map(([kind, name]) => object(kind, name));
  const everywhere = policy("web", [DEPLOYMENTS]);

  test("and is missing where it runs is reported with object and member", () => {
    const placed = policy(
      "needed",
      needed.map(({ apiVersion, kind }) => ({ apiVersion, kind })),
      on("f-a-cluster"),
    );
    const { missing, findings } = planManifests([everywhere, placed, user, ...needed], members);
    expect(missing.map(({ object: { kind, name }, members: where, planned }) => [kind, name, where, planned])).toEqual(
      names.map(([kind, name]) => [kind, name, ["f-b-cluster"], true]),
    );
    expect(findings.map(tell)).toContain(
      "Deployment shop/web: needs Secret shop/pull on f-b-cluster, but is not placed there; place it there, too, or in the Propagation of what needs it",
    );
  });

  test("and is not among the objects is reported as such", () => {
    const { missing, findings } = planManifests([everywhere, user], members);
    expect(missing).toHaveLength(names.length);
    expect(missing.every(({ planned }) => !planned)).toBe(true);
    expect(tell(findings[0]!)).toMatch(
      /ConfigMap shop\/env on f-a-cluster, f-b-cluster, but it is not among these objects/,
    );
  });

  test("comes along if the policy propagates dependencies", () => {
    const bringing = policy("web", [DEPLOYMENTS], { propagateDeps: true });
    const { missing, objects, findings } = planManifests([bringing, user, ...needed], members);
    expect(missing).toEqual([]);
    expect(findings).toEqual([]);
    expect(objects.every(({ members: where }) => where.length === 2)).toBe(true);
  });

  test("comes along to members that its own policy excludes", () => {
    const bringing = policy("web", [DEPLOYMENTS], { propagateDeps: true });
    const own = policy("own", [{ apiVersion: "v1", kind: "Secret" }], on("f-a-cluster"));
    const { objects } = planManifests([bringing, own, user, object("Secret", "pull")], members);
    expect(objects).toMatchObject([{ members: ["f-a-cluster", "f-b-cluster"], leftOut: [] }]);
  });

  test("includes the Service of a StatefulSet, but not the claims that it creates itself", () => {
    const spec = {
      ...pod({ volumes: [{ persistentVolumeClaim: { claimName: "made" } }] }),
      serviceName: "peers",
      volumeClaimTemplates: [{ metadata: { name: "made" } }],
    };
    const bringing = policy("db", [{ apiVersion: "apps/v1", kind: "StatefulSet" }], { propagateDeps: true });
    const { missing } = planManifests(
      [bringing, object("StatefulSet", "db", spec), object("Service", "peers")],
      members,
    );
    expect(missing).toMatchObject([{ object: { kind: "Service", name: "peers" }, neededBy: { name: "db" } }]);
  });

  test("includes the definition of a custom resource", () => {
    const definition: Manifest = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "crontabs.example.com" },
      spec: { group: "example.com", names: { kind: "CronTab" }, scope: "Namespaced" },
    };
    const resource: Manifest = { ...object("CronTab", "nightly"), apiVersion: "example.com/v1" };
    const placed = policy("crontabs", [{ apiVersion: "example.com/v1", kind: "CronTab" }]);
    const defined = policy(
      "definitions",
      [{ apiVersion: definition.apiVersion, kind: definition.kind }],
      on("f-a-cluster"),
      true,
    );
    expect(planManifests([definition, resource, placed, defined], members).missing).toMatchObject([
      { object: { name: "crontabs.example.com" }, neededBy: { kind: "CronTab" }, members: ["f-b-cluster"] },
    ]);
  });
});
