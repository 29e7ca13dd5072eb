import type { Manifest } from "./manifest";
import { stored } from "./stored";

const of = (kind: string, spec: object): Manifest => ({ apiVersion: "apps/v1", kind, metadata: { name: "web" }, spec });

test("an object is stored with labels, annotations and the values of fields that it leaves out", () => {
  const containers = [
    { name: "a", image: "nginx", ports: [{ containerPort: 80 }] },
    { name: "b", image: "localhost:5000/nginx:1.29" },
  ];
  const kept = { terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File", resources: {} };
  expect(stored(of("Deployment", { replicas: 3, template: { spec: { containers } } }))).toEqual({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", labels: {}, annotations: {} },
    spec: {
      replicas: 3,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
      template: {
        spec: {
          dnsPolicy: "ClusterFirst",
          restartPolicy: "Always",
          schedulerName: "default-scheduler",
          securityContext: {},
          terminationGracePeriodSeconds: 30,
          containers: [
            { ...containers[0], ...kept, imagePullPolicy: "Always", ports: [{ containerPort: 80, protocol: "TCP" }] },
            { ...containers[1], ...kept, imagePullPolicy: "IfNotPresent" },
          ],
        },
      },
    },
  });
});

test("what the object sets itself stays, as a whole", () => {
  const strategy = { type: "Recreate" };
  const spec = {
    strategy,
    template: { spec: { restartPolicy: "Never", initContainers: [{ imagePullPolicy: "Never" }] } },
  };
  expect(stored(of("Deployment", spec)).spec).toMatchObject(spec);
  expect(stored(of("Deployment", spec)).spec).toHaveProperty("strategy", strategy);
});

test("an image is pulled always if its tag is latest, or if it has neither tag nor digest", () => {
  const policyOf = (image: string): unknown => {
    const { spec } = stored({ ...of("Pod", { containers: [{ image }] }), apiVersion: "v1" });
    return (spec as { containers: { imagePullPolicy: string }[] }).containers[0]!.imagePullPolicy;
  };
  expect(["nginx", "nginx:latest", "registry:5000/nginx", "nginx:latest@sha256:0123"].map(policyOf)).toEqual(
    Array(4).fill("Always"),
  );
  expect(["nginx:1.29", "nginx@sha256:0123", "nginx:1.29@sha256:0123"].map(policyOf)).toEqual(
    Array(3).fill("IfNotPresent"),
  );
});

test("kinds without known values, and objects without a spec, keep their fields", () => {
  const backup = { apiVersion: "example.com/v1", kind: "Backup", metadata: { name: "nightly" }, spec: { keep: 3 } };
  expect(stored(backup)).toEqual({ ...backup, metadata: { name: "nightly", labels: {}, annotations: {} } });
  const none: Manifest = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } };
  expect(stored(none)).toEqual({ ...none, metadata: { name: "web", labels: {}, annotations: {} } });
});
